"""Noting who looked at whose record, and telling it."""

from __future__ import annotations

from collections.abc import Iterable

from lms.accounts.models import User
from lms.common import clock

from .enums import LookedAt
from .models import RecordLook
from .querysets import RecordLookQuerySet


def note_looks(viewer: User, people: Iterable[int], page: LookedAt) -> None:
    """Note that somebody looks at the records of these people (ids); one query.

    Once an hour for a viewer, a person and a page: the database decides, so that two
    tabs and a double click note it once. Nobody's look at the own record is noted.
    """
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    looks = [
        RecordLook(by=viewer, person_id=person, page=page, hour=hour, looked_at=now)
        for person in sorted(set(people) - {viewer.pk})
    ]
    RecordLook.objects.bulk_create(looks, ignore_conflicts=True)


def looks_at(person: User) -> RecordLookQuerySet:
    """Who looked at the record of a person, the last first."""
    return RecordLook.objects.at_record_of(person).with_names()
