"""What sessions hold of a person: places on dates. Who was there is a fact, and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.models import Enrolment
from lms.common.personal import Rows, holds

from . import operations

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("courses: places on dates", collect=_collect, erase=operations.give_all_back)


def _collect(person: User) -> Rows:
    """A row for each date that somebody asked a place on, and what was noted there."""
    own = Enrolment.objects.of(person).select_related("session__activity")
    return [
        {
            "at": each.session.activity.title,
            "begins_at": each.session.begins_at,
            "asked_at": each.asked_at,
            "placed_at": each.placed_at,
            "ended_at": each.ended_at,
            "ended_as": each.get_ended_as_display(),
            "marks": [
                {"present": mark.present, "marked_at": mark.marked_at}
                for mark in each.attendances.all()
            ],
        }
        for each in own.prefetch_related("attendances").order_by("pk")
    ]
