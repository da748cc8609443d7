"""What data protection holds of a person: their requests for erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from lms.common.personal import Rows, holds

from .models import ErasureRequest

if TYPE_CHECKING:
    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("privacy: requests for erasure", collect=_collect, erase=_empty)


def _collect(person: User) -> Rows:
    own = ErasureRequest.objects.of(person).order_by("pk")
    return [
        {
            "asked_at": each.asked_at,
            "reason": each.reason,
            "decision": each.get_decision_display(),
            "decided_at": each.decided_at,
            "answer": each.answer,
        }
        for each in own
    ]


def _empty(person: User) -> int:
    """The words go; that it was asked and decided stays."""
    own = ErasureRequest.objects.of(person).exclude(Q(reason="") & Q(answer=""))
    return own.update(reason="", answer="")
