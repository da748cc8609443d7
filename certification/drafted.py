"""What the editor holds of what it takes, as plans: of a page in whatever state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lms.learning.findings import Finding, Part, findings
from lms.learning.models import Containment

from .enums import GroupRule
from .plan import Plan, Wanted, whole

if TYPE_CHECKING:
    from uuid import UUID

    from lms.learning.models import LearningActivity


def plans_in(stream: Iterable[Any]) -> list[Plan]:
    """The groups in a stream of ``RequirementsStream``.

    A place where no activity was chosen yet, or one that is gone, is left out.
    """
    return [_plan(child.value) for child in stream]


def without_activity(stream: Iterable[Any]) -> Iterator[str]:
    """The title of the group around each place where no activity was chosen yet."""
    for child in stream:
        for part in child.value.get("parts") or ():
            if part.block_type == "group":
                yield from without_activity([part])
            elif not part.value.get("activity"):
                yield child.value.get("title") or ""


def introductions_in(raw: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Titles with their introductions, from a stream as it is stored: no query."""
    for child in raw:
        value = child.get("value")
        if child.get("type") == "group" and isinstance(value, Mapping):
            yield value.get("title") or "", value.get("introduction") or ""
            yield from introductions_in(value.get("parts") or ())


def found_in(key: UUID | None, plans: list[Plan]) -> list[Finding]:
    """What is found in the groups of a trajectory, ``key``: its own, once it has one."""
    chosen = {one.activity.key: one.activity for plan in plans for one in plan.wanted}
    offer = {
        each.key: Part(minutes=each.duration_minutes, is_offered=each.is_offered)
        for each in chosen.values()
    }
    return findings(
        whole(plans), offer, circle=_leading_back(key, chosen) if key else frozenset()
    )


def _plan(value: Any) -> Plan:
    kind = value.get("rule") or GroupRule.ALL
    return Plan(
        title=value.get("title") or "",
        introduction=value.get("introduction") or "",
        kind=str(kind),
        asked=None if kind == GroupRule.ALL else value.get("amount"),
        parts=tuple(_parts(value.get("parts") or ())),
        worth=value.get("worth") or 0,
    )


def _parts(stream: Iterable[Any]) -> Iterator[Plan | Wanted]:
    for child in stream:
        if child.block_type == "group":
            yield _plan(child.value)
        elif activity := child.value.get("activity"):
            yield Wanted(activity=activity, worth=child.value.get("worth") or 0)


def _leading_back(key: UUID, chosen: Mapping[UUID, LearningActivity]) -> set[UUID]:
    """Of what was chosen: the trajectory itself, and what contains it."""
    around = Containment.objects.filter(activity__key=key, container__key__in=chosen)
    return {*around.values_list("container__key", flat=True), *({key} & chosen.keys())}
