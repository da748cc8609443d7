"""What every page has, and what every page that can be completed has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from lms.content.exceptions import NotPublishable
from lms.content.followable import faults_of
from lms.content.page_forms import CopyWithoutAliasForm, no_alias
from lms.content.signals import publication_refused
from lms.learning.enums import ActivityKind, Facet, Form
from lms.learning.models import LearningActivity
from lms.learning.operations import Card

if TYPE_CHECKING:
    from django.http import HttpRequest

SCHEDULED = "wagtail.publish.scheduled"

# Where a page was found before: its type and its number. Only a hint: the query that
# follows asks for the address too.
PLACES: dict[str, tuple[type[Page], int]] = {}
MOST_PLACES = 10_000


def _page_at(address: str) -> Page | None:
    """The page at a path in the tree, as what it is; nothing when there is none."""
    if hint := PLACES.get(address):
        model, pk = hint
        if page := model.objects.filter(pk=pk, url_path=address).order_by().first():
            return page
    slug = address.rstrip("/").rpartition("/")[2]
    found = Page.objects.filter(slug=slug, url_path=address).order_by().first()
    if found is None:
        return None
    if len(PLACES) >= MOST_PLACES:
        PLACES.clear()
    page = found.specific
    PLACES[address] = type(page), page.pk
    return page


class BasePage(Page):
    """A page of this site: a title and one sentence that says what it is."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences, for lists and search engines."),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("For search engines and menus"),
        ),
    ]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find a page further down at once, instead of level by level.

        One query whatever the depth, two the first time, where Wagtail takes two per
        level. What is no page (a route that a page defines) is found as Wagtail does.
        """
        if path_components:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            if page := _page_at(address):
                return page.route(request, [])
        return super().route(request, path_components)

    def obstacles(self) -> list[str]:
        """What keeps this page, as it is in memory, from being published: sentences."""
        return faults_of(self)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish the page with what must go live with it, all or nothing.

        Every way of publishing (button, workflow, schedule, bulk action, command)
        comes through here; what refuses it, and the card of an activity, hear Wagtail's
        ``page_published``, which is sent inside this transaction. Raises
        ``NotPublishable``, or what the fields raise. A schedule has nobody to raise to, and other pages wait behind this one:
        then the page stays as it is, and its author is told why.
        """
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)
        except ValidationError as refusal:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            publication_refused.send(
                sender=type(self), page=self, revision=revision, refusal=refusal
            )
            return None


class ActivityPage(BasePage):
    """A page that can be completed: publishing it writes the card of its activity.

    The activity's identity is the page's translation key, so that translations share
    it and copies get one of their own.
    """

    activity_kind: ClassVar[ActivityKind]
    activity_form: ClassVar[Form]
    activity_has_own_part: ClassVar[bool] = False
    activity_is_listed: ClassVar[bool] = True

    copy_form_class = CopyWithoutAliasForm
    # The code is of one activity, and a copy is another.
    exclude_fields_in_copy: ClassVar[list[str]] = ["code"]

    code = models.CharField(
        _("code"),
        max_length=40,
        blank=True,
        help_text=_("The code by which HR's systems know it."),
    )
    duration_minutes = models.PositiveIntegerField(
        _("duration in minutes"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("What the offer states; nobody's time is measured."),
    )
    terms = ParentalManyToManyField(
        "learning.Term", verbose_name=_("described by"), blank=True
    )
    roles = ParentalManyToManyField(
        "organisation.IntegrityRole",
        verbose_name=_("recommended for"),
        blank=True,
        help_text=_("No role means: for everyone."),
    )

    activity_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("code"),
                FieldPanel("duration_minutes"),
                FieldPanel("terms"),
                FieldPanel("roles"),
            ],
            heading=_("In the catalogue"),
        ),
    ]

    class Meta:
        abstract = True

    def obstacles(self) -> list[str]:
        """What keeps this page, as it is in memory, from being published: sentences."""
        taken = self._refusal_of_code()
        return [*super().obstacles(), *([taken] if taken else [])]

    def clean(self) -> None:
        super().clean()
        if taken := self._refusal_of_code():
            raise ValidationError({"code": taken})

    def _refusal_of_code(self) -> str:
        """The sentence that says which activity has this code; empty when none has."""
        others = LearningActivity.objects.exclude(key=self.translation_key)
        other = others.filter(code=self.code).first() if self.code else None
        if other is None:
            return ""
        return gettext(
            "The code “%(code)s” is that of “%(title)s”. Choose another."
        ) % {
            "code": self.code,
            "title": other.title,
        }

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page. A new alias is refused, unless it stands in for a translation.

        An alias has another translation key and no card: nobody could complete it. That
        of a translation shares the activity.
        """
        source = self.alias_of if self._state.adding else None
        if source is not None and source.translation_key != self.translation_key:
            raise NotPublishable([no_alias()])
        return super().save(*args, **kwargs)

    def copy_all_child_relations(self, target: Any, *args: Any, **kwargs: Any) -> Any:
        # Wagtail leaves the excluded fields out of translations too; this is the one
        # place that it calls for every kind of copy before it saves one.
        if target.translation_key == self.translation_key:
            target.code = self.code
        return super().copy_all_child_relations(target, *args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Unpublish the page and take its activity off the offer, both or neither."""
        return super().unpublish(*args, **kwargs)

    @property
    def picture(self) -> str:
        """Name of a picture of the theme: of the form, else of the first pillar."""
        if self.activity_form != Form.E_LEARNING:
            return str(self.activity_form)
        pillars = [term for term in self.terms.all() if term.facet == Facet.PILLAR]
        return pillars[0].slug if pillars else "preventie"

    def card(self) -> Card:
        """What this page says of its activity."""
        return Card(
            key=self.translation_key,
            kind=self.activity_kind,
            form=self.activity_form,
            code=self.code,
            title=self.title,
            summary=self.summary,
            address=self.url or "",
            duration_minutes=self.duration_minutes,
            picture=self.picture,
            terms=list(self.terms.all()),
            roles=list(self.roles.all()),
            has_own_part=self.activity_has_own_part,
            is_listed=self.activity_is_listed,
            trainer_completes=self.activity_kind
            in (ActivityKind.SESSION, ActivityKind.ASSIGNMENT),
        )

    def after_publishing(self, activity: LearningActivity) -> None:
        """For page types that write more in the same transaction, such as requirements.

        What cannot be written is refused with ``NotPublishable``.
        """
