"""How the rest asks about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.db.models.deletion import Collector

if TYPE_CHECKING:
    from .models import User


def are_in_the_records(people: QuerySet[User]) -> bool:
    """Whether any record refers to one of these people, so that none can be deleted."""
    try:
        Collector(using=people.db).collect(people)
    except (ProtectedError, RestrictedError):
        return True
    return False
