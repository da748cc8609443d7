"""How a reader stands in activities, read in one query whatever their number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from lms.learning.enums import OPEN_STATUSES, Form, Status
from lms.learning.models import LearningActivity

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The card of an activity and, when the reader takes part, how far they are."""

    pk: int
    key: UUID
    kind: str
    form: str
    title: str
    summary: str
    address: str
    picture: str
    duration_minutes: int
    is_offered: bool
    participation: int | None = None
    status: str | None = None
    progress: int | None = None
    own_progress: int | None = None
    assigned: bool | None = None
    in_trajectory: bool | None = None
    shared: bool | None = None
    closed_at: datetime | None = None
    last_part: UUID | None = None

    def get_form_display(self) -> str:
        """The form in words, as templates ask for it of a model."""
        return str(Form(self.form).label)

    @property
    def takes_part(self) -> bool:
        return self.participation is not None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_completed(self) -> bool:
        return self.status == Status.COMPLETED

    @property
    def has_begun(self) -> bool:
        return self.takes_part and self.status != Status.REGISTERED

    @property
    def is_asked(self) -> bool:
        return bool(self.assigned or self.in_trajectory)


CARD = (
    "pk",
    "key",
    "kind",
    "form",
    "title",
    "summary",
    "address",
    "picture",
    "duration_minutes",
    "is_offered",
)
MINE = {
    "participation": F("mine__pk"),
    "status": F("mine__status"),
    "progress": F("mine__progress"),
    "own_progress": F("mine__own_progress"),
    "assigned": F("mine__assigned"),
    "in_trajectory": F("mine__in_trajectory"),
    "shared": F("mine__shared"),
    "closed_at": F("mine__closed_at"),
    "last_part": F("mine__current_part__key"),
}
STANDING = [status for status in Status.values if status != Status.WITHDRAWN]


def standings(
    reader: User | None, *, keys: Collection[UUID], pks: Collection[int] = ()
) -> dict[UUID, Standing]:
    """The standings of these activities by key; without a reader, their cards alone.

    One participation stands per learner and activity, so there is one row for each.
    """
    wanted = LearningActivity.objects.filter(Q(key__in=keys) | Q(pk__in=pks)).order_by()
    if reader is None:
        rows = wanted.values(*CARD)
    else:
        rows = wanted.annotate(
            mine=FilteredRelation(
                "participations",
                condition=Q(
                    participations__learner=reader, participations__status__in=STANDING
                ),
            )
        ).values(*CARD, **MINE)
    return {row["key"]: Standing(**row) for row in rows}
