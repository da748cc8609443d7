"""What a scenario file may say, and what is wrong with one that does not hold together.

A file is written by hand: names of scenes, values and things remembered are typed in
several places. The checks of the editor look at keys, in which a name that was typed
wrong cannot be recognised any more.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from .reading import Data

SCENE = {
    *("key", "title", "kind", "is_start", "act", "when", "where", "body"),
    *("stakeholders", "prompts", "reflection", "expert_views", "articles"),
    *("where_to_turn", "facilitator_notes", "choices"),
}
CHOICE = {
    *("key", "text", "consequence", "later_consequence", "later_at", "target"),
    *("effects", "only_if", "only_if_not", "sets", "clears"),
}
REMEMBERED = ("only_if", "only_if_not", "sets", "clears")


class WrongScenario(Exception):
    """A scenario file does not hold together; the message says where, a line each."""


def refuse_faults(data: Data) -> None:
    """Raise ``WrongScenario`` when ``faults`` finds any."""
    if found := list(faults(data)):
        raise WrongScenario("\n".join([f"scenarios/{data['slug']}.toml:", *found]))


def faults(data: Data) -> Iterator[str]:
    """What does not hold together in a scenario file, each in a sentence."""
    scenes = [scene["key"] for scene in data["scenes"]]
    yield from _repeated(scenes, "scene")
    yield from _repeated(data.get("remembers", ()), "thing remembered")
    for scene in data["scenes"]:
        here, choices = scene["key"], scene.get("choices", ())
        yield from _unknown_fields(here, scene, SCENE)
        yield from _repeated([choice["key"] for choice in choices], f"{here}: choice")
        for choice in choices:
            yield from _of_choice(f"{here}, {choice['key']}", choice, data, scenes)


def _of_choice(here: str, choice: Data, data: Data, scenes: list[str]) -> Iterator[str]:
    yield from _unknown_fields(here, choice, CHOICE)
    for field in ("target", "later_at"):
        if field in choice and choice[field] not in scenes:
            yield f"{here}: {field} names no scene of this file: “{choice[field]}”."
    if ("later_consequence" in choice) != ("later_at" in choice):
        yield f"{here}: later_consequence and later_at go together."
    for effect in choice["effects"]:
        if effect["value"] not in data["values"]:
            yield f"{here}: “{effect['value']}” is not among the values of this file."
    yield from _not_remembered(here, choice, data.get("remembers", ()))


def _not_remembered(here: str, choice: Data, known: Collection[str]) -> Iterator[str]:
    for field in REMEMBERED:
        for name in choice.get(field, ()):
            if name not in known:
                yield f"{here}: {field} names what is not under remembers: “{name}”."


def _unknown_fields(here: str, data: Data, known: set[str]) -> Iterator[str]:
    for field in sorted(data.keys() - known):
        yield f"{here}: “{field}” is no field of it."


def _repeated(names: Iterable[str], what: str) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} “{name}” stands there {times} times."
