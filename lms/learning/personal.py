"""What learning holds of a person beside the record: words and files about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from lms.common.personal import Rows, holds
from lms.common.private import private_files

from .models import (
    Attest,
    BulkLine,
    Exemption,
    LearningRequest,
    RuleException,
    VersionMove,
)

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
    holds("learning: exceptions", collect=_exceptions, erase=_empty_exceptions)
    holds("learning: requests", collect=_requests, erase=_empty_requests)
    holds("learning: attests", collect=_attests, erase=_empty_attests)
    holds("learning: lists of people", collect=_lines, erase=_empty_lines)


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


def _exceptions(person: User) -> Rows:
    own = RuleException.objects.filter(person=person).order_by("pk")
    fields = ("rule__name", "reason", "due_on", "valid_from", "valid_to")
    return [dict(row) for row in own.values(*fields)]


def _empty_exceptions(person: User) -> int:
    return RuleException.objects.filter(person=person).update(reason="")


def _requests(person: User) -> Rows:
    own = LearningRequest.objects.filter(learner=person).order_by("pk")
    fields = ("kind", "activity__title", "reason", "wished_on", "asked_at", "state")
    return [dict(row) for row in own.values(*fields, "granted_on", "answer")]


def _empty_requests(person: User) -> int:
    own = LearningRequest.objects.filter(learner=person)
    return own.update(reason="", answer="")


def _attests(person: User) -> Rows:
    own = Attest.objects.filter(person=person).order_by("pk")
    fields = ("kind", "institution__name", "hours", "held_on", "file_name", "state")
    return [dict(row) for row in own.values(*fields, "answer")]


def _empty_attests(person: User) -> int:
    """The file goes once it is committed: what rolls back has its file still."""
    own = Attest.objects.filter(person=person)
    for name in own.exclude(file="").values_list("file", flat=True):
        transaction.on_commit(partial(private_files().delete, name))
    return own.update(file="", file_name="", file_type="", answer="")


def _lines(person: User) -> Rows:
    own = BulkLine.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in own.values("bulk__activity__title", "given", "state")]


def _empty_lines(person: User) -> int:
    return BulkLine.objects.filter(person=person).update(given="", person=None)
