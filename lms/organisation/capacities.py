"""In which capacity somebody acts now, of those that they have today.

Kept in the session, and checked at every use: a mandate that ended is no capacity.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest

from lms.accounts.models import User

from .models import Mandate

KEY: Final = "hoedanigheid"


def capacities_of(person: User) -> list[Mandate]:
    """Today's mandates at entities that exist today, the latest first."""
    return list(Mandate.objects.of(person).of_today().with_names())


def chosen(request: HttpRequest, capacities: list[Mandate]) -> Mandate | None:
    """Of these the one that was chosen, else the first one; None without any."""
    return acting_in(remembered(request), capacities) or next(iter(capacities), None)


def remembered(request: HttpRequest) -> int | None:
    """Which mandate was chosen; whether it still is one is to be checked: ``acting_in``."""
    known = request.session.get(KEY)
    return known if isinstance(known, int) else None


def acting_in(chosen_pk: int | None, capacities: Iterable[Mandate]) -> Mandate | None:
    """Of these the one that was chosen; None when none was, or it has ended."""
    return next((each for each in capacities if each.pk == chosen_pk), None)


def choose(request: HttpRequest, mandate: Mandate) -> None:
    """Act in this capacity until another one is chosen, or the session ends."""
    request.session[KEY] = mandate.pk
