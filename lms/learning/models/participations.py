"""Participations and their dated records."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import OPEN_STATUSES, Change, Form, Source, Status
from lms.learning.querysets import ParticipationQuerySet, TransitionQuerySet
from lms.learning.telling import Told
from lms.organisation.models import Entity, Mandate

from .activities import LearningActivity
from .requirements import RequirementTree


class Participation(models.Model):
    """A person taking part in an activity, from joining to completing or leaving.

    Under one mandate, chosen at the start: entity and role decide who in HR may see
    it, also when the person moves on. Someone interested takes part under none.
    """

    registration = models.UUIDField(
        _("xAPI registration"), default=uuid.uuid4, unique=True, editable=False
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="participations",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="participations",
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    tree = models.ForeignKey(
        RequirementTree,
        verbose_name=_("requirement tree"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        help_text=_("The version that this person started on; none: the current one."),
    )
    counts_from = models.DateTimeField(
        _("counts from"),
        null=True,
        blank=True,
        help_text=_("What was completed before does not count; none: all of it does."),
    )
    counts_until = models.DateTimeField(
        _("counts until"),
        null=True,
        blank=True,
        help_text=_("What was completed from then on does not count either."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.REGISTERED
    )
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    own_progress = models.PositiveSmallIntegerField(
        _("progress in the own part"), default=0
    )
    current_part = models.ForeignKey(
        LearningActivity,
        verbose_name=_("where the learner is"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Why HR may see it (design.md, idea 4): any of these three.
    assigned = models.BooleanField(_("assigned"), default=False)
    in_trajectory = models.BooleanField(_("belongs to a trajectory"), default=False)
    shared = models.BooleanField(_("shared"), default=False)
    registered_at = models.DateTimeField(_("registered at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    last_activity_at = models.DateTimeField(_("last activity at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # A correction took something from it: the same progress later is another event.
    set_back_at = models.DateTimeField(_("set back at"), null=True, blank=True)

    # What the app of its activity says of it, once ``telling.tell`` asked.
    told: Told | None = None

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_activity_at", "-pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        permissions = [
            ("move_participation", _("Can move somebody to another version")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=Q(closed_at=None),
                name="learning_participation_one_open_per_learner_and_activity",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100, own_progress__lte=100),
                name="learning_participation_progress_at_most_100",
            ),
            models.CheckConstraint(
                condition=(
                    Q(closed_at=None, status__in=OPEN_STATUSES)
                    | (Q(closed_at__isnull=False) & ~Q(status__in=OPEN_STATUSES))
                ),
                name="learning_participation_closed_as_its_status_says",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.COMPLETED) | Q(progress=100),
                name="learning_participation_completed_is_100",
            ),
            models.CheckConstraint(
                # Not "after registering": a trainer records what happened before that.
                condition=(
                    Q(started_at=None)
                    | Q(closed_at=None)
                    | Q(closed_at__gte=F("started_at"))
                ),
                name="learning_participation_closes_after_starting",
            ),
        ]
        indexes = [
            # Every page of the player and the dashboard asks for this pair.
            models.Index(
                fields=["learner", "activity"], name="learning_participation_whose"
            ),
            # Once a day: who is to be reminded of a date.
            models.Index(
                fields=["learner", "due_on"],
                condition=Q(closed_at=None, due_on__isnull=False),
                name="learning_participation_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} – {self.activity}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_completed(self) -> bool:
        return self.status == Status.COMPLETED

    @property
    def is_asked(self) -> bool:
        """Whether somebody else expects it; HR then sees it whatever the learner wants."""
        return self.assigned or self.in_trajectory

    @property
    def is_visible_to_hr(self) -> bool:
        return self.is_asked or self.shared


# How a participation stands now, as far as others see it: of these there are few.
CURRENT = Q(superseded_at=None, visible_to_hr=True)
SEEN = ("superseded_at", "visible_to_hr")  # its columns
NAMES = ("last_name", "first_name")


class Transition(models.Model):
    """How a participation stood from a moment on: append-only, with snapshots.

    HR's lists and exports read these rows alone, so that the same peildatum gives
    the same bytes whenever it is asked; an erasure changes the name cells only.
    """

    participation = models.ForeignKey(
        Participation,
        verbose_name=_("participation"),
        on_delete=models.PROTECT,
        related_name="transitions",
    )
    change = models.CharField(_("change"), max_length=20, choices=Change.choices)
    recorded_at = models.DateTimeField(_("recorded at"), db_index=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    visible_to_hr = models.BooleanField(_("visible to HR"))
    started_on = models.DateField(_("started on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Snapshots: what these were called at that moment.
    person_key = models.CharField(_("person key"), max_length=64, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    entity_code = models.CharField(_("entity code"), max_length=20, blank=True)
    entity_name = models.CharField(_("entity name"), max_length=200, blank=True)
    policy_domain = models.CharField(_("policy domain"), max_length=200, blank=True)
    role_name = models.CharField(_("role"), max_length=100, blank=True)
    activity_code = models.CharField(_("activity code"), max_length=40, blank=True)
    activity_title = models.CharField(_("activity title"), max_length=255)
    form = models.CharField(_("form"), max_length=20, choices=Form.choices)
    duration_minutes = models.PositiveIntegerField(_("nominal duration in minutes"))
    # Kept by the database itself (migration 0014), and no part of the fact: when the next
    # record of the participation was made, and whose and of what that is.
    superseded_at = models.DateTimeField(
        _("superseded at"), null=True, blank=True, editable=False
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        indexes = [
            # "The last record of each participation before a moment."
            models.Index(
                fields=["participation", "recorded_at"], name="learning_transition_last"
            ),
            models.Index(
                fields=["entity"],
                condition=Q(visible_to_hr=True),
                name="learning_transition_for_hr",
            ),
            # What is seen today: to count, to sort and to narrow without the rows. Each has
            # what a list asks, also the two columns of its condition: SQLite looks at them.
            models.Index(
                fields=[
                    *("entity", "status", "due_on", "completed_on", "started_on"),
                    *("form", "learner", *NAMES, "activity_title", "participation"),
                    *("entity_name", "role_name", "person_key", "source", "id", *SEEN),
                ],
                condition=CURRENT,
                name="learning_transition_seen",
            ),
            models.Index(
                fields=[
                    *(*NAMES, "activity_title", "participation", "person_key"),
                    *("entity", "learner", "status", "form", "completed_on"),
                    *("due_on", "role_name", "source", "id", *SEEN),
                ],
                condition=CURRENT,
                name="learning_transition_named",
            ),
            models.Index(
                fields=[
                    *("learner", "entity", "status", "form", "completed_on"),
                    *("due_on", "role_name", *NAMES, "person_key", "source"),
                    *("participation", *SEEN),
                ],
                condition=CURRENT,
                name="learning_transition_person",
            ),
            models.Index(
                fields=["entity", "status", "form", "learner", *SEEN],
                condition=CURRENT,
                name="learning_transition_counted",
            ),
            models.Index(
                fields=["completed_on", "entity", "learner", "role_name", *SEEN],
                condition=CURRENT,
                name="learning_transition_done",
            ),
            models.Index(
                fields=["started_on", "entity", *SEEN],
                condition=CURRENT,
                name="learning_transition_begun",
            ),
            models.Index(
                fields=["due_on", "entity", *SEEN],
                condition=CURRENT,
                name="learning_transition_due",
            ),
            models.Index(
                fields=["activity_title", *NAMES, "participation", "entity", *SEEN],
                condition=CURRENT,
                name="learning_transition_titled",
            ),
            models.Index(
                fields=[
                    *("entity_name", *NAMES, "activity_title", "participation"),
                    *("entity", *SEEN),
                ],
                condition=CURRENT,
                name="learning_transition_placed",
            ),
            models.Index(
                fields=["policy_domain", "entity", "learner"],
                condition=CURRENT,
                name="learning_transition_domain",
            ),
            models.Index(
                fields=["activity", "entity", "learner"],
                condition=CURRENT,
                name="learning_transition_of",
            ),
            models.Index(
                fields=["role_name", "entity", "learner"],
                condition=CURRENT,
                name="learning_transition_role",
            ),
            models.Index(
                fields=["entity_code", "learner"],
                condition=CURRENT,
                name="learning_transition_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.get_change_display()}"
