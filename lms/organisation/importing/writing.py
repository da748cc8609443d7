"""Writing what a plan says: set-wise, in the transaction of the caller."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from lms.accounts.models import User
from lms.organisation.models import Mandate

from .known import Held, Person, pieces

if TYPE_CHECKING:
    from .judging import Plan

PIECE: Final = 1_000
FIELDS: Final = ("vo_id", "personnel_number", "email", "first_name", "last_name")


def write(plan: Plan) -> frozenset[int]:
    """Make and change what the plan names; ids of who got, changed or lost a mandate."""
    _create(plan.new)
    _change(plan.changed)
    _give(plan.given)
    _alter(plan.altered)
    touched = (*plan.given, *plan.altered)
    return frozenset(held.person.pk for held in touched if held.person.pk is not None)


def _create(people: list[Person]) -> None:
    """Accounts without a password: who has one signs in with the organisation, or asks for one."""
    made = User.objects.bulk_create(
        (_account(person, password=_unusable()) for person in people),
        batch_size=PIECE,
    )
    for person, account in zip(people, made, strict=True):
        person.pk = account.pk
    _confirm_addresses(people)


def _unusable() -> str:
    """As ``make_password(None)``, which takes seconds for 30,000."""
    return f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}"


def _change(people: list[Person]) -> None:
    # As rows that are there already: ``bulk_update`` takes three minutes for 30,000. The
    # other columns of an account stay as they are.
    User.objects.bulk_create(
        (_account(person) for person in people),
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=FIELDS,
        batch_size=PIECE,
    )
    moved = [person for person in people if "email" in person.changed]
    for piece in pieces(person.pk for person in moved):
        EmailAddress.objects.filter(user__in=piece, primary=True).delete()
    for piece in pieces(person.email for person in moved):
        EmailAddress.objects.filter(email__in=piece, verified=False).delete()
    _confirm_addresses(moved)


def _account(person: Person, **more: str) -> User:
    return User(
        pk=person.pk,
        vo_id=person.vo_id or None,
        personnel_number=person.personnel_number or None,
        email=person.email,
        first_name=person.first_name,
        last_name=person.last_name,
        **more,
    )


def _confirm_addresses(people: list[Person]) -> None:
    """Whoever imports vouches for the addresses, as an administrator does."""
    EmailAddress.objects.bulk_create(
        (
            EmailAddress(
                user_id=person.pk, email=person.email, verified=True, primary=True
            )
            for person in people
        ),
        batch_size=PIECE,
    )


def _give(mandates: list[Held]) -> None:
    Mandate.objects.bulk_create(map(_mandate, mandates), batch_size=PIECE)


def _alter(mandates: list[Held]) -> None:
    Mandate.objects.bulk_create(
        map(_mandate, mandates),
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["valid_from", "valid_to"],
        batch_size=PIECE,
    )


def _mandate(held: Held) -> Mandate:
    if held.person.pk is None:
        raise ValueError("Mandates are written after the people who hold them.")
    return Mandate(
        pk=held.pk,
        person_id=held.person.pk,
        entity_id=held.entity_id,
        role_id=held.role_id,
        valid_from=held.since,
        valid_to=held.until,
    )
