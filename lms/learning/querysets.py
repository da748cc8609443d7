"""How the rest asks about activities, participations and records."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from wagtail.search.queryset import SearchableQuerySetMixin

from lms.common import clock
from lms.organisation.models import Mandate

from .enums import (
    OPEN_STATUSES,
    REPORTED_KINDS,
    ActivityKind,
    HistoryOutcome,
    Status,
)

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.organisation.visibility import Scope

    from .models import (  # noqa: F401
        Completion,
        HistoryLine,
        LearningActivity,
        Participation,
        Prerequisite,
        Transition,
    )


def _within(field: str, since: datetime | None, until: datetime | None) -> Q:
    """From ``since`` on and before ``until``; an absent end is none."""
    bounds = {f"{field}__gte": since, f"{field}__lt": until}
    return Q(**{name: moment for name, moment in bounds.items() if moment})


class ActivityQuerySet(SearchableQuerySetMixin, models.QuerySet["LearningActivity"]):
    """The offer."""

    def offered(self) -> Self:
        """What can be begun today."""
        return self.filter(is_offered=True)

    def listed(self) -> Self:
        """What catalogue and search list."""
        return self.offered().filter(is_listed=True)

    def one_of_each_form_first(self) -> Self:
        """The shortest of each form, then the next of each: no form crowds out another."""
        shortest = [F("duration_minutes"), F("title"), F("pk")]
        place = Window(RowNumber(), partition_by=F("form"), order_by=shortest)
        return self.annotate(place=place).order_by("place", *shortest)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Who takes part in what."""

    def of(self, person: User) -> Self:
        return self.filter(learner_id=person.pk)

    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def completed(self) -> Self:
        return self.filter(status=Status.COMPLETED)

    def on_an_earlier_version(self) -> Self:
        """Open ones that stay on another tree than the current one of their activity."""
        return self.open().filter(tree__is_current=False)

    def standing(self) -> Self:
        """Everything but what the learner left."""
        return self.exclude(status=Status.WITHDRAWN)

    def counting_for(self, whole: Participation) -> Self:
        """Without what was closed outside the cycle of a participation in the whole."""
        within = _within("closed_at", whole.counts_from, whole.counts_until)
        return self.filter(Q(closed_at=None) | within) if within else self.all()

    def renewing(self) -> Self:
        """Under way for a second time or a later one: only what is new counts."""
        return self.open().filter(counts_from__isnull=False)

    def reported(self) -> Self:
        """Of kinds that a person recognises as a whole: no lessons."""
        return self.filter(activity__kind__in=REPORTED_KINDS)

    def trajectories(self) -> Self:
        return self.filter(activity__kind=ActivityKind.TRAJECTORY)

    def requiring(self, key: UUID) -> Self:
        """Those whose tree names the activity of this key, or something that contains it.

        The tree is the version that the person stays on, else the current one; what
        a course inside it contains is what it contains today.
        """
        named = Q(tree__nodes__activity__key=key) | Q(
            tree__nodes__activity__contents__activity__key=key
        )
        current = Q(tree=None, activity__contents__activity__key=key)
        return self._any_of(named | current)

    def asking_for(self, key: UUID) -> Self:
        """Standing trajectories to which an activity belongs: HR sees it for these."""
        return self.trajectories().standing().requiring(key)

    def sharing_together(self, key: UUID) -> Self:
        """The module that a person shares in place of the dilemmas in it."""
        modules = self.filter(activity__kind=ActivityKind.DILEMMA, shared=True)
        return modules.standing().requiring(key)

    def required_by(self, trajectory: Participation) -> Self:
        """Of what the tree of this participation names or contains; see ``requiring``."""
        if trajectory.tree_id is None:
            return self.filter(activity__containers__container=trajectory.activity_id)
        tree = trajectory.tree_id
        return self._any_of(
            Q(activity__requirement_nodes__tree=tree)
            | Q(activity__containers__container__requirement_nodes__tree=tree)
        )

    def _any_of(self, found: Q) -> Self:
        """A filter over many-to-many paths that leaves each row once, without DISTINCT.

        What was asked before (whose they are, above all) is asked inside as well, or else
        the database goes through the participations of everybody.
        """
        inside = self.order_by().filter(found).values("pk")
        return self.filter(pk__in=inside)

    def open_first(self) -> Self:
        """The open one, then the last closed; a database may sort NULL either way."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "-pk")

    def latest_first(self) -> Self:
        return self.order_by("-last_activity_at", "-pk")

    def with_record(self) -> Self:
        """Load what every step of a participation names, in the same query."""
        return self.select_related("activity", "learner")

    def with_activity(self) -> Self:
        """Load what a line on the dashboard shows, in the same query."""
        return self.select_related("activity", "current_part")


class PrerequisiteQuerySet(models.QuerySet["Prerequisite"]):
    """What comes first."""

    def in_force(self) -> Self:
        """Without those that were withdrawn: nobody could complete them any more."""
        return self.filter(needed__is_offered=True)

    def blocking(self, person: User) -> Self:
        """Those that a person has not completed, in whatever way."""
        done = person.completions.standing()
        return self.in_force().exclude(needed__in=done.values("activity"))


class CompletionQuerySet(models.QuerySet["Completion"]):
    """What was finished. What counts it begins with ``standing``."""

    def of(self, person: User) -> Self:
        return self.filter(learner_id=person.pk)

    def standing(self) -> Self:
        """Without what was put right since: it was recorded, and was not so."""
        return self.filter(correction=None)

    def for_reviewers(self) -> Self:
        """What somebody recorded for another, or was asked, or belongs to a trajectory.

        What people chose to learn for themselves is theirs (design.md, idea 4).
        """
        asked = Q(participation__assigned=True) | Q(participation__in_trajectory=True)
        return self.filter(asked | Q(recorded_by__isnull=False))

    def counting_for(self, whole: Participation) -> Self:
        """What was completed in the cycle of a participation; in the first: all of it."""
        return self.filter(
            _within("completed_at", whole.counts_from, whole.counts_until)
        )


class HistoryLineQuerySet(models.QuerySet["HistoryLine"]):
    """The lines of imports of completions."""

    def waiting(self) -> Self:
        """Still to be recorded."""
        return self.filter(outcome=HistoryOutcome.WAITING)

    def refused(self) -> Self:
        return self.filter(outcome=HistoryOutcome.REFUSED)


class TransitionQuerySet(models.QuerySet["Transition"]):
    """The dated records from which HR's lists and exports are read."""

    def as_of(self, moment: datetime) -> Self:
        """The last record of each participation before ``moment``: how it stood then.

        ``superseded_at`` is when the next record of the participation was made, kept by
        the database itself. Nothing was superseded in the future, and the last ones alone
        have an index of their own.
        """
        if moment > clock.now():
            return self.filter(superseded_at=None)
        standing = Q(superseded_at=None) | Q(superseded_at__gte=moment)
        return self.filter(standing, recorded_at__lt=moment)

    def within(self, scope: Scope) -> Self:
        """What is seen within a scope: asked or shared, and nothing else.

        This is idea 4 of design.md; every list, detail and export starts here.
        """
        seen = self.filter(visible_to_hr=True, entity_id__in=sorted(scope.entities))
        if not scope.team_only:
            return seen
        team = Mandate.objects.current().filter(
            entity_id__in=sorted(scope.entities), person__erased_at=None
        )
        return seen.filter(learner__in=team.values("person"))
