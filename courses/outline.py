"""The outline of a course as plain values: no database, no Wagtail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from lms.learning.exceptions import First

Row = Mapping[str, Any]


class Standing(Protocol):
    """How somebody stands in an activity."""

    @property
    def is_completed(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A lesson or a test as a line of the outline, with how the reader stands in it."""

    pk: int
    key: UUID
    title: str
    url: str
    minutes: int
    is_test: bool = False
    counts: bool = True
    first: tuple[First, ...] = ()
    standing: Standing | None = None

    @property
    def is_completed(self) -> bool:
        return bool(self.standing and self.standing.is_completed)

    @property
    def state(self) -> str:
        """A word of the component ``state``: done, busy, locked or open."""
        if self.is_completed:
            return "done"
        if self.first:
            return "locked"
        return "busy" if self.standing else "open"


class Line(NamedTuple):
    """What the outline shows of a lesson, and nothing more."""

    title: str
    url: str
    minutes: int
    state: str
    is_test: bool
    counts: bool
    first: tuple[First, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A part of the course with its lessons."""

    number: int
    title: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(
                step.title,
                step.url,
                step.minutes,
                step.state,
                step.is_test,
                step.counts,
                step.first,
            )
            for step in self.steps
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Where one is in a course, what is done, and what is left."""

    key: UUID
    title: str
    url: str
    modules: tuple[Module, ...]
    minimum: int | None = None
    steps: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        steps = tuple(step for module in self.modules for step in module.steps)
        object.__setattr__(self, "steps", steps)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_left(self) -> int:
        """Nominal minutes of what is not done; a test that may be left counts for none."""
        return sum(
            step.minutes for step in self.steps if step.counts and not step.is_completed
        )

    @property
    def done(self) -> int:
        return sum(step.is_completed for step in self.steps)

    @property
    def counting(self) -> int:
        """How many lessons count for the course."""
        return sum(step.counts for step in self.steps)

    @property
    def asked(self) -> int:
        """How many of these complete it."""
        return min(self.minimum or self.counting, self.counting)

    def number_of(self, pk: int) -> int:
        """The place of a lesson, from 1; 0 when it is not (or no longer) in the course."""
        return next((n for n, step in enumerate(self.steps, 1) if step.pk == pk), 0)

    def around(self, pk: int) -> tuple[Step | None, Step | None]:
        """The lessons before and after one."""
        place = self.number_of(pk)
        if not place:
            return None, None
        before = self.steps[place - 2] if place > 1 else None
        after = self.steps[place] if place < len(self.steps) else None
        return before, after

    def where_to_go_on(self, last: UUID | None) -> Step | None:
        """The lesson to open: where one was if it is not done, else the first undone.

        One that is not open yet only when there is no other. Nothing in a course
        without lessons; the first lesson when all is done.
        """
        undone = [step for step in self.steps if not step.is_completed]
        undone.sort(key=lambda step: bool(step.first))
        for step in undone:
            if step.key == last:
                return step
        return next(iter(undone or self.steps), None)


def lesson_keys(rows: Iterable[Row]) -> list[UUID]:
    """The keys of the lessons in the rows of a course's tree, in order."""
    return [row["translation_key"] for _, row in _lessons(list(rows))]


def counting_keys(rows: Iterable[Row]) -> list[UUID]:
    """The keys of the lessons that count for the course, in order."""
    return [row["translation_key"] for _, row in _lessons(list(rows)) if _counts(row)]


def keys_in_order(rows: Iterable[Row]) -> dict[UUID, list[UUID]]:
    """Each lesson with the one before it that counts: optional ones hold nobody up."""
    before: UUID | None = None
    waits: dict[UUID, list[UUID]] = {}
    for _, row in _lessons(list(rows)):
        waits[row["translation_key"]] = [before] if before else []
        if _counts(row):
            before = row["translation_key"]
    return waits


def _counts(row: Row) -> bool:
    return row.get("counts") is not False


def outline_of(
    rows: Sequence[Row],
    *,
    course_url: str,
    standings: Mapping[UUID, Standing],
    waits: Mapping[UUID, tuple[First, ...]] | None = None,
) -> Outline:
    """The outline from the rows of a course's tree (the course itself comes first).

    ``waits`` is what comes first of lessons that are not open yet. A lesson in a module
    that is not live is left out. Addresses are built from that of the course, so that
    no lesson costs a query.
    """
    waits = waits or {}
    course = rows[0]
    cut = len(course["url_path"])
    members: dict[str, list[Step]] = {}
    titles: dict[str, str] = {}
    for module, row in _lessons(rows):
        titles[module["path"]] = module["title"]
        members.setdefault(module["path"], []).append(
            Step(
                pk=row["pk"],
                key=row["translation_key"],
                title=row["title"],
                url=f"{course_url}{row['url_path'][cut:]}",
                minutes=row["minutes"] or 0,
                is_test=row.get("is_test", False),
                counts=_counts(row),
                first=waits.get(row["translation_key"], ()),
                standing=standings.get(row["translation_key"]),
            )
        )
    return Outline(
        key=course["translation_key"],
        title=course["title"],
        url=course_url,
        minimum=course.get("minimum"),
        modules=tuple(
            Module(number=number, title=titles[path], steps=tuple(steps))
            for number, (path, steps) in enumerate(members.items(), start=1)
        ),
    )


def _lessons(rows: Sequence[Row]) -> Iterable[tuple[Row, Row]]:
    """Each lesson with its module; the rows are in the order of the tree."""
    if not rows:
        return
    top = rows[0]["depth"]
    module: Row | None = None
    for row in rows[1:]:
        if row["depth"] == top + 1:
            module = row
        elif (
            row["depth"] == top + 2
            and module is not None
            and row["path"].startswith(module["path"])
            and row["minutes"] is not None
        ):
            yield module, row
