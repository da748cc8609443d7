"""Findings in sentences, for the author of a trajectory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from lms.learning.findings import Finding, Problem

from .plan import Plan

if TYPE_CHECKING:
    from lms.learning.models import LearningActivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding as it is read."""

    text: str
    is_error: bool


def tell(found: Iterable[Finding], plans: Iterable[Plan]) -> list[Told]:
    """Each finding in a sentence, with the titles that the editor shows."""
    chosen = {one.activity.key: one.activity for plan in plans for one in plan.wanted}
    return [Told(text=_sentence(one, chosen), is_error=one.is_error) for one in found]


def tell_of_empty_places(groups: Iterable[str]) -> list[Told]:
    """Where an activity has yet to be chosen: advice, for a draft may wait for it."""
    return [
        Told(
            text=_("Choose an activity in “%(group)s”, or remove the empty place.")
            % {"group": group},
            is_error=False,
        )
        for group in dict.fromkeys(groups)
    ]


def _sentence(found: Finding, chosen: Mapping[UUID, LearningActivity]) -> str:
    activity = chosen.get(found.activity) if found.activity else None
    names = {
        "group": found.group,
        "activity": activity.title if activity else "",
        "asked": found.asked,
        "have": found.have,
    }
    if found.problem == Problem.EMPTY and not found.group:
        return _("Add at least one group of activities.")
    if found.problem == Problem.CONTRADICTORY:
        return _contradictory(found) % names
    if found.problem == Problem.UNREACHABLE:
        return _unreachable(found) % names
    return _sentences()[found.problem] % names


def _sentences() -> dict[Problem, str]:
    return {
        Problem.EMPTY: _("Add at least one activity to “%(group)s”."),
        Problem.TWICE: _("“%(group)s” names “%(activity)s” twice."),
        Problem.UNPUBLISHED: _("“%(activity)s” in “%(group)s” is not published."),
        Problem.CIRCLE: _(
            "“%(activity)s” in “%(group)s” asks for this trajectory itself: nobody "
            "could complete either."
        ),
        Problem.TOO_DEEP: _("“%(group)s” lies too deep: use at most three levels."),
        Problem.ALL_AFTER_ALL: _(
            "“%(group)s” asks for everything in it. Choose “All of them”, then that is "
            "what people read."
        ),
        Problem.DECIDED: _(
            "“%(group)s” asks nothing more: who does what is required elsewhere has "
            "met it already."
        ),
        Problem.NOT_ASKED: _(
            "“%(group)s” lies in a group that counts minutes: only the minutes count "
            "there, not how many of its activities were done."
        ),
        Problem.COUNTS_TWICE: _(
            "“%(activity)s” stands in more than one place. It counts in each."
        ),
        Problem.SAME_TITLE: _(
            "More than one group is called “%(group)s”. People cannot tell them apart, "
            "and all of them show the introduction of one."
        ),
    }


def _unreachable(found: Finding) -> str:
    match found.unit:
        case "minutes":
            return _(
                "“%(group)s” asks for %(asked)s minutes, and everything in it takes "
                "%(have)s minutes."
            )
        case "points":
            return _(
                "“%(group)s” asks for %(asked)s points, and everything in it is worth "
                "%(have)s."
            )
    return _("“%(group)s” asks for %(asked)s parts and holds %(have)s.")


def _contradictory(found: Finding) -> str:
    if found.asked < 1:
        return _("Say at least how many in “%(group)s”.")
    return _("Say for each part of “%(group)s” how many points it is worth.")
