"""What differs between two compiled graphs, in the order of the story.

Scenes and choices are matched by their keys, so that one that moved is no difference. Graphs
of an older format lack some fields; what a graph lacks is empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from .prose import text_of

Content = Mapping[str, Any]


class Change(StrEnum):
    """What happened to something."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


class Subject(StrEnum):
    """What something is."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    GIVEN = "given"
    RULE_SOURCE = "rule-source"
    SHUFFLING = "shuffling"
    START = "start"
    VALUE = "value"
    FLAG = "flag"
    EXPERT_VIEW = "expert-view"
    SCENE = "scene"
    SCENE_TITLE = "scene-title"
    KIND = "kind"
    ACT = "act"
    WHEN = "when"
    WHERE = "where"
    BODY = "body"
    FORM = "form"  # of a body: its markup, its pictures, the kinds of its blocks
    STAKEHOLDER = "stakeholder"
    PROMPT = "prompt"
    REFLECTION = "reflection"
    ARTICLE = "article"
    WHERE_TO_TURN = "where-to-turn"
    CHOICE = "choice"
    CHOICE_TEXT = "choice-text"
    CONSEQUENCE = "consequence"
    LATER = "later"
    LATER_AT = "later-at"
    TARGET = "target"
    EFFECT = "effect"
    CONDITION = "condition"
    SETS = "sets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: what changed how, at which scene and choice.

    ``detail`` names which value, flag or expert; ``before`` and ``after`` are texts, keys of
    scenes (start, target, later-at), directions, or ``"on"`` and ``"off"``.
    """

    subject: Subject
    change: Change
    scene: str = ""
    choice: str = ""
    detail: str = ""
    before: str = ""
    after: str = ""


TEXTS: Final = {
    Subject.TITLE: "title",
    Subject.INTRODUCTION: "introduction",
    Subject.GIVEN: "given",
    Subject.RULE_SOURCE: "rule_source",
}
SCENE_TEXTS: Final = {
    Subject.SCENE_TITLE: "title",
    Subject.KIND: "kind",
    Subject.ACT: "act",
    Subject.WHEN: "when",
    Subject.WHERE: "where",
    Subject.WHERE_TO_TURN: "where_to_turn",
}
SCENE_LINES: Final = {
    Subject.STAKEHOLDER: "stakeholders",
    Subject.PROMPT: "prompts",
    Subject.REFLECTION: "reflection",
    Subject.ARTICLE: "articles",
}
CHOICE_TEXTS: Final = {
    Subject.CHOICE_TEXT: "text",
    Subject.CONSEQUENCE: "consequence",
    Subject.TARGET: "target",
    Subject.LATER: "later",
    Subject.LATER_AT: "later_at",
}
EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')


def differences(before: Content, after: Content) -> list[Difference]:
    """What ``after`` tells otherwise than ``before``: first the scenario, then its scenes.

    A scene that is gone stands behind the scene that it followed.
    """
    found = [*_of_scenario(before, after)]
    old, new = before["scenes"], after["scenes"]
    for key in _in_both_orders(before["order"], after["order"]):
        if key not in old:
            found.append(_whole(Subject.SCENE, Change.ADDED, key, new[key]["title"]))
        elif key not in new:
            found.append(_whole(Subject.SCENE, Change.GONE, key, old[key]["title"]))
        elif old[key] != new[key]:
            found += _of_scene(key, old[key], new[key])
    return found


def _of_scenario(before: Content, after: Content) -> Iterator[Difference]:
    for subject, name in TEXTS.items():
        yield from _text(subject, _words(before, name), _words(after, name))
    yield from _text(
        Subject.SHUFFLING,
        _state(before.get("is_shuffled", False)),
        _state(after.get("is_shuffled", False)),
    )
    yield from _text(Subject.START, before["start"], after["start"])
    yield from _pairs(Subject.VALUE, before["values"], after["values"])
    if "flags" in before and "flags" in after:
        yield from _pairs(Subject.FLAG, before["flags"], after["flags"])
    yield from _views(before, after)


def _of_scene(key: str, before: Content, after: Content) -> Iterator[Difference]:
    for subject, name in SCENE_TEXTS.items():
        yield from _text(subject, _words(before, name), _words(after, name), scene=key)
    yield from _body(key, before["body"], after["body"])
    for subject, name in SCENE_LINES.items():
        yield from _lines(subject, before.get(name, ()), after.get(name, ()), key)
    yield from _views(before, after, key)
    old = {choice["key"]: choice for choice in before["choices"]}
    new = {choice["key"]: choice for choice in after["choices"]}
    for choice in _in_both_orders(list(old), list(new)):
        if choice not in old:
            words = new[choice]["text"]
            yield _whole(Subject.CHOICE, Change.ADDED, key, words, choice)
        elif choice not in new:
            words = old[choice]["text"]
            yield _whole(Subject.CHOICE, Change.GONE, key, words, choice)
        else:
            yield from _of_choice(key, choice, old[choice], new[choice])


def _of_choice(
    scene: str, key: str, before: Content, after: Content
) -> Iterator[Difference]:
    where = {"scene": scene, "choice": key}
    for subject, name in CHOICE_TEXTS.items():
        yield from _text(subject, _words(before, name), _words(after, name), **where)
    yield from _pairs(Subject.EFFECT, _effects(before), _effects(after), **where)
    for subject, name in ((Subject.CONDITION, "condition"), (Subject.SETS, "sets")):
        yield from _pairs(subject, _states(before, name), _states(after, name), **where)


def _whole(
    subject: Subject, change: Change, scene: str, words: str, choice: str = ""
) -> Difference:
    """Something that is there on one side alone."""
    side = {"after" if change is Change.ADDED else "before": words}
    return Difference(
        subject=subject, change=change, scene=scene, choice=choice, **side
    )


def _text(
    subject: Subject, before: str, after: str, **where: str
) -> Iterator[Difference]:
    if before == after:
        return
    change = (
        Change.ADDED if not before else Change.GONE if not after else Change.CHANGED
    )
    yield Difference(
        subject=subject, change=change, before=before, after=after, **where
    )


def _pairs(
    subject: Subject, before: Mapping[str, str], after: Mapping[str, str], **where: str
) -> Iterator[Difference]:
    for detail in _in_both_orders(list(before), list(after)):
        old, new = before.get(detail, ""), after.get(detail, "")
        yield from _text(subject, old, new, detail=detail, **where)


def _body(
    scene: str, before: Iterable[Content], after: Iterable[Content]
) -> Iterator[Difference]:
    """The words of a body; and, apart from them, that it holds or looks otherwise."""
    old, new = text_of(before), text_of(after)
    yield from _text(Subject.BODY, old, new, scene=scene)
    old_form, new_form = _form(before), _form(after)
    if old_form != new_form or (old == new and _bare(before) != _bare(after)):
        yield Difference(subject=Subject.FORM, change=Change.CHANGED, scene=scene)


def _form(body: Iterable[Content]) -> list[tuple[str, list[Any]]]:
    """Of each block its kind, and which picture, recording or document it holds."""
    return [(block["type"], [*_things(block["value"])]) for block in body]


def _things(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _things(part)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def _bare(value: Any) -> Any:
    """A body without the ids and keys that editing alone changes."""
    if isinstance(value, str):
        return EDITOR_KEY.sub("", value)
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list | tuple):
        return [_bare(part) for part in value]
    return value


def _lines(
    subject: Subject, before: Iterable[str], after: Iterable[str], scene: str
) -> Iterator[Difference]:
    """Lines added, gone and reworded; another order is no difference."""
    old, new = list(before), list(after)
    left = [line for line in old if line not in new]
    came = [line for line in new if line not in old]
    for line, rest in _alike(left, came):
        yield from _text(subject, line, rest, scene=scene)


def _alike(left: list[str], came: list[str]) -> Iterator[tuple[str, str]]:
    """Each line that went beside the one that took its place, if that reads like it."""
    free = list(came)
    for line in left:
        best = max(free, key=lambda one: _likeness(line, one), default="")
        if best and _likeness(line, best) > 0.5:
            free.remove(best)
            yield line, best
        else:
            yield line, ""
    for line in free:
        yield "", line


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _views(before: Content, after: Content, scene: str = "") -> Iterator[Difference]:
    """Expert views, matched by the function of who speaks."""
    yield from _pairs(
        Subject.EXPERT_VIEW, _by_function(before), _by_function(after), scene=scene
    )


def _by_function(content: Content) -> dict[str, str]:
    views: dict[str, str] = {}
    for one in content.get("expert_views", ()):
        said = [views[one["function"]]] if one["function"] in views else []
        views[one["function"]] = "\n".join([*said, one["view"]])
    return views


def _effects(choice: Content) -> dict[str, str]:
    return {one["value"]: one["direction"] for one in choice.get("effects", ())}


def _states(choice: Content, name: str) -> dict[str, str]:
    return {one["flag"]: _state(one["on"]) for one in choice.get(name, ())}


def _state(on: object) -> str:
    return "on" if on else "off"


def _words(content: Content, name: str) -> str:
    """A field as its words: the introduction is rich text."""
    return text_of([{"value": content.get(name) or ""}])


def _in_both_orders(before: list[str], after: list[str]) -> list[str]:
    """The keys of both in the order of ``after``, what is gone behind what it followed."""
    kept = set(after)
    gone: dict[str, list[str]] = {}
    last = ""
    for key in before:
        if key in kept:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    merged = list(gone.get("", ()))
    for key in after:
        merged += [key, *gone.get(key, ())]
    return merged
