"""Every way to break a valid statement by one change."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lms.xapi.statements import Version

from .generating import IDENTIFIERS, SHAPES, shape

Steps = tuple[str | int, ...]

ANOTHER = {"mbox": "mailto:a@b.test", "mbox_sha1sum": "a" * 40, "openid": "urn:x:y",
           "account": {"homePage": "urn:x:y", "name": "x"}}  # fmt: skip
BAD: dict[str, list[Any]] = {
    "text": [1, True, [], {}],
    "iri": ["", "x", "example.com/x", "http://a b", "http:", 1, {}],
    "uuid": ["", "x", "6690e6c9-3ef0-4ed3-8b37-7f3964730be", 1, []],
    "mailto": ["", "noor@voorbeeld.test", "mailto:noor", 1, {}],
    "sha1": ["", "abc", "g" * 40, 1],
    "sha2": ["", "abc", "a" * 40, "g" * 64, 1],
    "timestamp": ["", "gisteren", "2013-05-18", "2013-05-18T05:32:34", 1,
                  "2013-02-30T05:32:34Z", "2013-05-18T05:32:34-00:00"],
    "duration": ["", "P", "PT", "P4W1D", "1 uur", 60, "PT1.5H2M"],
    "tag": ["", "n", "nl_BE", "abcdefghi", 1, {}],
    "boolean": ["true", 0, 1, [], {}],
    "number": ["1", True, [], {}],
    "scaled": ["1", 1.01, -1.01, True],
    "length": ["1", -1, 1.5, True],
    "media type": ["", "text", "text/", 1],
    "version": ["", "0.9.9", "1.1.0", "3.0.0", "1.0.x", 1],
    "map": ["x", [], 1, {"n": "x"}, {"nl": 1}, {"nl": None}],
    "extensions": ["x", [], 1, {"x": 1}, {"": None}],
    "interaction": ["", "Choice", "multiple", 1],
}  # fmt: skip


@dataclass(frozen=True)
class Break:
    """One change after which a statement is no longer valid."""

    name: str
    steps: Steps
    change: Callable[[Any, Any], None]  # of the holder of what the last step names

    def of(self, whole: dict[str, Any]) -> dict[str, Any]:
        broken = deepcopy(whole)
        holder: Any = broken
        for step in self.steps[:-1]:
            holder = holder[step]
        self.change(holder, self.steps[-1])
        return broken

    def __str__(self) -> str:
        return f"{self.name} at {'.'.join(map(str, self.steps))}"


def breaks(value: Any, kind: str, version: Version, at: Steps = ()) -> Iterator[Break]:
    """Every break of ``value``, which is of ``kind`` and stands at ``at``."""
    if kind.endswith("*"):
        yield from _values(["x", 1, {}] if kind != "iri*" else ["x", []], at)
        for number, item in enumerate(value):
            yield from breaks(item, kind[:-1], version, (*at, number))
    elif kind in {"actor", "object"}:
        yield from breaks(value, _really(value), version, at)
    elif kind in BAD:
        yield from _values(BAD[kind], at)
    elif kind in SHAPES:
        yield from _of_object(value, kind, version, at)
    else:
        only = kind.removeprefix("=")
        yield from _values(["", only.lower(), only.upper(), 1], at)


def _of_object(
    value: dict[str, Any], kind: str, version: Version, at: Steps
) -> Iterator[Break]:
    if at:
        yield from _values(["x", 1, [[]]], at)
    yield Break("unknown property", (*at, "iets"), _set(1))
    for marked, inner in shape(kind, version).items():
        name = marked.rstrip("!")
        if name not in value:
            continue
        here = (*at, name)
        if marked.endswith("!"):
            yield Break("required property gone", here, lambda holder, n: holder.pop(n))
        yield Break("null", here, _set(None))
        yield Break("case of a key", here, _rename)
        yield from breaks(value[name], inner, version, here)
    if kind in {"agent", "group"}:
        yield from _of_identifiers(value, at)


def _of_identifiers(value: dict[str, Any], at: Steps) -> Iterator[Break]:
    present = [name for name in IDENTIFIERS if name in value]
    for other, item in ANOTHER.items():
        if present and other not in present:
            yield Break("second identifier", (*at, other), _set(item))
    if present and not value.get("member"):
        yield Break("no identifier", (*at, present[0]), lambda h, n: h.pop(n))


def _values(bad: list[Any], at: Steps) -> Iterator[Break]:
    for value in bad:
        yield Break(f"{value!r} as value", at, _set(value))


def _set(value: Any) -> Callable[[Any, Any], None]:
    def change(holder: Any, name: Any) -> None:
        holder[name] = value

    return change


def _rename(holder: Any, name: Any) -> None:
    holder[name.swapcase()] = holder.pop(name)


def _really(value: dict[str, Any]) -> str:
    kinds = {"Agent": "agent", "Group": "group", "StatementRef": "reference",
             "SubStatement": "substatement", "Activity": "activity"}  # fmt: skip
    if "objectType" in value:
        return kinds[value["objectType"]]
    return "activity" if "id" in value else "agent"
