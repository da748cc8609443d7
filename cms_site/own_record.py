"""What others see of one's own part in an activity, literally ("Toon wat HR ziet")."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import get_language

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity, Participation, Transition
from lms.reporting.records import records_of
from lms.reporting.rows import Row, rows
from lms.xapi.reading import told_of
from lms.xapi.statements.sentences import deed


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: in words, and its JSON as it was stored."""

    words: str
    json_text: str


class OwnRecord:
    """The record of one activity for who takes part in it, read lazily and once."""

    def __init__(self, person: User, key: UUID) -> None:
        """Reads the participations, also those that the person left; see ``exists``."""
        self.person = person
        self.key = key
        self.participations = list(
            Participation.objects.of(person)
            .reported()
            .filter(activity__key=key)
            .select_related("activity", "mandate__entity")
            .open_first()
        )

    @property
    def exists(self) -> bool:
        return bool(self.participations)

    @property
    def activity(self) -> LearningActivity:
        return self.participations[0].activity

    @property
    def is_dilemma(self) -> bool:
        return self.activity.kind == ActivityKind.DILEMMA

    @property
    def entities(self) -> list[str]:
        """Names of the entities whose HR it concerns."""
        mandates = [each.mandate for each in self.participations if each.mandate]
        return list(dict.fromkeys(mandate.entity.name for mandate in mandates))

    @cached_property
    def rows(self) -> list[list[tuple[str, str]]]:
        """The rows of the export, each as columns with their cells."""
        return self._rows_of(self.participations)

    @cached_property
    def shared_rows(self) -> list[list[tuple[str, str]]]:
        """Where the dilemmas of one's own choice are shared as one: that row."""
        if not self.is_dilemma:
            return []
        shared = Participation.objects.of(self.person).sharing_together(self.key)
        return self._rows_of(list(shared.select_related("mandate__entity")))

    @cached_property
    def was_seen(self) -> bool:
        """Whether HR could see it on an earlier day: an export of that day still shows it."""
        seen = Transition.objects.filter(visible_to_hr=True, entity__isnull=False)
        return seen.filter(participation__in=self.participations).exists()

    @cached_property
    def statements(self) -> list[Told]:
        """What the record store holds about it."""
        language = get_language() or "nl"
        return [
            Told(
                deed(one, language=language),
                json.dumps(one, ensure_ascii=False, indent=2),
            )
            for one in told_of(each.registration for each in self.participations)
        ]

    def _rows_of(
        self, participations: list[Participation]
    ) -> list[list[tuple[str, str]]]:
        found = rows(records_of(self.person, participations), clock.today())
        return [_cells(row) for row in found]


def _cells(row: Row) -> list[tuple[str, str]]:
    return [
        (column, "" if cell is None else str(cell))
        for column, cell in row._asdict().items()
    ]
