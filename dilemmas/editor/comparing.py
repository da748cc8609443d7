"""What differs between two versions, in words for an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from dilemmas.enums import SceneKind
from dilemmas.graph import Change, Difference, Subject, differences, text_of

Content = Mapping[str, Any]

WORD = re.compile(r"\S+\s*")  # with the space behind it
# Texts that share less than this are shown one after the other: their words are no mosaic.
ALIKE: Final = 0.4


class Mark(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    CAME = "came"
    WENT = "went"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the same mark."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Told:
    """A difference as a sentence, with the text that changed where there is one."""

    sentence: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The differences of one scene, or of the scenario as a whole (without a scene)."""

    title: str
    scene: str = ""
    told: list[Told] = field(default_factory=list)


def compare(
    before: Content, after: Content, *, flags: Mapping[str, str]
) -> list[Chapter]:
    """The differences between two compiled graphs, scene by scene.

    ``flags`` are names of things remembered, for versions that did not keep them yet.
    """
    words = _Words(before, after, flags)
    chapters: dict[str, Chapter] = {}
    for one in differences(before, after):
        title = words.scene(one.scene) if one.scene else _("The scenario as a whole")
        chapter = chapters.setdefault(one.scene, Chapter(title, one.scene))
        chapter.told.append(words.tell(one))
    return list(chapters.values())


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, with the words that went and those that came."""
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(
        None,
        [word.rstrip() for word in old],
        [word.rstrip() for word in new],
        autojunk=False,
    )
    if matcher.ratio() < ALIKE:
        whole = [Piece(before, Mark.WENT), Piece(after, Mark.CAME)]
        return tuple(piece for piece in whole if piece.text)
    pieces = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("".join(new[j1:j2]), Mark.KEPT))
            continue
        if i2 > i1:
            pieces.append(Piece("".join(old[i1:i2]), Mark.WENT))
        if j2 > j1:
            pieces.append(Piece("".join(new[j1:j2]), Mark.CAME))
    return tuple(pieces)


class _Words:
    """Tells a difference with the names that the author knows."""

    def __init__(
        self, before: Content, after: Content, flags: Mapping[str, str]
    ) -> None:
        self.before, self.after = before, after
        self.values = {**before["values"], **after["values"]}
        self.flags = {**flags, **before.get("flags", {}), **after.get("flags", {})}

    def scene(self, key: str) -> str:
        """The title of a scene, as it is now or was."""
        for content in (self.after, self.before):
            if key in content["scenes"]:
                return content["scenes"][key]["title"] or _("a scene without a title")
        return _("a scene that is gone")

    def tell(self, one: Difference) -> Told:
        """A difference as a sentence; texts that changed stand beside it with their words marked."""
        tell = {
            Subject.SCENE: self._scene,
            Subject.CHOICE: self._choice,
            Subject.START: self._start,
            Subject.SHUFFLING: _shuffling,
            Subject.KIND: _kind,
            Subject.VALUE: _named,
            Subject.FLAG: _named,
            Subject.TARGET: self._target,
            Subject.LATER_AT: self._later_at,
            Subject.EFFECT: self._effect,
            Subject.CONDITION: self._condition,
            Subject.SETS: self._sets,
        }.get(one.subject)
        if tell is not None:
            return tell(one)
        sentence = {
            Change.ADDED: _("New: %(what)s."),
            Change.CHANGED: _("Changed: %(what)s."),
            Change.GONE: _("Gone: %(what)s."),
        }[one.change] % {"what": self._what(one)}
        return Told(sentence, marked(one.before, one.after))

    def _what(self, one: Difference) -> str:
        return {
            Subject.TITLE: _("the title"),
            Subject.INTRODUCTION: _("the introduction"),
            Subject.GIVEN: _("what is given"),
            Subject.RULE_SOURCE: _("the source of the rule"),
            Subject.EXPERT_VIEW: _("the expert view of “%(who)s”"),
            Subject.SCENE_TITLE: _("the title of the scene"),
            Subject.ACT: _("the act"),
            Subject.WHEN: _("when it happens"),
            Subject.WHERE: _("where it happens"),
            Subject.BODY: _("what happens"),
            Subject.FORM: _("the layout of what happens, or a picture, film or file in it"),
            Subject.STAKEHOLDER: _("somebody for whom something is at stake"),
            Subject.PROMPT: _("a question to weigh"),
            Subject.REFLECTION: _("a question to take away"),
            Subject.ARTICLE: _("an article of the code"),
            Subject.WHERE_TO_TURN: _("whom to turn to"),
            Subject.CHOICE_TEXT: _("the words of a choice"),
            Subject.CONSEQUENCE: _("what the choice “%(choice)s” brings at once"),
            Subject.LATER: _("what the choice “%(choice)s” brings later"),
        }[one.subject] % {"who": one.detail, "choice": self._words_of(one)}  # fmt: skip

    def _words_of(self, one: Difference) -> str:
        """The words of the choice that a difference is about, as they are now or were."""
        for content in (self.after, self.before):
            scene = content["scenes"].get(one.scene, {})
            for choice in scene.get("choices", ()):
                if choice["key"] == one.choice:
                    return choice["text"] or _("a choice without words")
        return ""

    def _scene(self, one: Difference) -> Told:
        came = one.change is Change.ADDED
        content = (self.after if came else self.before)["scenes"][one.scene]
        lines = [text_of(content["body"])]
        lines += [f"→ {choice['text']}" for choice in content["choices"]]
        text = "\n".join(filter(None, lines))
        return Told(
            _("This scene is new.") if came else _("This scene is gone."),
            marked("", text) if came else marked(text, ""),
        )

    def _choice(self, one: Difference) -> Told:
        if one.change is Change.GONE:
            return Told(_("Gone: the choice “%(choice)s”.") % {"choice": one.before})
        choices = self.after["scenes"][one.scene]["choices"]
        target = next(each["target"] for each in choices if each["key"] == one.choice)
        return Told(
            _("New: the choice “%(choice)s”. It leads to “%(scene)s”.")
            % {"choice": one.after, "scene": self.scene(target)}
        )

    def _start(self, one: Difference) -> Told:
        return Told(
            _("The story now starts at “%(after)s”. Before, it was “%(before)s”.")
            % self._places(one)
        )

    def _target(self, one: Difference) -> Told:
        return Told(
            _(
                "The choice “%(choice)s” now leads to “%(after)s”. Before, it was "
                "“%(before)s”."
            )
            % self._places(one)
        )

    def _later_at(self, one: Difference) -> Told:
        if one.change is Change.GONE:
            sentence = _(
                "What the choice “%(choice)s” brings later is told at no scene any more."
            )
        else:
            sentence = _(
                "What the choice “%(choice)s” brings later is now told at “%(after)s”."
            )
        return Told(sentence % self._places(one))

    def _places(self, one: Difference) -> dict[str, str]:
        return {
            "choice": self._words_of(one),
            "before": self.scene(one.before),
            "after": self.scene(one.after),
        }

    def _effect(self, one: Difference) -> Told:
        sentence = {
            "+": _("The choice “%(choice)s” now gives weight to: %(value)s."),
            "-": _("The choice “%(choice)s” now lets give way: %(value)s."),
        }.get(one.after, _("The choice “%(choice)s” no longer touches: %(value)s."))
        value = self.values.get(one.detail, one.detail)
        return Told(sentence % {"choice": self._words_of(one), "value": value})

    def _condition(self, one: Difference) -> Told:
        sentence = {
            "on": _("The choice “%(choice)s” is now offered only when: %(flag)s."),
            "off": _("The choice “%(choice)s” is now offered only when not: %(flag)s."),
        }.get(one.after, _("The choice “%(choice)s” no longer asks for: %(flag)s."))
        return self._of_flag(sentence, one)

    def _sets(self, one: Difference) -> Told:
        sentence = {
            "on": _("The choice “%(choice)s” now brings about: %(flag)s."),
            "off": _("The choice “%(choice)s” now ends it: %(flag)s."),
        }.get(one.after, _("The choice “%(choice)s” changes this no more: %(flag)s."))
        return self._of_flag(sentence, one)

    def _of_flag(self, sentence: str, one: Difference) -> Told:
        flag = self.flags.get(one.detail) or _("something without a name")
        return Told(sentence % {"choice": self._words_of(one), "flag": flag})


def _shuffling(one: Difference) -> Told:
    if one.after == "on":
        return Told(_("The choices now stand in another order for each learner."))
    return Told(_("The choices now stand in the order of their author."))


def _kind(one: Difference) -> Told:
    names: Iterable[tuple[str, Any]] = SceneKind.choices
    kinds = {value: str(label) for value, label in names}
    return Told(
        _("The kind of scene is now “%(after)s”. Before, it was “%(before)s”.")
        % {
            "after": kinds.get(one.after, one.after),
            "before": kinds.get(one.before, one.before),
        }
    )


def _named(one: Difference) -> Told:
    """A value, or a thing remembered: its name is all there is."""
    of_values = one.subject is Subject.VALUE
    sentence = {
        Change.ADDED: (
            _("New value: %(after)s."), _("New thing to remember: %(after)s.")
        ),
        Change.CHANGED: (
            _("The value “%(before)s” is now called “%(after)s”."),
            _("What is remembered as “%(before)s” is now called “%(after)s”."),
        ),
        Change.GONE: (
            _("Value gone: %(before)s."), _("No longer remembered: %(before)s.")
        ),
    }[one.change][0 if of_values else 1]  # fmt: skip
    return Told(sentence % {"before": one.before, "after": one.after})
