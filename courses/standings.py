"""How a reader stands in activities, read in two queries whatever their number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from lms.learning.enums import OPEN_STATUSES, Form, Status
from lms.learning.exceptions import First
from lms.learning.models import LearningActivity, Participation, Prerequisite

from .enums import Condition
from .models import Fulfilment
from .outline import Row

if TYPE_CHECKING:
    from lms.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How far a reader is in an activity; empty for who does not take part."""

    participation: int | None = None
    status: str | None = None
    progress: int | None = None
    own_progress: int | None = None
    assigned: bool | None = None
    in_trajectory: bool | None = None
    shared: bool | None = None
    has_entity: bool | None = None
    closed_at: datetime | None = None
    counts_from: datetime | None = None
    last_part: UUID | None = None
    read: bool | None = None
    block: UUID | None = None  # where the reader was in it

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

    def is_before(self, moment: datetime | None) -> bool:
        """Whether it was closed before the cycle that began at a moment."""
        return bool(moment and self.closed_at and self.closed_at < moment)


NOWHERE = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Part):
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

    def get_form_display(self) -> str:
        """The form in words, as templates ask for it of a model."""
        return str(Form(self.form).label)


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
PART = (
    "status",
    "progress",
    "own_progress",
    "assigned",
    "in_trajectory",
    "shared",
    "closed_at",
    "counts_from",
)


def parts(
    reader: User | None, *, keys: Collection[UUID], pks: Collection[int] = ()
) -> dict[UUID, Part]:
    """What a reader takes part in, of these activities, by key: one query.

    The latest of each. While one of them is done again for a renewal, what was completed
    before that began counts no more.
    """
    if reader is None:
        return {}
    pressed = Fulfilment.objects.filter(
        participation=OuterRef("pk"), condition=Condition.READ
    )
    rows = (
        Participation.objects.of(reader)
        .standing()
        .filter(Q(activity__key__in=keys) | Q(activity__in=pks))
        .order_by("pk")
        .values(
            *PART,
            key=F("activity__key"),
            participation=F("pk"),
            has_entity=Q(mandate__isnull=False),
            last_part=F("current_part__key"),
            read=Exists(pressed),
            block=F("place__block"),
        )
    )
    return in_this_cycle({row.pop("key"): Part(**row) for row in rows})


def in_this_cycle(found: Mapping[UUID, Part]) -> dict[UUID, Part]:
    """Without what was closed before the last renewal began of one of these."""
    again = [part.counts_from for part in found.values() if part.counts_from]
    since = max(again, default=None)
    return {key: part for key, part in found.items() if not part.is_before(since)}


def standings(
    found: Mapping[UUID, Part], *, keys: Collection[UUID], pks: Collection[int] = ()
) -> dict[UUID, Standing]:
    """The cards of these activities with what ``parts`` found: one query."""
    wanted = LearningActivity.objects.filter(Q(key__in=keys) | Q(pk__in=pks))
    return {
        row["key"]: Standing(**row, **asdict(found.get(row["key"], NOWHERE)))
        for row in wanted.order_by().values(*CARD)
    }


def what_comes_first(
    reader: User | None, rows: Iterable[Row], found: Mapping[UUID, Part]
) -> dict[UUID, tuple[First, ...]]:
    """What a reader has to complete before each course and lesson in these rows of a tree.

    Nothing of what they began: that stays open. One query, and none where nothing waits.
    """
    waiting = [
        row["translation_key"]
        for row in rows
        if row["waits"] and not found.get(row["translation_key"], NOWHERE).has_begun
    ]
    if not waiting:
        return {}
    missing = Prerequisite.objects.filter(activity__key__in=waiting)
    missing = missing.blocking(reader) if reader else missing.in_force()
    first: dict[UUID, tuple[First, ...]] = {}
    for key, title, address in missing.order_by("pk").values_list(
        "activity__key", "needed__title", "needed__address"
    ):
        first[key] = (*first.get(key, ()), First(title, address))
    return first
