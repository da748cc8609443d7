"""Rules that ask activities of people, and why something is asked of somebody."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.learning.assigning.querysets import (
    AssignmentQuerySet,
    AssignmentRuleQuerySet,
    RuleExceptionQuerySet,
)
from lms.learning.enums import RELATIVE, DueFrom, DueUnit
from lms.organisation.models import Dated, Entity, IntegrityRole, Mandate

from .activities import LearningActivity
from .participations import Participation


class AssignmentRule(Dated):
    """An activity asked of whoever holds a mandate that fits, as long as the rule holds.

    No entity: everywhere. No role: whatever the role. ``key`` comes with the form: sent
    twice, it is one rule. ``version`` counts its changes; each is kept in a
    ``RuleVersion``. Never deleted: what it brought names it.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="assignment_rules",
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    with_below = models.BooleanField(_("with what lies under it"), default=True)
    roles = models.ManyToManyField(
        IntegrityRole, verbose_name=_("roles"), related_name="+", blank=True
    )
    begins_from = models.DateField(
        _("only mandates that begin from"), null=True, blank=True
    )
    due_from = models.CharField(
        _("due date"), max_length=10, choices=DueFrom.choices, default=DueFrom.NOTHING
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_number = models.PositiveSmallIntegerField(
        _("how many days or months"), null=True, blank=True
    )
    due_unit = models.CharField(
        _("days or months"), max_length=10, choices=DueUnit.choices, blank=True
    )
    # Days before and after the due date on which who has not completed it is reminded.
    remind_before = models.JSONField(_("reminders before"), default=list, blank=True)
    remind_after = models.JSONField(_("reminders after"), default=list, blank=True)
    copy_to_manager = models.BooleanField(_("copy to the manager"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stopped by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    worked_at = models.DateTimeField(_("last carried out at"), null=True, blank=True)

    objects = AssignmentRuleQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("assignment rule")
        verbose_name_plural = _("assignment rules")
        permissions = [
            ("assign_everywhere", _("Can assign to people of every entity")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="learning_rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        due_from=DueFrom.NOTHING,
                        due_on=None,
                        due_number=None,
                        due_unit="",
                    )
                    | Q(
                        due_from=DueFrom.DAY,
                        due_on__isnull=False,
                        due_number=None,
                        due_unit="",
                    )
                    | Q(
                        due_from__in=RELATIVE,
                        due_on=None,
                        due_number__isnull=False,
                        due_unit__in=DueUnit.values,
                    )
                ),
                name="learning_rule_due_as_it_says",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None


class RuleVersion(models.Model):
    """What a rule asked from a moment on, and who said so: append-only."""

    rule = models.ForeignKey(
        AssignmentRule,
        verbose_name=_("rule"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    version = models.PositiveIntegerField(_("version"))
    terms = models.JSONField(_("terms"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["rule", "version"]
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "version"], name="learning_ruleversion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} v{self.version}"


class RuleException(Dated):
    """That a rule does not hold for somebody, or with another due date, and why.

    It holds up to and including ``valid_to``; whoever takes it back sets that day, which
    lies before ``valid_from`` for one that is taken back at once.
    """

    rule = models.ForeignKey(
        AssignmentRule,
        verbose_name=_("rule"),
        on_delete=models.PROTECT,
        related_name="exceptions",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(
        _("due on"),
        null=True,
        blank=True,
        help_text=_("Nothing: the rule does not hold for this person."),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    objects = RuleExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("exception to a rule")
        verbose_name_plural = _("exceptions to rules")

    def __str__(self) -> str:
        return f"{self.rule}: {self.person}"


class Assignment(models.Model):
    """Why an activity is asked of somebody: a rule, or a person by hand. Append-only.

    Several may stand together; the earliest due date counts. ``ended_at``: it asks no
    longer. ``kept``: what was begun or done by then stays asked all the same. Only these,
    ``due_on``, ``version`` (of the rule by which the date was counted) and the
    participation, which follows who registers anew, ever change.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    rule = models.ForeignKey(
        AssignmentRule,
        verbose_name=_("rule"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    version = models.PositiveIntegerField(_("version of the rule"), default=0)
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    kept = models.BooleanField(_("stays asked"), default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reason why something is asked")
        verbose_name_plural = _("reasons why something is asked")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "learner"],
                condition=Q(ended_at=None, rule__isnull=False),
                name="learning_assignment_a_rule_asks_once",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(ended_at=None, rule=None),
                name="learning_assignment_one_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(kept=False) | Q(ended_at__isnull=False),
                name="learning_assignment_kept_after_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.rule or self.by or ''}"
