"""What learning holds of a person beside the record: words and files about exemptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds

from .models import Exemption, VersionMove

if TYPE_CHECKING:
    from lms.accounts.models import User

NO_WORDS = {
    "reason": "",
    "proof": "",
    "file_name": "",
    "file_type": "",
    "file_content": None,
}


def announce() -> None:
    """Tell the platform what is held; the facts themselves are anonymised with the person."""
    holds("learning: exemptions", collect=_exemptions, erase=_empty_exemptions)
    holds("learning: moves", collect=_moves, erase=_empty_moves)


def _exemptions(person: User) -> Rows:
    own = Exemption.objects.filter(completion__learner=person).order_by("pk")
    fields = ("reason", "proof", "file_name", "recorded_at")
    return [dict(row) for row in own.values(*fields)]


def _empty_exemptions(person: User) -> int:
    return Exemption.objects.filter(completion__learner=person).update(**NO_WORDS)


def _moves(person: User) -> Rows:
    own = VersionMove.objects.filter(participation__learner=person).order_by("pk")
    return [dict(row) for row in own.values("reason", "transition__recorded_at")]


def _empty_moves(person: User) -> int:
    return VersionMove.objects.filter(participation__learner=person).update(reason="")
