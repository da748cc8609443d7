"""Requirement trees: which activities make another one complete."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import COUNTING_OPERATORS, Operator, Purpose

from .activities import LearningActivity


class RequirementTree(models.Model):
    """One version of what an activity demands. Never changed: a new rule is a new version."""

    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="requirement_trees",
    )
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.FIRST
    )
    version = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(_("current"), default=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering = ["activity", "-version"]
        verbose_name = _("requirement tree")
        verbose_name_plural = _("requirement trees")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "version"], name="learning_tree_version_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "purpose"],
                condition=Q(is_current=True),
                name="learning_tree_one_current_per_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} v{self.version}"


class RequirementNode(models.Model):
    """A node: all of its children, so many of them, of minutes or points; or an activity.

    ``minimum`` is the number, the minutes or the points that a group asks. ``worth`` is
    what the node gives to a group of points around it. ``minutes`` of an activity inside
    a group of hours is what it counted for when this version was written, so that whoever
    stays on a version keeps what they had.
    """

    tree = models.ForeignKey(
        RequirementTree,
        verbose_name=_("tree"),
        on_delete=models.CASCADE,
        related_name="nodes",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveIntegerField(_("position"))
    operator = models.CharField(_("operator"), max_length=20, choices=Operator.choices)
    minimum = models.PositiveSmallIntegerField(_("minimum"), null=True, blank=True)
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requirement_nodes",
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    worth = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    minutes = models.PositiveIntegerField(
        _("nominal duration in minutes"), null=True, blank=True
    )

    class Meta:
        ordering = ["tree", "position"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["tree", "position"], name="learning_node_position_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(operator=Operator.ACTIVITY, activity__isnull=False, minimum=None)
                    | Q(
                        operator=Operator.ALL,
                        activity=None,
                        minimum=None,
                        minutes=None,
                    )
                    | Q(
                        operator__in=COUNTING_OPERATORS,
                        activity=None,
                        minutes=None,
                        minimum__isnull=False,
                        minimum__gte=1,
                    )
                ),
                name="learning_node_is_what_its_operator_says",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.activity or self.get_operator_display())


class Containment(models.Model):
    """The closure of the current trees: what lies anywhere inside a container.

    Derived, rewritten by ``operations.requirements``; it answers "which containers
    does this completion concern?" and "does this belong to a trajectory?" in one query.
    """

    container = models.ForeignKey(
        LearningActivity, on_delete=models.CASCADE, related_name="contents"
    )
    activity = models.ForeignKey(
        LearningActivity, on_delete=models.CASCADE, related_name="containers"
    )

    class Meta:
        verbose_name = _("containment")
        verbose_name_plural = _("containments")
        constraints = [
            models.UniqueConstraint(
                fields=["container", "activity"], name="learning_containment_once"
            ),
            models.CheckConstraint(
                condition=~Q(container=F("activity")),
                name="learning_containment_not_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.container} > {self.activity}"
