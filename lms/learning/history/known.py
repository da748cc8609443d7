"""What is known of the people and activities on a list of completions: read set-wise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from lms.learning.models import LearningActivity, Participation
from lms.organisation.importing.known import Held, People, Person, pieces


@dataclass(slots=True)
class Known:
    """Who, what, under which mandates, and who takes part in what already."""

    people: People = field(default_factory=People)
    activities: dict[str, LearningActivity] = field(default_factory=dict)
    standing: dict[tuple[int, int], list[Participation]] = field(default_factory=dict)
    renewing: set[int] = field(default_factory=set)
    _held: dict[Person, list[Held]] = field(default_factory=dict)

    def activity(self, written: str) -> LearningActivity | None:
        """By its code, first as it is written and then whatever the case."""
        code = written.strip()
        return self.activities.get(code) or self.activities.get(code.casefold())

    def read_people(self, keys: Collection[str], emails: Collection[str]) -> None:
        """Whoever has one of these ids or addresses, with their mandates."""
        self.people.read(set(keys), set(emails))
        held: dict[Person, list[Held]] = defaultdict(list)
        for (person, _entity, _role), mandates in self.people.held.items():
            held[person].extend(mandates)
        for mandates in held.values():
            mandates.sort(key=lambda one: (one.since, one.pk or 0))
        self._held = held

    def read_activities(self) -> None:
        """Everything with a code: they are few."""
        coded = LearningActivity.objects.exclude(code="").order_by("pk")
        for activity in coded:
            self.activities.setdefault(activity.code.casefold(), activity)
        self.activities |= {activity.code: activity for activity in coded}

    def read_standing(self, people: Iterable[int], activities: Collection[int]) -> None:
        """Who takes part in which of these or took to the end, and who renews something."""
        found: dict[tuple[int, int], list[Participation]] = defaultdict(list)
        for piece in pieces(set(people)):
            own = Participation.objects.standing().filter(
                learner__in=piece, activity__in=activities
            )
            for each in own.order_by("pk"):
                found[each.learner_id, each.activity_id].append(each)
            renewals = Participation.objects.renewing().filter(learner__in=piece)
            self.renewing.update(renewals.order_by().values_list("learner", flat=True))
        self.standing = found

    def mandate(
        self,
        person: Person,
        day: date,
        today: date,
        *,
        entity_id: int | None,
        role_id: int | None,
    ) -> Held | None:
        """Of a day, else of today; where a line names one, else the last that fits it."""
        fitting = [
            each
            for each in self._held.get(person, ())
            if entity_id in (None, each.entity_id) and role_id in (None, each.role_id)
        ]
        for moment in (day, today):
            running = [each for each in fitting if each.overlaps(moment, moment)]
            if running:
                return running[0]
        named = entity_id is not None or role_id is not None
        return fitting[-1] if fitting and named else None
