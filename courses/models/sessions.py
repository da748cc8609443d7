"""Sessions face to face: the page, and the dates on which one is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from courses.page_forms import CoursePageForm
from courses.querysets import SessionQuerySet
from lms.common import clock
from lms.content.blocks import ContentStream
from lms.content.models import ActivityPage, ApprovedPage
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import LearningActivity
from lms.learning.operations import Card, circle_with, set_prerequisites

if TYPE_CHECKING:
    from datetime import date, datetime


# The browser's own: Wagtail's puts today in place of a date that it cannot read.
the_moment = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
the_day = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class SessionPage(ApprovedPage):
    """What a session is about; its dates are planned beside the page."""

    activity_kind = ActivityKind.SESSION
    activity_form = Form.SESSION

    body = StreamField(ContentStream(), verbose_name=_("description"), blank=True)
    prerequisites = ParentalManyToManyField(
        "learning.LearningActivity",
        verbose_name=_("first these courses"),
        related_name="+",
        blank=True,
        help_text=_("Courses to complete before somebody can enrol."),
    )

    attests = models.BooleanField(
        _("who is present gets a certificate of attendance"),
        default=False,
        help_text=_(
            "For dates that end after you publish this. For an earlier date you issue "
            "them yourself, on the page with who came."
        ),
    )

    page_description = _(
        "A day in a room or online: people enrol for a date, a trainer marks who came."
    )

    base_form_class = CoursePageForm
    template = "courses/sessions/session.html"
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *ActivityPage.content_panels,
        FieldPanel("body"),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
        FieldPanel("needs_approval"),
        FieldPanel("attests"),
        *ActivityPage.activity_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields,
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def card(self) -> Card:
        """The card, and whether presence is attested."""
        return replace(super().card(), attests=self.attests)

    def obstacles(self) -> list[str]:
        first = [activity.pk for activity in self.prerequisites.all()]
        circle = circle_with(self.translation_key, first)
        return [*super().obstacles(), *([circle] if circle else [])]

    def after_publishing(self, activity: LearningActivity) -> None:
        """Write what comes first, in the transaction of publishing."""
        first = [needed.key for needed in self.prerequisites.all()]
        set_prerequisites({activity.key: first})


class Session(ClusterableModel):
    """A date on which a session is given, in one part or several.

    ``begins_at`` and ``ends_at`` are those of the first and the last part: the operation
    that saves a date keeps them so. ``uid`` never changes, ``sequence`` rises with every
    change that a calendar shows (RFC 5545, 3.8.4.7 and 3.8.7.4).
    """

    uid = models.UUIDField("UID", default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(
        _("times changed"), default=0, editable=False
    )
    activity = models.ForeignKey(
        LearningActivity,
        verbose_name=_("session"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Publish its page first."),
    )
    begins_at = models.DateTimeField(_("begins at"), editable=False)
    ends_at = models.DateTimeField(_("ends at"), editable=False)
    place = models.TextField(
        _("place"),
        max_length=300,
        blank=True,
        help_text=_("Room, street and town. Everyone who sees the page reads this."),
    )
    online_url = models.URLField(
        _("online link"),
        max_length=500,
        blank=True,
        help_text=_("Only who has a place sees this."),
    )
    trainers = models.CharField(_("trainers"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1)]
    )
    enrol_until = models.DateField(
        _("enrol until"),
        null=True,
        blank=True,
        help_text=_("This day included. Nothing means: until it begins."),
    )
    cancelled_at = models.DateTimeField(
        _("cancelled at"), null=True, blank=True, editable=False
    )
    cancelled_because = models.TextField(
        _("reason"), max_length=500, blank=True, editable=False
    )
    # The framework contract behind it: for editors and coordinators, never for learners.
    supplier = models.CharField(_("supplier"), max_length=200, blank=True)
    lot = models.CharField(_("lot"), max_length=100, blank=True)
    order_form = models.CharField(_("order form"), max_length=100, blank=True)

    objects = SessionQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("activity", widget=forms.Select),
        InlinePanel("parts", heading=_("When"), label=_("Part"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("online_url"),
                FieldPanel("trainers"),
            ],
            heading=_("Where and with whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("capacity"), FieldPanel("enrol_until", widget=the_day)],
            heading=_("Enrolling"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("supplier"),
                FieldPanel("lot"),
                FieldPanel("order_form"),
            ],
            heading=_("Framework contract"),
            help_text=_("Learners never see this."),
        ),
    ]

    class Meta:
        ordering = ["-begins_at", "-pk"]
        verbose_name = _("date of a session")
        verbose_name_plural = _("dates of sessions")
        permissions = [
            ("mark_attendance", _("Can mark who attended a session")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="courses_session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="courses_session_has_places"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="courses_session_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "begins_at"], name="courses_session_of"),
        ]

    def __str__(self) -> str:
        return f"{self.activity.title}, {self.day}"

    @property
    def day(self) -> str:
        """The day on which it begins, written out."""
        return str(date_format(localtime(self.begins_at, clock.BRUSSELS), "j F Y"))

    @property
    def one_line_place(self) -> str:
        return ", ".join(line.strip() for line in self.place.splitlines())

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def last_day_to_enrol(self) -> date:
        day = clock.local_date(self.begins_at)
        return min(self.enrol_until, day) if self.enrol_until else day

    def takes_enrolments(self, now: datetime) -> bool:
        """Whether somebody can still ask for a place, free or not."""
        return (
            not self.is_cancelled
            and now < self.begins_at
            and now < clock.end_of(self.last_day_to_enrol)
        )


class SessionPart(models.Model):
    """A stretch of time, with an identity of its own in calendars."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="parts")
    uid = models.UUIDField("UID", default=uuid4, unique=True, editable=False)
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))

    wagtail_reference_index_ignore = True
    panels: ClassVar[list[Any]] = [
        FieldPanel("begins_at", widget=the_moment),
        FieldPanel("ends_at", widget=the_moment),
    ]

    class Meta:
        ordering = ["begins_at", "pk"]
        verbose_name = _("part of a session")
        verbose_name_plural = _("parts of a session")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="courses_sessionpart_ends_after_it_begins",
                violation_error_message=_("The end comes after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return str(date_format(localtime(self.begins_at, clock.BRUSSELS), "j F Y H:i"))
