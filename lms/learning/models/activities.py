"""Activities: anything a person can complete, and the terms that describe it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lms.learning.enums import STEP_KINDS, ActivityKind, Facet, Form
from lms.learning.querysets import ActivityQuerySet
from lms.organisation.models import IntegrityRole


class Term(models.Model):
    """A value of a taxonomy: a pillar, a principle, a level, a theme."""

    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["facet", "position", "name"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "slug"], name="learning_term_once_per_facet"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LearningActivity(index.Indexed, models.Model):
    """Anything a person can complete, with the card that lists show.

    Written when its page is published; catalogue, search and records know
    activities, never page types. ``key`` is the page's translation key.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    iri = models.URLField(_("IRI"), max_length=300, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind.choices)
    form = models.CharField(_("form"), max_length=20, choices=Form.choices)
    code = models.CharField(_("code"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    address = models.CharField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Path on this site, such as /aanbod/a-course/."),
    )
    duration_minutes = models.PositiveIntegerField(_("nominal duration in minutes"))
    picture = models.CharField(_("picture"), max_length=200, blank=True)
    terms = models.ManyToManyField(
        Term, verbose_name=_("terms"), related_name="activities", blank=True
    )
    roles = models.ManyToManyField(
        IntegrityRole,
        verbose_name=_("recommended for"),
        related_name="recommended_activities",
        blank=True,
        help_text=_("No role means: for everyone."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    has_own_part = models.BooleanField(
        _("has a part of its own"),
        default=False,
        help_text=_("Something to do besides the activities that it requires."),
    )
    is_offered = models.BooleanField(_("offered"), default=True)
    is_listed = models.BooleanField(_("listed in the catalogue"), default=False)
    trainer_completes = models.BooleanField(_("completed by a trainer"), default=False)
    needs_approval = models.BooleanField(
        _("asks the approval of the manager"), default=False
    )
    attested_since = models.DateTimeField(
        _("who is present gets a certificate of attendance since"),
        null=True,
        blank=True,
        help_text=_("Set when its page begins to say so; nothing: it gives none."),
    )
    published_at = models.DateTimeField(_("published at"))

    objects = ActivityQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
        index.SearchField("code"),
        index.RelatedFields("terms", [index.SearchField("name")]),
        index.RelatedFields("roles", [index.SearchField("name")]),
        index.FilterField("id"),
        index.FilterField("kind"),
        index.FilterField("form"),
        index.FilterField("is_offered"),
        index.FilterField("is_listed"),
    ]

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("learning activity")
        verbose_name_plural = _("learning activities")
        permissions = [
            ("record_completion", _("Can record that somebody completed an activity")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="learning_activity_code_once",
            ),
            models.CheckConstraint(
                condition=Q(is_listed=False) | ~Q(kind__in=STEP_KINDS),
                name="learning_activity_step_never_listed",
            ),
        ]
        indexes = [
            # The catalogue: what is listed, in order of title.
            models.Index(
                fields=["title"],
                condition=Q(is_listed=True, is_offered=True),
                name="learning_activity_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.title
