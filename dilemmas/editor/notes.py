"""What the checks say of a draft, each with the place in the scene editor where it is mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dilemmas.graph import Advice, Finding, Scene, Story, advise, check
from dilemmas.wording import caveat, hints, sentences

# Fields of several blocks or forms have a place on the screen; the others an input.
ANCHORS: Final = {
    "body": "body-root",
    "choices": "id_choices-FORMS",
    "reflection": "reflection-root",
    "stakeholders": "stakeholders-root",
    "expert_views": "expert_views-root",
}


# As the tag of Wagtail's admin writes its icons, which takes a template for each.
WARNING: Final = format_html(
    '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', "#icon-warning"
)
QUESTION: Final = format_html(
    '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', "#icon-help"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, and the fragment of the scene editor where it is about."""

    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Notes:
    """Faults and hints by the key of their scene; what is of the whole story has none."""

    faults: Mapping[str, list[Note]]
    hints: Mapping[str, list[Note]]
    caveat: str

    @property
    def marks(self) -> dict[str, str]:
        """A sign for each scene of which something is told: ``!`` for a fault, ``?`` for a hint."""
        return {**dict.fromkeys(self.hints, "?"), **dict.fromkeys(self.faults, "!")}

    @property
    def fault_count(self) -> int:
        """How many things keep the story from being published."""
        return sum(map(len, self.faults.values()))

    @property
    def hint_count(self) -> int:
        """How many things are worth a second look."""
        return sum(map(len, self.hints.values()))


def notes_on(story: Story) -> Notes:
    """Check a story, sound or not, and tell all of it."""
    found, advice = check(story), advise(story)
    scenes = {scene.key: scene for scene in story.scenes}
    return Notes(
        _by_scene(found, sentences(found, story), scenes),
        _by_scene(advice, hints(advice, story), scenes),
        caveat(found),
    )


def listed(faults: Iterable[Note], hints: Iterable[Note], there: str) -> SafeString:
    """Notes as a list, each leading to its place below the address ``there``.

    From here and not from a template: of 500 scenes there may be a thousand.
    """
    hint = format_html("{} {}", QUESTION, _("Tip:"))
    items = [
        *((WARNING, "scenario-notes__fault", note) for note in faults),
        *((hint, "scenario-notes__hint", note) for note in hints),
    ]
    if not items:
        return format_html("{}", "")
    return format_html(
        '<ul class="scenario-notes">{}</ul>',
        format_html_join(
            "",
            '<li class="{}">{} {}</li>',
            ((kind, icon, _linked(note, there)) for icon, kind, note in items),
        ),
    )


def _linked(note: Note, there: str) -> str:
    return format_html('<a href="{}#{}">{}</a>', there, note.anchor, note.sentence)


def _by_scene(
    told: Iterable[Finding | Advice],
    in_words: Iterable[str],
    scenes: Mapping[str, Scene],
) -> Mapping[str, list[Note]]:
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for one, sentence in zip(told, in_words, strict=True):
        notes[one.scene].append(Note(sentence, _anchor(one, scenes.get(one.scene))))
    return notes


def _anchor(one: Finding | Advice, scene: Scene | None) -> str:
    keys = [choice.key for choice in scene.choices] if scene else []
    if one.choice in keys:
        return f"id_choices-{keys.index(one.choice)}-{one.field}"
    return ANCHORS.get(one.field, f"id_{one.field}")
