"""What one operation adds to the record: transitions, statements, announcements.

Statements are recorded once, at the end of an operation: the learner is the first
lock taken and the statement sequence the last, so that two operations can never wait
for each other.
"""

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField

from lms.accounts.models import User
from lms.common import clock
from lms.common.compiled import Compiled
from lms.learning.enums import (
    REPORTED_KINDS,
    ActivityKind,
    Change,
    Source,
    Status,
)
from lms.learning.models import (
    Completion,
    Participation,
    Transition,
)
from lms.learning.signals import activity_completed
from lms.learning.statements import NOTHING_AROUND, Around
from lms.organisation.models import Mandate
from lms.xapi.recording import record, void
from lms.xapi.statements import Statement

from .containers import Containers


class Ledger:
    """Collects during an operation; ``close`` writes it in the same transaction."""

    def __init__(self, *, at: datetime | None = None, by: User | None = None) -> None:
        self.at = at or clock.now()
        self.by = by
        self._statements: list[Statement] = []
        self._completions: list[int] = []
        self._void: list[UUID] = []
        self.containers = Containers()

    def say(self, *statements: Statement) -> None:
        """Add statements to what ``close`` records."""
        self._statements.extend(statements)

    def declare_void(self, *statements: UUID) -> None:
        """Have ``close`` say of statements (by id) that what they tell was not so."""
        self._void.extend(statements)

    def around(self, participation: Participation) -> Around:
        """What the learner follows that contains this.

        Of a dilemma nothing is told: its records say that it began and ended, and no
        more (design.md, idea 4). What contains a trajectory there is not.
        """
        kind = participation.activity.kind
        if kind in {ActivityKind.DILEMMA, ActivityKind.TRAJECTORY}:
            return NOTHING_AROUND
        containing = self.containers.of(participation)
        activities = {each.activity_id: each.activity for each in containing}
        return Around.of(kind, (activities[pk] for pk in sorted(activities)))

    def announce(self, completion: Completion) -> None:
        """Have those above hear of a completion, once it is committed."""
        self._completions.append(completion.pk)

    def note(
        self,
        participation: Participation,
        change: Change,
        *,
        source: Source | None = None,
        effective_at: datetime | None = None,
    ) -> Transition | None:
        """Append how a participation stands from now on, with what things are called.

        Nothing for a step of a course: no record is about one.
        """
        activity = participation.activity
        if activity.kind not in REPORTED_KINDS:
            return None
        learner, mandate = participation.learner, mandate_of(participation)
        entity = mandate.entity if mandate else None
        completed = participation.status == Status.COMPLETED
        finished_at = effective_at or participation.closed_at
        return Transition.objects.create(
            participation=participation,
            change=change,
            recorded_at=clock.now(),
            status=participation.status,
            visible_to_hr=participation.is_visible_to_hr,
            started_on=_day(participation.started_at),
            completed_on=_day(finished_at) if completed else None,
            due_on=participation.due_on,
            source=source or _source_of(participation),
            by=self.by,
            person_key=learner.person_key,
            last_name=learner.last_name,
            first_name=learner.first_name,
            entity=entity,
            entity_code=entity.code if entity else "",
            entity_name=entity.name if entity else "",
            policy_domain=entity.policy_domain.name if entity else "",
            role_name=mandate.role.name if mandate else "",
            activity_code=activity.code,
            activity_title=activity.title,
            form=activity.form,
            duration_minutes=activity.duration_minutes,
        )

    def close(self) -> None:
        """Record the statements; announce completions on commit."""
        if self._statements:
            record(*self._statements)
        if self._void:
            void(*self._void, at=self.at)
        for pk in self._completions:
            transaction.on_commit(
                partial(
                    activity_completed.send_robust, sender=Completion, completion_id=pk
                )
            )


def mandate_of(participation: Participation) -> Mandate | None:
    """The mandate with what a record names of it; asked only where a record is made."""
    known = Participation.mandate.is_cached(participation)
    if participation.mandate_id is not None and not known:
        named = Mandate.objects.select_related("entity__policy_domain", "role")
        participation.mandate = named.get(pk=participation.mandate_id)
    return participation.mandate


def _source_of(participation: Participation) -> Source:
    """A completion keeps its source, whatever happens to the participation later."""
    if participation.status != Status.COMPLETED:
        return Source.PLATFORM
    standing = Completion.objects.standing()
    return Source(standing.get(participation=participation).source)


def _day(moment: datetime | None) -> date | None:
    return clock.local_date(moment) if moment else None


def hold(learner: User) -> None:
    """Let one learner's operations happen one after the other, until this one commits.

    One lock, always the first, always on the person: no two operations can wait for
    each other, and what an operation reads about its learner stays true. On SQLite
    the transaction holds everybody already.
    """
    if connection.features.has_select_for_update:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=learner.pk)


_learner_held: Compiled[User] = Compiled(
    lambda participation: (
        User.objects.select_for_update(of=("self",), no_key=True)
        .only("pk")
        .filter(participations=participation)
    ),
    participation=BigIntegerField(),
)
_with_record: Compiled[Participation] = Compiled(
    lambda participation: Participation.objects.with_record().filter(pk=participation),
    participation=BigIntegerField(),
)


def lock(participation_id: int) -> Participation:
    """The participation with what a record of it names, its learner held."""
    if connection.features.has_select_for_update:
        _learner_held(participation=participation_id)
    return load(participation_id)


def load(participation_id: int) -> Participation:
    """The participation with what a record of it names; the learner is held already.

    Raises ``Participation.DoesNotExist``.
    """
    return _with_record.get(participation=participation_id)
