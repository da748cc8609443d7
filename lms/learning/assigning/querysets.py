"""How the rest asks about rules, what they brought, requests and attests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from lms.learning.enums import LineState, RequestState
from lms.organisation.querysets import valid_on

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.learning.models import (  # noqa: F401
        Assignment,
        AssignmentRule,
        Attest,
        BulkEnrolment,
        BulkLine,
        ExternalRequirement,
        LearningRequest,
        ListedInstitution,
        RuleException,
    )
    from lms.organisation.visibility import Scope


class AssignmentRuleQuerySet(models.QuerySet["AssignmentRule"]):
    """Rules that ask activities of people."""

    def in_force(self, day: date) -> Self:
        """Those that ask something on a day; an absent end means: still."""
        return self.filter(valid_on(day), stopped_at=None)

    def within(self, scope: Scope) -> Self:
        """Those of entities of a scope: who has it may change them."""
        return self.filter(entity__in=sorted(scope.entities))

    def with_names(self) -> Self:
        """Load what a line about a rule shows, in a constant number of queries."""
        related = self.select_related("activity", "entity", "made_by")
        return related.prefetch_related("roles")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Why something is asked of people."""

    def standing(self) -> Self:
        """What a rule or a person still asks."""
        return self.filter(ended_at=None)

    def counting(self) -> Self:
        """With what was begun or done before its rule let go: that stays asked."""
        return self.filter(Q(ended_at=None) | Q(kept=True))

    def by_hand(self) -> Self:
        return self.filter(rule=None)

    def with_names(self) -> Self:
        """Load what "why" says, in the same query."""
        return self.select_related("rule", "by")


class RuleExceptionQuerySet(models.QuerySet["RuleException"]):
    """For whom a rule does not hold as it stands."""

    def in_force(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def letting_go(self) -> Self:
        """Those that stop the rule for somebody."""
        return self.filter(due_on=None)


class LearningRequestQuerySet(models.QuerySet["LearningRequest"]):
    """What learners asked: to take part, or for more time."""

    def of(self, person: User) -> Self:
        return self.filter(learner_id=person.pk)

    def waiting(self) -> Self:
        """Without those of who is nobody any more."""
        return self.filter(state=RequestState.WAITING, learner__erased_at=None)

    def with_names(self) -> Self:
        """Load what a line about a request shows, in the same query."""
        return self.select_related(
            "learner", "activity", "mandate__entity", "participation", "decided_by"
        )


class BulkEnrolmentQuerySet(models.QuerySet["BulkEnrolment"]):
    """Lists of people that HR handed in."""

    def at_work(self) -> Self:
        return self.filter(finished_at=None)


class BulkLineQuerySet(models.QuerySet["BulkLine"]):
    """The people of such a list."""

    def waiting(self) -> Self:
        return self.filter(state=LineState.WAITING)


class ExternalRequirementQuerySet(models.QuerySet["ExternalRequirement"]):
    """What a law asks of a role, and is met elsewhere."""

    def in_force(self, day: date) -> Self:
        return self.filter(valid_on(day))


class ListedInstitutionQuerySet(models.QuerySet["ListedInstitution"]):
    """Where it can be met."""

    def listed_on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class AttestQuerySet(models.QuerySet["Attest"]):
    """What people bring of it."""

    def of(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def waiting(self) -> Self:
        return self.filter(state=RequestState.WAITING, person__erased_at=None)

    def accepted(self) -> Self:
        return self.filter(state=RequestState.GRANTED)

    def with_names(self) -> Self:
        return self.select_related("person", "requirement", "institution", "checked_by")
