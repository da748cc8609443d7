"""The form of one scene with its choices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from dilemmas.enums import Direction, SceneKind
from dilemmas.models import Scene
from dilemmas.page_forms import KeyedForm
from dilemmas.panels import ChildrenPanel, FoldedPanel, key_panel

from .fields import SceneField, StateOfEach
from .outline import Outline
from .small_forms import KINDS_TOLD

SPOKEN = ("nl", "en")  # with words of our own

# What says of neither, the two states with their words, and what stands where nothing is listed.
States = tuple[str, list[tuple[Any, str]], str]


class ChoiceForm(KeyedForm):
    """A choice: its words, where it leads, what it touches, what it asks and changes."""

    def __init__(
        self, *args: Any, outline: Outline, tentative: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if text := self.fields.get("text"):
            text.required = False  # the checks say where words are missing
        for name in ("target", "later_at"):
            if field := self.fields.get(name):
                self.fields[name] = SceneField(
                    outline,
                    tentative=tentative,
                    label=field.label,
                    help_text=_(
                        "Type the title of a scene. A title that is not there yet becomes a "
                        "new scene."
                    )
                    if name == "target"
                    else _("The scene where one hears it."),
                )
        self._each("effects", outline.values, "value", "direction", _effects())
        self._each("condition", outline.flags, "flag", "on", _conditions())
        self._each("sets", outline.flags, "flag", "on", _changes())

    def _each(
        self,
        field: str,
        names: Any,
        called: str,
        state: str,
        words: States,
    ) -> None:
        if field in self.fields:
            neither, states, when_empty = words
            self.fields[field].widget = StateOfEach(
                names,
                label=self.fields[field].label,
                called=called,
                state=state,
                neither=neither,
                states=states,
                when_empty=when_empty,
            )

    def begun(self) -> dict[UUID, str]:
        """Titles by key of the scenes that this choice names and that are not there yet."""
        return {
            self.cleaned_data[name]: field.begun
            for name, field in self.fields.items()
            if isinstance(field, SceneField) and field.begun
        }


def _effects() -> States:
    return (
        _("is not touched"),
        [
            (Direction.WEIGHT.value, _("is given weight (+)")),
            (Direction.GIVES_WAY.value, _("gives way (–)")),
        ],
        _(
            "This dilemma names no values yet. Tick them on the page around it, now or later."
        ),
    )


def _conditions() -> States:
    return (
        _("makes no difference"),
        [(True, _("must be so")), (False, _("must not be so"))],
        _nothing_remembered(),
    )


def _changes() -> States:
    return (
        _("stays as it is"),
        [(True, _("is so from now on")), (False, _("is so no longer"))],
        _nothing_remembered(),
    )


def _nothing_remembered() -> str:
    return _(
        "The story remembers nothing yet. What it can is listed on the page around it."
    )


class SceneForm(WagtailAdminModelForm):
    """A scene, in the language of its page. ``tentative`` while it saves itself: nothing
    new begins then.
    """

    def __init__(
        self,
        *args: Any,
        outline: Outline,
        language: str,
        tentative: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        self.formsets["choices"].form_kwargs.update(
            outline=outline, tentative=tentative
        )
        self.defer_required_fields()

    def is_valid(self) -> bool:
        valid: bool = super().is_valid()
        if valid and self.cleaned_data["kind"] == SceneKind.STORY:
            self._go_on()
        return valid

    def _go_on(self) -> None:
        """Give the one way on of a story words, where its author needs none.

        In the languages that this product speaks; elsewhere the checks ask for words.
        """
        if self.language not in SPOKEN:
            return
        ways = self.formsets["choices"].ordered_forms
        leads_on = len(ways) == 1 and (
            ways[0].instance.target or ways[0].fields["target"].pending
        )
        if leads_on and not ways[0].instance.text:
            with override(self.language):
                ways[0].instance.text = _("Go on.")

    def pending(self) -> dict[str, str]:
        """Titles that become scenes once somebody saves, by the id of their field."""
        return {
            f"id_choices-{number}-{name}": field.pending
            for number, form in enumerate(self.formsets["choices"].ordered_forms)
            for name, field in form.fields.items()
            if isinstance(field, SceneField) and field.pending
        }

    def begun(self) -> dict[UUID, str]:
        """Titles by key of all scenes that the choices newly name; one for each title."""
        found: dict[UUID, str] = {}
        for form in self.formsets["choices"].ordered_forms:
            for key, title in form.begun().items():
                known = {_title(name): other for other, name in found.items()}
                if _title(title) in known:
                    self._point(form, key, known[_title(title)])
                else:
                    found[key] = title
        return found

    @staticmethod
    def _point(form: ChoiceForm, key: UUID, other: UUID) -> None:
        for name in ("target", "later_at"):
            if form.cleaned_data.get(name) == key:
                form.cleaned_data[name] = other
                setattr(form.instance, name, other)


def _title(name: str) -> str:
    return name.casefold()


CHOICE_PANELS: list[Panel] = [
    key_panel(),
    FieldPanel("text"),
    FieldPanel("target"),
    FieldPanel(
        "consequence",
        help_text=gettext_lazy(
            "Two or three sentences. They stand above the scene to which it leads."
        ),
    ),
    FieldPanel(
        "effects",
        classname="scene-editor__effects",
        help_text=gettext_lazy(
            "At the ending one sees which values got weight and which gave way. Nothing "
            "is added up."
        ),
    ),
    FoldedPanel(
        [FieldPanel("later_consequence"), FieldPanel("later_at")],
        summary=gettext_lazy("Later in the story"),
    ),
    FoldedPanel(
        [FieldPanel("condition"), FieldPanel("sets")],
        summary=gettext_lazy("What it hangs on, and what it changes"),
    ),
]

SCENE_PANELS: list[Panel] = [
    FieldPanel("title", required_on_save=True),
    FieldRowPanel([FieldPanel("kind", help_text=KINDS_TOLD), FieldPanel("is_start")]),
    FieldPanel(
        "body",
        help_text=gettext_lazy(
            "Some sixty words are read in one breath. At an ending: how it turned out."
        ),
    ),
    ChildrenPanel(
        "choices",
        panels=CHOICE_PANELS,
        form_class=ChoiceForm,
        heading=gettext_lazy("Choices"),
        help_text=gettext_lazy(
            "Where one chooses there are two to four. A scene of the story has one, to where "
            "it goes on: without words of yours it says “Go on.”"
        ),
        label=gettext_lazy("choice"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("reflection", heading=gettext_lazy("Questions to take away")),
            FieldPanel(
                "expert_views",
                heading=gettext_lazy("How experts look at this ending"),
                help_text=gettext_lazy("Two that do not agree say more than one."),
            ),
            FieldPanel(
                "articles",
                heading=gettext_lazy("Articles of the code"),
                help_text=gettext_lazy(
                    "Which one, and what it says in short: “Artikel 4: wie spreekt, is "
                    "beschermd.” The heading says already that they are of the code."
                ),
            ),
            FieldPanel("where_to_turn", heading=gettext_lazy("Whom to turn to")),
        ],
        heading=gettext_lazy("After the ending"),
        classname="scene-editor__ending",
    ),
    MultiFieldPanel(
        [
            FieldPanel("when"),
            FieldPanel("where"),
            FieldPanel(
                "act",
                help_text=gettext_lazy(
                    "Scenes with the same name here are drawn together: “Dinsdag”."
                ),
            ),
        ],
        heading=gettext_lazy("When and where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "stakeholders",
                help_text=gettext_lazy(
                    "Who it is about, in a few words each: “Samira”, “het team”."
                ),
            ),
            FieldPanel("prompts"),
            FieldPanel("facilitator_notes"),
        ],
        heading=gettext_lazy("To weigh it"),
    ),
]


def scene_panels() -> ObjectList:
    """The panels of the scene editor, bound to their model; ready after start-up only."""
    handler = ObjectList(SCENE_PANELS, base_form_class=SceneForm)
    return handler.bind_to_model(Scene)
