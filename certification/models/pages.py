"""A trajectory: a page over a requirement tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from certification.blocks import RequirementsStream
from certification.drafted import (
    found_in,
    introductions_in,
    plans_in,
    without_activity,
)
from certification.enums import AfterExpiry, Basis
from certification.findings import Told, tell, tell_of_empty_places
from certification.page_forms import TrajectoryPageForm
from certification.panels import FindingsPanel
from certification.pdf.layouts import Layout
from certification.plan import Plan, whole
from certification.way import Way, lay_out
from lms.content.blocks import ContentStream
from lms.content.exceptions import NotPublishable
from lms.content.models import ActivityPage, ApprovedPage
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Form, Purpose
from lms.learning.rules import Rule

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


class TrajectoryPage(ApprovedPage):
    """What it takes to earn a certificate, with a description for everyone.

    Publishing it writes the activity, its requirement tree and the terms of its
    certificate. People who are under way stay on the tree they began.
    """

    activity_kind = ActivityKind.TRAJECTORY
    activity_form = Form.TRAJECTORY

    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    body = StreamField(ContentStream(), verbose_name=_("description"), blank=True)
    requirements = StreamField(
        RequirementsStream(),
        verbose_name=_("what it takes"),
        blank=True,
        help_text=_(
            "All of these groups are asked. A group can hold activities and other "
            "groups, at most three deep."
        ),
    )
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
        RequirementsStream(),
        verbose_name=_("what it takes to renew"),
        blank=True,
        help_text=_("Leave it empty to ask for the whole trajectory again."),
    )
    renewal_text = models.TextField(_("how it is renewed"), blank=True)
    layout = models.CharField(
        _("layout"),
        max_length=20,
        choices=Layout.choices,
        default=Layout.CERTIFICATE,
        help_text=_("What the paper looks like, and what it calls itself."),
    )
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
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("body"),
        FieldPanel("requirements"),
        FindingsPanel(heading=_("What we found in it")),
        MultiFieldPanel(
            [
                FieldPanel("validity_months"),
                FieldPanel("layout"),
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
        FieldPanel("needs_approval"),
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
        return plans_in(self.requirements)

    def introductions(self) -> dict[str, str]:
        """What the page says of a group, by its title. Costs no query."""
        streams = (self.requirements, self.refresher)
        return dict(
            pair for stream in streams for pair in introductions_in(stream.raw_data)
        )

    def renewal_plans(self) -> list[Plan]:
        """What it takes to renew, as this page (published or draft) asks for it."""
        return plans_in(self.refresher)

    def rule(self) -> Rule:
        """The requirement tree of this page."""
        return whole(self.plans())

    def renewal_rule(self) -> Rule | None:
        """What it takes to renew as a tree; nothing where it is the whole again."""
        return whole(self.renewal_plans()) if self.refresher else None

    def certificate_terms(self) -> dict[str, Any]:
        """The terms of the certificate, as this page (published or draft) says them."""
        return {
            "validity_months": self.validity_months,
            "renewal_months": self.renewal_months,
            "layout": self.layout,
            "basis": self.renewal_basis,
            "after_expiry": self.after_expiry,
            "wording": self.certificate_text,
        }

    def changes_terms_of(self, activity: LearningActivity) -> bool:
        """Whether publishing this page would write other terms than those in force."""
        known = CertificateTerms.objects.filter(trajectory=activity)
        return known.exists() and not known.filter(**self.certificate_terms()).exists()

    def told(self) -> list[Told]:
        """What is found in the groups, in sentences: errors, then advice."""
        return self._told_of(self.plans(), self.requirements)

    def told_of_renewal(self) -> list[Told]:
        """The same of what it takes to renew; no groups is fine: then it is the whole."""
        plans = self.renewal_plans()
        return self._told_of(plans, self.refresher) if plans else []

    def _told_of(self, plans: list[Plan], stream: Any) -> list[Told]:
        return [
            *tell(found_in(self.translation_key, plans), plans),
            *tell_of_empty_places(without_activity(stream)),
        ]

    def obstacles(self) -> list[str]:
        told = [*self.told(), *self.told_of_renewal()]
        return [*super().obstacles(), *(one.text for one in told if one.is_error)]

    def after_publishing(self, activity: LearningActivity) -> None:
        """Write the requirement tree and the terms, in the transaction of publishing.

        Raises ``NotPublishable`` for a tree that nobody could complete.
        """
        if found := self.obstacles():
            raise NotPublishable(found)
        learning.set_requirements(activity, self.rule())
        if rule := self.renewal_rule():
            learning.set_requirements(activity, rule, purpose=Purpose.RENEWAL)
        else:
            learning.clear_requirements(activity, purpose=Purpose.RENEWAL)
        CertificateTerms.objects.update_or_create(
            trajectory=activity, defaults=self.certificate_terms()
        )

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """What a preview shows; the view adds the person who looks."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        way: Way | None = kwargs.get("way")
        context["way"] = lay_out(self.plans(), {}) if way is None else way
        return context
