"""Carrying rules out: each slice of people in one transaction, its people held first.

Idempotent by what it does: it looks at what is and what should be, and does the
difference. Whoever dies in between leaves a smaller difference.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.terms import Terms, terms_of
from lms.learning.assigning.touching import Touched
from lms.learning.enums import OPEN_STATUSES, Status
from lms.learning.models import Assignment, AssignmentRule, Participation
from lms.organisation.models import Mandate

from .asking import ask_by_rule, follow_anew, redate, release

logger = logging.getLogger(__name__)

SLICE: Final = 50
# The worker has mails and documents to make too, and tick has other jobs.
SECONDS: Final = 20.0

Slice = Callable[[list[int]], int]


def apply_rule(rule_id: int, *, until: float | None = None) -> bool:
    """Do what one rule asks until a moment of ``time.monotonic``; whether some is left."""
    _done, left = _apply(rule_id, until=until)
    return left


def apply_to_people(people: Collection[int]) -> int:
    """Do what every rule asks, for these people (ids) alone; how many changes that made."""
    return sum(_apply(pk, people=people)[0] for pk in _alive(clock.now()))


def apply_rules(now: datetime) -> int:
    """Do what every rule asks, the one that waited longest first; for ``tick``.

    Also brings along what is asked of who was absent or left and registered anew.
    """
    until = time.monotonic() + SECONDS
    done = _follow_anew()
    for pk in _alive(now):
        if time.monotonic() >= until:
            break
        done += _apply(pk, until=until)[0]
    return done


def _alive(now: datetime) -> list[int]:
    """Rules that ask something, or asked something that stands."""
    asking = Assignment.objects.standing().filter(rule=OuterRef("pk"))
    in_force = AssignmentRule.objects.in_force(clock.local_date(now)).values("pk")
    rules = AssignmentRule.objects.filter(Q(pk__in=in_force) | Exists(asking))
    order = (F("worked_at").asc(nulls_first=True), "pk")
    return list(rules.order_by(*order).values_list("pk", flat=True))


def _apply(
    rule_id: int,
    *,
    people: Collection[int] | None = None,
    until: float | None = None,
) -> tuple[int, bool]:
    """How many changes it made, and whether time was up before the end."""
    rule = AssignmentRule.objects.with_names().get(pk=rule_id)
    terms = terms_of(rule)
    touched = Touched(terms, rule=rule, people=people)
    work: list[tuple[QuerySet[Assignment] | QuerySet[Mandate], str, Slice]] = []
    ended = rule.is_stopped
    dropped = touched.standing if ended else touched.dropped
    work.append((dropped, "learner", lambda ids: _release(touched, ids, ended=ended)))
    if not ended:
        work.append((touched.to_redate, "learner", lambda ids: _redate(touched, ids)))
        if rule.activity.is_offered:
            work.append((touched.new, "person", lambda ids: _ask(touched, ids)))
    done = 0
    with translation.override(settings.LANGUAGE_CODE):
        for found, field, do in work:
            for ids in _slices(found, field):
                if until is not None and time.monotonic() >= until:
                    return done, True
                done += _together(do, ids)
    if people is None:
        AssignmentRule.objects.filter(pk=rule_id).update(worked_at=clock.now())
    return done, False


def _slices(
    found: QuerySet[Assignment] | QuerySet[Mandate], field: str
) -> Iterator[list[int]]:
    """Ids of people, in order; who fails is passed by and found again another time."""
    last = 0
    while True:
        after = found.filter(**{f"{field}__gt": last}).order_by(field)
        ids = list(after.values_list(field, flat=True).distinct()[:SLICE])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _together(do: Slice, ids: list[int]) -> int:
    """One slice; where it fails, person by person, so that one stops nobody else."""
    try:
        with transaction.atomic():
            _hold(ids)
            return do(ids)
    except Exception:
        if len(ids) == 1:
            logger.exception("A rule could not be carried out for person %d.", ids[0])
            return 0
        return sum(_together(do, [pk]) for pk in ids)


def _hold(ids: Iterable[int]) -> None:
    """All people of a slice, in order, before anything else: see ``ledger``.

    Statements take the last lock, so nobody may be held after the first was recorded.
    """
    if connection.features.has_select_for_update:
        held = User.objects.select_for_update(no_key=True).filter(pk__in=list(ids))
        list(held.order_by("pk").values_list("pk", flat=True))


def _ask(touched: Touched, ids: list[int]) -> int:
    """By the mandate that began first, so that the earliest due date counts."""
    rule, terms = _known(touched)
    found = touched.new.filter(person__in=ids).select_related("person")
    first: dict[int, Mandate] = {}
    for mandate in found.order_by("valid_from", "pk"):
        first.setdefault(mandate.person_id, mandate)
    other = touched.other_days(ids)
    for pk, mandate in sorted(first.items()):
        due_on = other.get(pk) or terms.due_for(mandate.valid_from, touched.day)
        ask_by_rule(mandate.person, rule, mandate=mandate, due_on=due_on)
    return len(first)


def _release(touched: Touched, ids: list[int], *, ended: bool) -> int:
    found = touched.standing if ended else touched.dropped
    theirs = list(found.filter(learner__in=ids).order_by("learner"))
    for assignment in theirs:
        release(assignment)
    return len(theirs)


def _redate(touched: Touched, ids: list[int]) -> int:
    """By another day where it is another; what is right is only marked as looked at."""
    rule, terms = _known(touched)
    other = touched.other_days(ids)
    found = touched.to_redate.filter(learner__in=ids).select_related("mandate")
    changed = 0
    for assignment in found.order_by("learner"):
        due_on = other.get(assignment.learner_id) or _due_of(assignment, terms)
        if due_on != assignment.due_on:
            redate(assignment, due_on=due_on, version=rule.version)
            changed += 1
    standing = touched.standing.filter(learner__in=ids, version__lt=rule.version)
    standing.update(version=rule.version)
    return changed


def _due_of(assignment: Assignment, terms: Terms) -> date | None:
    asked_on = clock.local_date(assignment.asked_at)
    began = assignment.mandate.valid_from if assignment.mandate else asked_on
    return terms.due_for(began, asked_on)


def _known(touched: Touched) -> tuple[AssignmentRule, Terms]:
    if touched.rule is None:
        raise ValueError("Only a rule that was saved can be carried out.")
    return touched.rule, touched.terms


def _follow_anew() -> int:
    """Let what is asked of who was absent or left go on where they registered anew."""
    closed = Assignment.objects.standing().exclude(
        participation__status__in=(*OPEN_STATUSES, Status.COMPLETED)
    )
    anew = Participation.objects.filter(
        learner__in=closed.values("learner"), status__in=OPEN_STATUSES
    )
    places = {
        (learner, activity): pk
        for pk, learner, activity in anew.values_list("pk", "learner", "activity")
    }
    done = 0
    waiting: dict[int, list[tuple[Assignment, int]]] = defaultdict(list)
    for assignment in closed.select_related("participation"):
        activity = assignment.participation.activity_id
        if pk := places.get((assignment.learner_id, activity)):
            waiting[assignment.learner_id].append((assignment, pk))
    for learner, theirs in sorted(waiting.items()):
        with transaction.atomic():
            _hold([learner])
            for assignment, pk in theirs:
                follow_anew(assignment, pk)
                done += 1
    return done
