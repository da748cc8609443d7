"""What is known of a date on which somebody attended a session, and what can be done for it.

Apps announce it from ``apps.py`` and ``wagtail_hooks``, for learning itself knows neither
dates nor papers: whoever writes that somebody was there reads the days and the hours here,
and the desk of a date shows what others do for who attended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import LearningActivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """The days of a date in their order, how long it took in all, and who gave it."""

    days: tuple[date, ...]
    minutes: int
    trainers: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A page of another app for who attended a date: what it is called, and where."""

    label: str
    address: str


Known = Callable[[UUID], "Attended | None"]
Offering = Callable[["User", "LearningActivity", UUID], "Offer | None"]

_known: list[Known] = []
_offering: list[Offering] = []


def knows_dates(known: Known) -> None:
    """Have ``known(uid)`` answer what is known of a date; nothing of one that is not its."""
    if known not in _known:
        _known.append(known)


def date_of(uid: UUID) -> Attended | None:
    """What is known of a date by its uid; as many queries as its app takes."""
    return next((found for known in _known if (found := known(uid))), None)


def offers_for_attendees(offering: Offering) -> None:
    """Have ``offering(viewer, activity, uid)`` say what its app does for who attended."""
    if offering not in _offering:
        _offering.append(offering)


def offers(viewer: User, activity: LearningActivity, uid: UUID) -> list[Offer]:
    """What the viewer can do elsewhere for who attended a date."""
    found = (offering(viewer, activity, uid) for offering in _offering)
    return [offer for offer in found if offer is not None]
