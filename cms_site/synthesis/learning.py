"""Participations with their dated records and completions, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final, TypeVar
from uuid import UUID

from django.db import transaction

from lms.common import clock
from lms.learning import operations
from lms.learning import statements as said
from lms.learning.enums import ActivityKind, Change, Form, Source, Status
from lms.learning.models import (
    Completion,
    LearningActivity,
    Participation,
    Transition,
)
from lms.organisation.models import Mandate
from lms.xapi.recording import record
from lms.xapi.statements import Statement

T = TypeVar("T")

COURSES: Final = 21
FEWEST: Final = 10  # activities of one person, evenly up to MOST: 14 on average
MOST: Final = 18
PEOPLE_AT_ONCE: Final = 500
ROWS_AT_ONCE: Final = 2000
STATEMENTS_AT_ONCE: Final = 500
FORMS: Final = (
    (ActivityKind.COURSE, Form.E_LEARNING),
    (ActivityKind.COURSE, Form.E_LEARNING),
    (ActivityKind.SESSION, Form.SESSION),
)
# How it stands, of a hundred.
ENDINGS: Final = {
    Status.COMPLETED: 58,
    Status.STARTED: 18,
    Status.REGISTERED: 17,
    Status.ABSENT: 3,
    Status.WITHDRAWN: 2,
    Status.FAILED: 2,
}
BEGAN: Final = (Status.COMPLETED, Status.STARTED, Status.FAILED)
CHANGES: Final = {
    Status.COMPLETED: Change.COMPLETED,
    Status.ABSENT: Change.ABSENT,
    Status.WITHDRAWN: Change.WITHDRAWN,
    Status.FAILED: Change.COMPLETED,
}


@dataclass(slots=True)
class Batch:
    """What some people did, before it is written."""

    participations: list[Participation] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)


def make_activities(random: Random) -> list[LearningActivity]:
    """Twenty-one courses and sessions of their own, on offer and in no catalogue."""
    made = []
    for number in range(1, COURSES + 1):
        kind, form = FORMS[number % len(FORMS)]
        made.append(
            operations.publish_activity(
                operations.Card(
                    key=UUID(int=random.getrandbits(128), version=4),
                    kind=kind,
                    form=form,
                    code=f"SYN-{number:02d}",
                    title=f"Synthetische opleiding {number}",
                    duration_minutes=15 * (1 + number % 6),
                    address="/aanbod/",
                    has_own_part=True,
                )
            )
        )
    return made


def make_learning(
    mandates: Sequence[Mandate], activities: Sequence[LearningActivity], random: Random
) -> int:
    """All that these people took part in; how many participations."""
    now, number = clock.now(), 0
    for several in _by(mandates, PEOPLE_AT_ONCE):
        batch = Batch()
        for mandate in several:
            count = random.randint(FEWEST, MOST)
            for activity in random.sample(list(activities), count):
                _take_part(batch, mandate, activity, now, random)
        with transaction.atomic():
            _write(batch)
        number += len(batch.participations)
    return number


def make_statements(number: int) -> int:
    """So many statements of what these people began and finished; how many there were."""
    done = 0
    participations = (
        Participation.objects.filter(activity__code__startswith="SYN-")
        .select_related("activity", "learner")
        .order_by("pk")
    )
    found = islice(_statements(participations.iterator(chunk_size=2000)), number)
    for several in _by(found, STATEMENTS_AT_ONCE):
        with transaction.atomic():
            record(*several)
        done += len(several)
    return done


def _statements(participations: Iterable[Participation]) -> Iterator[Statement]:
    for one in participations:
        nothing = said.NOTHING_AROUND
        yield said.registered(one, at=one.registered_at, around=nothing)
        if one.started_at:
            yield from said.launched(one, at=one.started_at, around=nothing)
            yield said.progressed(one, at=one.last_activity_at, around=nothing)


def _take_part(
    batch: Batch,
    mandate: Mandate,
    activity: LearningActivity,
    now: datetime,
    random: Random,
) -> None:
    status = random.choices(list(ENDINGS), list(ENDINGS.values()))[0]
    asked, shared = random.random() < 0.85, random.random() < 0.4
    registered = now - timedelta(minutes=random.randint(60 * 24 * 45, 60 * 24 * 1400))
    started = registered + timedelta(minutes=random.randint(1, 60 * 24 * 20))
    ended = started + timedelta(minutes=random.randint(20, 60 * 24 * 20))
    is_open = status in {Status.STARTED, Status.REGISTERED}
    due = clock.local_date(registered) + timedelta(days=60)
    one = Participation(
        registration=UUID(int=random.getrandbits(128), version=4),
        learner_id=mandate.person_id,
        activity=activity,
        mandate=mandate,
        status=status,
        progress=100 if status == Status.COMPLETED else 40 * (status in BEGAN),
        own_progress=100 if status == Status.COMPLETED else 40 * (status in BEGAN),
        due_on=due if asked and random.random() < 0.5 else None,
        assigned=asked,
        shared=shared and not asked,
        registered_at=registered,
        started_at=started if status in BEGAN else None,
        last_activity_at=registered if status == Status.REGISTERED else ended,
        closed_at=None if is_open else ended,
    )
    batch.participations.append(one)
    first = Change.ASKED if asked else Change.REGISTERED
    _note(batch, one, first, Status.REGISTERED, registered)
    if status in BEGAN:
        _note(batch, one, Change.STARTED, Status.STARTED, started)
    if not is_open:
        _note(batch, one, CHANGES[status], status, ended)
    if status == Status.COMPLETED:
        batch.completions.append(
            Completion(
                participation=one,
                learner_id=mandate.person_id,
                activity=activity,
                activity_version=1,
                source=_source(activity),
                completed_at=ended,
                entity=mandate.entity,
                role=mandate.role,
            )
        )


def _note(
    batch: Batch, one: Participation, change: Change, status: Status, at: datetime
) -> None:
    """As the ledger of lms.learning notes it."""
    mandate, activity = one.mandate, one.activity
    assert mandate is not None  # noqa: S101 (everybody here has one)
    person, entity = mandate.person, mandate.entity
    began = status != Status.REGISTERED and one.started_at
    batch.transitions.append(
        Transition(
            participation=one,
            change=change,
            recorded_at=at,
            status=status,
            visible_to_hr=one.is_visible_to_hr,
            started_on=clock.local_date(one.started_at)
            if began and one.started_at
            else None,
            completed_on=clock.local_date(at) if status == Status.COMPLETED else None,
            due_on=one.due_on,
            source=_source(activity),
            person_key=person.person_key,
            last_name=person.last_name,
            first_name=person.first_name,
            entity=entity,
            entity_code=entity.code,
            entity_name=entity.name,
            policy_domain=entity.policy_domain.name,
            role_name=mandate.role.name,
            activity_code=activity.code,
            activity_title=activity.title,
            form=activity.form,
            duration_minutes=activity.duration_minutes,
        )
    )


def _source(activity: LearningActivity) -> Source:
    is_session = activity.kind == ActivityKind.SESSION
    return Source.SESSION if is_session else Source.PLATFORM


def _write(batch: Batch) -> None:
    Participation.objects.bulk_create(batch.participations, batch_size=ROWS_AT_ONCE)
    for rows in (batch.transitions, batch.completions):
        for row in rows:
            row.participation_id = row.participation.pk
    Transition.objects.bulk_create(batch.transitions, batch_size=ROWS_AT_ONCE)
    Completion.objects.bulk_create(batch.completions, batch_size=ROWS_AT_ONCE)


def _by(found: Iterable[T], size: int) -> Iterator[list[T]]:
    each = iter(found)
    while some := list(islice(each, size)):
        yield some
