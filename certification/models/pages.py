"""A trajectory: a page over a requirement tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from certification.enums import AfterExpiry, Basis, GroupRule
from certification.page_forms import TrajectoryPageForm, obstacles, renewal_obstacles
from certification.refresher import RefresherStream, plans_in, rule_of_plans
from certification.way import Plan, Way, lay_out
from lms.content.blocks import ContentStream
from lms.content.exceptions import NotPublishable
from lms.content.models import ActivityPage
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Form, Purpose
from lms.learning.rules import AllOf, AtLeast, Needs, Rule

from .awards import CertificateTerms

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lms.learning.models import LearningActivity


def default_wording() -> str:
    """What a new trajectory proposes to print."""
    return gettext(
        "{given_name} {family_name}, {role} at {entity}, completed “{trajectory}” on "
        "{completed_on}. This certificate is valid up to and including {valid_until}. "
        "Number {number}. Check at {url} whether it is genuine."
    )


class TrajectoryPage(ActivityPage):
    """What it takes to earn a certificate, with a description for everyone.

    Publishing it writes the activity, its requirement tree and the terms of its
    certificate. People who are under way stay on the tree they began.
    """

    activity_kind = ActivityKind.TRAJECTORY
    activity_form = Form.TRAJECTORY

    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    body = StreamField(ContentStream(), verbose_name=_("description"), blank=True)
    validity_months = models.PositiveSmallIntegerField(
        _("validity of the certificate, in months"),
        default=36,
        validators=[MinValueValidator(1)],
        help_text=_("Valid up to and including the same day, so many months later."),
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("renewal window, in months"),
        default=6,
        help_text=_("How long before its last day a certificate can be renewed."),
    )
    renewal_basis = models.CharField(
        _("a renewed certificate counts from"),
        max_length=20,
        choices=Basis.choices,
        default=Basis.EXPIRY,
        help_text=_(
            "For who renews in time. After the last day it counts from the day of "
            "completion."
        ),
    )
    after_expiry = models.CharField(
        _("after the last day"),
        max_length=20,
        choices=AfterExpiry.choices,
        default=AfterExpiry.WHOLE,
        help_text=_("What somebody does whose certificate has expired."),
    )
    refresher = StreamField(
        RefresherStream(),
        verbose_name=_("what it takes to renew"),
        blank=True,
        help_text=_("Leave it empty to ask for the whole trajectory again."),
    )
    renewal_text = models.TextField(_("how it is renewed"), blank=True)
    certificate_text = models.TextField(
        _("text on the certificate"),
        default=default_wording,
        help_text=_(
            "One or more sentences. These are filled in: {given_name} {family_name} "
            "{role} {entity} {trajectory} {completed_on} {valid_until} {number} {url}."
        ),
    )

    base_form_class = TrajectoryPageForm
    template = "certification/trajectory_page.html"
    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("body"),
        InlinePanel("groups", heading=_("What it takes"), label=_("Group"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("validity_months"),
                FieldPanel("certificate_text"),
            ],
            heading=_("Certificate"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("renewal_months"),
                FieldPanel("renewal_basis"),
                FieldPanel("refresher"),
                FieldPanel("after_expiry"),
                FieldPanel("renewal_text"),
            ],
            heading=_("Renewal"),
        ),
        *ActivityPage.activity_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("trajectory")
        verbose_name_plural = _("trajectories")

    def plans(self) -> list[Plan]:
        """The groups as this page (published or draft) asks for them."""
        return [group.plan() for group in self.groups.all()]

    def renewal_plans(self) -> list[Plan]:
        """What it takes to renew, as this page (published or draft) asks for it."""
        return plans_in(self.refresher)

    def rule(self) -> Rule:
        """The requirement tree of this page."""
        return AllOf(tuple(group.rule_value() for group in self.groups.all()))

    def obstacles(self) -> list[str]:
        groups = [(plan.title, plan.activities, plan.minimum) for plan in self.plans()]
        return [
            *super().obstacles(),
            *obstacles(self.translation_key, groups),
            *renewal_obstacles(self.translation_key, self.renewal_plans()),
        ]

    def after_publishing(self, activity: LearningActivity) -> None:
        """Write the requirement tree and the terms, in the transaction of publishing.

        Raises ``NotPublishable`` for a tree that nobody could complete.
        """
        if found := self.obstacles():
            raise NotPublishable(found)
        learning.set_requirements(activity, self.rule())
        if self.refresher:
            rule = rule_of_plans(self.renewal_plans())
            learning.set_requirements(activity, rule, purpose=Purpose.RENEWAL)
        else:
            learning.clear_requirements(activity, purpose=Purpose.RENEWAL)
        CertificateTerms.objects.update_or_create(
            trajectory=activity,
            defaults={
                "validity_months": self.validity_months,
                "renewal_months": self.renewal_months,
                "basis": self.renewal_basis,
                "after_expiry": self.after_expiry,
                "wording": self.certificate_text,
            },
        )

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """What a preview shows; the view adds the person who looks."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        way: Way | None = kwargs.get("way")
        context["way"] = lay_out(self.plans(), {}) if way is None else way
        return context


class RequirementGroup(ClusterableModel, Orderable):
    """A group in the editor: all of its activities, or at least a number of them."""

    page = ParentalKey(TrajectoryPage, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True, max_length=500)
    rule = models.CharField(
        _("what it takes"),
        max_length=20,
        choices=GroupRule.choices,
        default=GroupRule.ALL,
    )
    minimum = models.PositiveSmallIntegerField(
        _("at least how many"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Only for “at least a number of them”."),
    )

    wagtail_reference_index_ignore = True
    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("rule"),
        FieldPanel("minimum"),
        InlinePanel("items", heading=_("Activities"), label=_("Activity"), min_num=1),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("group of requirements")
        verbose_name_plural = _("groups of requirements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(rule=GroupRule.AT_LEAST) | Q(minimum__gte=1),
                name="certification_group_at_least_says_how_many",
                violation_error_message=_("Say at least how many."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> int | None:
        """How many activities it takes; nothing means: all of them."""
        return self.minimum if self.rule == GroupRule.AT_LEAST else None

    def plan(self) -> Plan:
        return Plan(
            title=self.title,
            introduction=self.introduction,
            minimum=self.asked,
            activities=tuple(item.activity for item in self.items.all()),
        )

    def rule_value(self) -> Rule:
        parts = tuple(Needs(item.activity.key) for item in self.items.all())
        if self.asked is None:
            return AllOf(parts, self.title)
        return AtLeast(self.asked, parts, self.title)


class RequirementItem(Orderable):
    """One activity in a group."""

    group = ParentalKey(
        RequirementGroup, on_delete=models.CASCADE, related_name="items"
    )
    activity = models.ForeignKey(
        "learning.LearningActivity",
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    wagtail_reference_index_ignore = True
    panels: ClassVar[list[Any]] = [FieldPanel("activity")]

    class Meta(Orderable.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self) -> str:
        return str(self.activity)
