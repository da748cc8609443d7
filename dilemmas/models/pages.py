"""The pages: a scenario, and the umbrella "Dilemma’s in leiderschap" above it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from dilemmas.blocks import ExpertViewBlock
from dilemmas.enums import LOT
from dilemmas.graph import MOST_FLAGS, Findings, Graph, Story, check, compile_story
from dilemmas.page_forms import KeyedForm, ScenarioPageForm
from dilemmas.panels import ChildrenPanel
from dilemmas.portrait import shown
from dilemmas.signals import scenario_going_live, umbrella_on_offer
from dilemmas.wording import sentences
from lms.content.models import ActivityPage, BasePage
from lms.learning.enums import ActivityKind, Form

from .rows import scenes_at_once, scenes_in_memory
from .scenes import Choice, Scene
from .stories import story_of
from .values import Value

if TYPE_CHECKING:
    from lms.learning.models import LearningActivity


class DilemmaIndexPage(ActivityPage):
    """The module "Dilemma’s in leiderschap": complete with any one of its scenarios.

    It is what a learner shares for dilemmas of their own choice, as one row.
    """

    activity_kind = ActivityKind.DILEMMA
    activity_form = Form.DILEMMA
    activity_is_listed = False

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ul"]
    )

    subpage_types: ClassVar[list[str]] = ["dilemmas.ScenarioPage"]
    max_count_per_parent = 1
    template = "dilemmas/index.html"
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        *ActivityPage.activity_panels,
    ]

    class Meta:
        verbose_name = _("module of dilemmas")
        verbose_name_plural = _("modules of dilemmas")

    def after_publishing(self, activity: LearningActivity) -> None:
        umbrella_on_offer.send(sender=type(self), page=self, activity=activity)


class ScenarioPage(ActivityPage):
    """A dilemma to live through, scene by scene. Publishing it freezes a version."""

    activity_kind = ActivityKind.DILEMMA
    activity_form = Form.DILEMMA
    activity_has_own_part = True

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link"]
    )
    given = models.TextField(
        _("what is given"),
        blank=True,
        max_length=800,
        help_text=_("What the rule decides; the dilemma is what is left to choose."),
    )
    rule_source = models.CharField(_("source of the rule"), blank=True, max_length=250)
    values = ParentalManyToManyField(
        Value, verbose_name=_("values in tension"), blank=True
    )
    shuffles_choices = models.BooleanField(
        _("show choices in a random order"),
        default=False,
        help_text=_(
            "Another order for each learner, so that the first weighs no more."
        ),
    )
    expert_views = StreamField(
        [("expert", ExpertViewBlock())], verbose_name=_("expert views"), blank=True
    )

    # The draft that a form has read: its revision, and when that was written last.
    drafted_on: tuple[int | None, datetime | None] | None = None

    parent_page_types: ClassVar[list[str]] = ["dilemmas.DilemmaIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "dilemmas/intro.html"
    base_form_class = ScenarioPageForm
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        HelpPanel(template="dilemmas/editor/way_to_the_scenes.html"),
        MultiFieldPanel(
            [
                FieldPanel("introduction"),
                FieldPanel("given"),
                FieldPanel("rule_source"),
                FieldPanel("values", widget=CheckboxSelectMultiple),
                FieldPanel("shuffles_choices"),
            ],
            heading=_("Before the story"),
        ),
        FieldPanel("expert_views"),
        ChildrenPanel(
            "flags",
            form_class=KeyedForm,
            heading=_("What the story remembers"),
            help_text=_(
                "Only for choices that hang on earlier ones. Most dilemmas need nothing here."
            ),
            label=_("thing remembered"),
            max_num=MOST_FLAGS,
        ),
        *ActivityPage.activity_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *ActivityPage.search_fields,
        index.SearchField("introduction"),
    ]

    class Meta:
        verbose_name = _("dilemma")
        verbose_name_plural = _("dilemmas")

    @property
    def draft_content(self) -> dict[str, Any]:
        """The content of the latest revision, else what is published, as revisions keep it."""
        revision = self.latest_revision
        content: dict[str, Any] = (
            revision.content if revision else self.serializable_data()
        )
        return content

    @property
    def story(self) -> Story:
        """What this page, with its children as they are in memory, tells (``story_of``)."""
        return self.story_in(self.serializable_data())

    def story_in(self, content: Mapping[str, Any]) -> Story:
        """What another content of this page tells, such as that of a form or a revision."""
        return story_of(content)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page, and its scenes with it when nothing says which fields alone."""
        if kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic(), scenes_at_once(self):
            return super().save(*args, **kwargs)

    def serializable_data(self) -> dict[str, Any]:
        """The page as revisions keep it."""
        with scenes_in_memory(self):
            data: dict[str, Any] = super().serializable_data()
        return data

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a revision. A form that read an older draft leaves its newer scenes alone."""
        if self.drafted_on is None:
            return super().save_revision(*args, **kwargs)
        with transaction.atomic():
            now = Page.objects.select_for_update().get(pk=self.pk)
            if (now.latest_revision_id, now.latest_revision_created_at) != (
                self.drafted_on
            ):
                self.latest_revision = now.latest_revision
                self.scenes = now.latest_revision.as_object().scenes.all()
            return super().save_revision(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision as it is by now; who saves a scene meanwhile waits for it.

        Wagtail writes back which draft is the latest, as it was when it began.
        """
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=self.pk)
            revision.refresh_from_db(fields=["content", "created_at"])
            self.refresh_from_db(
                fields=[
                    *("latest_revision", "latest_revision_created_at"),
                    "has_unpublished_changes",
                ]
            )
            return super().publish(revision, *args, **kwargs)

    def findings(self) -> Findings:
        """What keeps this page from being published."""
        return check(self.story)

    def obstacles(self) -> list[str]:
        story = self.story
        return [*super().obstacles(), *sentences(check(story), story)]

    def after_publishing(self, activity: LearningActivity) -> None:
        scenario_going_live.send(sender=type(self), page=self, activity=activity)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("First screen")), ("scenes", _("All scenes"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002
        return "dilemmas/reading_copy.html" if mode_name else self.template

    def get_preview_context(
        self,
        request: HttpRequest,
        mode_name: str,  # noqa: ARG002
    ) -> dict[str, Any]:
        """The draft as it is; a preview knows no learner and records nothing."""
        story = self.story
        graph = Graph(compile_story(story))
        return {
            **self.get_context(request),
            **LOT,
            "is_preview": True,
            "language": self.locale.language_code,
            "activity": {"kind": self.activity_kind},
            "value_names": list(story.values.values()),
            "findings": sentences(check(story), story),
            "scenes": [shown(graph, scene.key) for scene in story.scenes],
        }

    def copy_all_child_relations(self, target: Any, *args: Any, **kwargs: Any) -> Any:
        """A copy gets keys of its own, a translation (same translation key) keeps them."""
        copied = super().copy_all_child_relations(target, *args, **kwargs)
        if target.translation_key != self.translation_key:
            _renew_keys(target)
        return copied

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A revision as a page. One that was copied along from another page gets our keys."""
        page = super().with_content_json(_with_rows(self, _without_parents(content)))
        if content.get("translation_key") != str(self.translation_key):
            for scene in page.scenes.all():
                for choice in scene.choices.all():
                    choice.pk = None  # Wagtail renews rows of children, not of theirs
            _renew_keys(page)
        return page


def _renew_keys(page: ScenarioPage) -> None:
    """Give the scenes and choices of a copy keys of its own, and what names them too."""
    for scene in page.scenes.all():
        scene.key = _renewed(page, scene.key)
        for choice in scene.choices.all():
            choice.key = _renewed(page, choice.key)
            choice.target = _renewed(page, choice.target)
            choice.later_at = _renewed(page, choice.later_at)


def _renewed(page: ScenarioPage, key: uuid.UUID | None) -> uuid.UUID | None:
    """The key that a copied thing has on ``page``: always the same one, so targets follow."""
    return uuid.uuid5(page.translation_key, str(key)) if key else None


def _without_parents(content: dict[str, Any]) -> dict[str, Any]:
    """Content whose scenes and choices name no row above them.

    Where they stand says it already. modelcluster would look each one up, a query a
    child, and silently drop the choices of a scene that has another row by now.
    """
    scenes = [
        {
            **scene,
            "page": None,
            "choices": [{**choice, "scene": None} for choice in scene["choices"]],
        }
        for scene in content.get("scenes", [])
    ]
    flags = [{**flag, "page": None} for flag in content.get("flags", [])]
    return {**content, "scenes": scenes, "flags": flags}


def _with_rows(page: ScenarioPage, content: dict[str, Any]) -> dict[str, Any]:
    """Content whose scenes and choices know the rows that they were published to.

    A draft that is written scene by scene does not: publishing it again would delete
    every row and insert it anew.
    """
    if all(
        scene["pk"] and all(choice["pk"] for choice in scene["choices"])
        for scene in content["scenes"]
    ):
        return content
    scenes = Scene.objects.filter(page_id=page.pk).values_list("key", "pk")
    choices = Choice.objects.filter(scene__page_id=page.pk).values_list(
        "scene__key", "key", "pk"
    )
    rows: dict[tuple[str, ...], int] = {
        **{(str(key),): pk for key, pk in scenes},
        **{(str(scene), str(key)): pk for scene, key, pk in choices},
    }
    return {
        **content,
        "scenes": [
            {
                **scene,
                "pk": rows.get((scene["key"],)),
                "choices": [
                    {**choice, "pk": rows.get((scene["key"], choice["key"]))}
                    for choice in scene["choices"]
                ],
            }
            for scene in content["scenes"]
        ],
    }
