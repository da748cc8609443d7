"""What the API holds of a person: answers that name them, for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds

from .models import KeptAnswer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.accounts.models import User


def announce() -> None:
    """Tell the platform what is held."""
    holds("api: answers kept for a day", collect=_collect, erase=_erase)


def _naming(person: User) -> QuerySet[KeptAnswer]:
    if not person.person_key:
        return KeptAnswer.objects.none()
    named: QuerySet[KeptAnswer] = KeptAnswer.objects.filter(
        answer__contains=f'"{person.person_key}"'
    )
    return named


def _collect(person: User) -> Rows:
    return [
        {"made_at": kept.made_at, "system": kept.token.name}
        for kept in _naming(person).select_related("token").order_by("pk")
    ]


def _erase(person: User) -> int:
    gone, _by_model = _naming(person).delete()
    return int(gone)
