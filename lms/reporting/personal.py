"""What reporting holds of a person beside the facts: the questions that they saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds

from .looking import looks_at
from .models import SavedReport

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held.

    That somebody looked at a record is a fact: it is told to who asks what is held, and
    anonymised with the accounts that it names.
    """
    holds("reporting: saved reports", collect=_reports, erase=_delete_reports)
    holds("reporting: looks at the record", collect=_looks, erase=_keep)


def _reports(person: User) -> Rows:
    own = SavedReport.objects.of(person).order_by("pk")
    return [dict(row) for row in own.values("name", "parameters", "saved_at")]


def _delete_reports(person: User) -> int:
    return SavedReport.objects.of(person).delete()[0]


def _looks(person: User) -> Rows:
    return [
        {"by": str(look.by), "page": look.page, "looked_at": look.looked_at}
        for look in looks_at(person)
    ]


def _keep(person: User) -> int:  # noqa: ARG001 (a fact stays)
    return 0
