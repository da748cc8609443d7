"""Whom a rule touches, as sets: today's mandates that fit, without who is excepted.

One reading serves the preview and the work, so that what was shown is what happens.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from lms.common import clock
from lms.learning.enums import OPEN_STATUSES, REPORTED_KINDS, DueFrom, Status
from lms.learning.models import (
    Assignment,
    AssignmentRule,
    LearningActivity,
    Participation,
    RuleException,
)
from lms.organisation.models import Entity, Mandate

from .querysets import RuleExceptionQuerySet
from .scope import Reach
from .terms import Terms


def fitting(terms: Terms, day: date) -> QuerySet[Mandate]:
    """The mandates that fit on a day, of people who are somebody; whatever is excepted.

    Nothing on a day on which the rule does not hold.
    """
    if not terms.valid_from <= day <= (terms.valid_to or day):
        return Mandate.objects.none()
    found = Mandate.objects.current(day).filter(
        person__erased_at=None, person__is_active=True
    )
    if terms.entity is not None:
        entities = {terms.entity}
        if terms.with_below:
            entities = Entity.objects.scope_of([terms.entity])
        found = found.filter(entity__in=sorted(entities))
    if terms.roles:
        found = found.filter(role__in=terms.roles)
    if terms.begins_from:
        found = found.filter(valid_from__gte=terms.begins_from)
    return found


class Touched:
    """How a rule, as it says or would say, compares with what it brought so far."""

    def __init__(
        self,
        terms: Terms,
        *,
        rule: AssignmentRule | None = None,
        people: Collection[int] | None = None,
        day: date | None = None,
    ) -> None:
        """``rule``: the one that would change. ``people``: look at these alone (ids)."""
        self.terms, self.rule, self.people = terms, rule, people
        self.day = day or clock.today()

    @property
    def _exceptions(self) -> RuleExceptionQuerySet:
        if self.rule is None:
            return RuleException.objects.none()
        return RuleException.objects.in_force(self.day).filter(rule=self.rule)

    @property
    def standing(self) -> QuerySet[Assignment]:
        """What the rule asks already."""
        if self.rule is None:
            return Assignment.objects.none()
        found = Assignment.objects.standing().filter(rule=self.rule)
        return found if self.people is None else found.filter(learner__in=self.people)

    @property
    def mandates(self) -> QuerySet[Mandate]:
        """The mandates by which it touches somebody."""
        found = fitting(self.terms, self.day)
        if self.people is not None:
            found = found.filter(person__in=self.people)
        if self.rule is None:
            return found
        let_go = self._exceptions.letting_go().filter(person=OuterRef("person"))
        return found.filter(~Exists(let_go))

    @property
    def new(self) -> QuerySet[Mandate]:
        """The mandates of who is touched and not asked by it yet."""
        if self.rule is None:
            return self.mandates
        asked = Assignment.objects.standing().filter(
            rule=self.rule, learner=OuterRef("person")
        )
        return self.mandates.filter(~Exists(asked))

    @property
    def dropped(self) -> QuerySet[Assignment]:
        """What it asks of who is touched no longer."""
        touched = self.mandates.filter(person=OuterRef("learner"))
        return self.standing.filter(~Exists(touched))

    @property
    def to_redate(self) -> QuerySet[Assignment]:
        """What it asks still, but perhaps by another day: the rule or an exception changed."""
        if self.rule is None:
            return self.standing
        excepted = RuleException.objects.filter(
            rule=self.rule, person=OuterRef("learner")
        )
        changed = Q(version__lt=self.rule.version) | Exists(excepted)
        touched = self.mandates.filter(person=OuterRef("learner"))
        return self.standing.filter(changed).filter(Exists(touched))

    def other_days(self, people: Collection[int]) -> dict[int, date]:
        """The due dates that exceptions give to these people, the last made counts."""
        found = self._exceptions.filter(due_on__isnull=False, person__in=people)
        rows = found.order_by("pk").values_list("person", "due_on")
        return {person: day for person, day in rows if day is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What saving a rule would do, counted in people."""

    touched: int
    new: int
    completed: int
    follow_it: int
    dropped: int
    dropped_unbegun: int
    past: int

    @property
    def stay(self) -> int:
        """Who was asked before, and still is."""
        return self.touched - self.new


class Preview:
    """What saving a rule would do, before it is saved: numbers first, then names."""

    def __init__(self, touched: Touched, reach: Reach) -> None:
        self.touched, self.reach = touched, reach

    @cached_property
    def numbers(self) -> Numbers:
        """A constant number of queries, whatever the number of people."""
        new = self.touched.new.order_by()
        theirs = Participation.objects.filter(
            activity=self.touched.terms.activity, learner__in=new.values("person")
        )
        dropped = self.touched.dropped
        unbegun = dropped.filter(
            participation__status=Status.REGISTERED, participation__started_at=None
        )
        return Numbers(
            touched=_people(self.touched.mandates),
            new=_people(new),
            completed=_learners(theirs.completed()),
            follow_it=_learners(theirs.filter(status__in=OPEN_STATUSES)),
            dropped=dropped.count(),
            dropped_unbegun=unbegun.count(),
            past=self._past(),
        )

    def _past(self) -> int:
        """Of how many new ones the date would lie before today."""
        terms, day = self.touched.terms, self.touched.day
        if terms.due_from == DueFrom.MANDATE:
            began = self.touched.new.order_by("person").values("person")
            firsts = began.annotate(first=Min("valid_from"))
            starts = firsts.values_list("first", flat=True).iterator()
            return sum(terms.lies_past(start, day) for start in starts)
        past = terms.lies_past(day, day)
        return _people(self.touched.new) if past else 0

    @property
    def people(self) -> QuerySet[Mandate]:
        """The mandates of the new ones whom the viewer may see by name, for a page of them."""
        return _in_order(self.reach.names(self.touched.new))

    @property
    def let_go(self) -> QuerySet[Assignment]:
        """What would be asked no longer, of whom the viewer may see by name."""
        seen = self.reach.names(Mandate.objects.all()).filter(pk=OuterRef("mandate"))
        found = self.touched.dropped.filter(Exists(seen))
        return found.select_related("learner", "participation").order_by(
            "learner__last_name", "learner__first_name", "learner"
        )


def _people(mandates: QuerySet[Mandate]) -> int:
    return mandates.order_by().values("person").distinct().count()


def _learners(participations: QuerySet[Participation]) -> int:
    return participations.order_by().values("learner").distinct().count()


def _in_order(mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return mandates.select_related("person", "entity", "role").order_by(
        "person__last_name", "person__first_name", "person", "valid_from", "pk"
    )


def may_be_asked() -> QuerySet[LearningActivity]:
    """What can be assigned: whole activities on offer."""
    return LearningActivity.objects.offered().filter(kind__in=REPORTED_KINDS)
