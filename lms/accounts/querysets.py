"""How the rest asks about accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
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


def whose_factors_resets(administrator: User) -> QuerySet[User]:
    """Whose second factor this administrator may take away.

    Never their own, for which their codes are; that of a superuser only as one, or who
    changes accounts could make one of them their own.
    """
    people = get_user_model()._default_manager.filter(erased_at=None)  # noqa: SLF001
    if not administrator.has_perm("accounts.change_user"):
        return people.none()
    if not administrator.is_superuser:
        people = people.filter(is_superuser=False)
    return people.exclude(pk=administrator.pk)
