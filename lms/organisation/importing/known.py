"""What is known of the people, entities and roles that an import names: read set-wise.

In pieces: a database takes only so many values in one question, and an import names
30,000 people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from lms.accounts.models import User
from lms.organisation.models import Entity, IntegrityRole, Mandate

PIECE: Final = 2_000


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with an account, or who gets one; as they will be after the import.

    ``at_work_here``: has a part in the platform itself, so that whoever imports people
    cannot take their account over by giving it another address. ``confirmed``: their
    address is. ``line`` is the first line that named them.
    """

    pk: int | None = None
    vo_id: str = ""
    personnel_number: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    erased: bool = False
    at_work_here: bool = False
    confirmed: bool = True
    line: int = 0
    changed: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Held:
    """A mandate, as it will be after the import. ``line`` is the one that names it."""

    person: Person
    entity_id: int
    role_id: int
    since: date
    until: date | None
    pk: int | None = None
    line: int = 0
    changed: bool = False

    def overlaps(self, since: date, until: date | None) -> bool:
        """Whether some day lies in both; an absent end never comes."""
        return (until is None or self.since <= until) and (
            self.until is None or since <= self.until
        )


Key = tuple[Person, int, int]


class People:
    """The people of an import, by each id and by their address, and their mandates."""

    def __init__(self) -> None:
        self.by_vo_id: dict[str, Person] = {}
        self.by_number: dict[str, Person] = {}
        self.by_email: dict[str, Person] = {}
        self.by_pk: dict[int, Person] = {}
        self.held: dict[Key, list[Held]] = defaultdict(list)

    def read(self, keys: set[str], emails: set[str]) -> None:
        """Whoever has one of these ids or addresses, with the mandates they hold."""
        for name in ("vo_id", "personnel_number", "email"):
            wanted = emails if name == "email" else keys
            for piece in pieces(wanted):
                self._read(Q(**{f"{name}__in": piece}))
        self._read_other_addresses(emails)
        for piece in pieces(self.by_pk):
            self.read_mandates(Mandate.objects.filter(person__in=piece))

    def read_mandates(self, mandates: Any) -> None:
        """These mandates too, of people who are known or of others."""
        columns = ("pk", "person_id", "entity_id", "role_id", "valid_from", "valid_to")
        for pk, person_id, entity_id, role_id, since, until in mandates.values_list(
            *columns
        ).order_by("valid_from", "pk"):
            person = self.by_pk.setdefault(person_id, Person(pk=person_id))
            of_key = self.held[person, entity_id, role_id]
            if all(each.pk != pk for each in of_key):
                of_key.append(Held(person, entity_id, role_id, since, until, pk=pk))

    def read_holders(self, mandates: Any) -> None:
        """The people who hold these mandates, and the mandates."""
        holders = set(mandates.order_by().values_list("person_id", flat=True))
        for piece in pieces(holders - set(self.by_pk)):
            self._read(Q(pk__in=piece))
        self.read_mandates(mandates)

    def remember(self, person: Person) -> None:
        """Have the lines that follow find this person, by what is known now."""
        if person.vo_id:
            self.by_vo_id[person.vo_id] = person
        if person.personnel_number:
            self.by_number[person.personnel_number] = person
        if person.email:
            self.by_email[person.email] = person

    def _read(self, whom: Q) -> None:
        addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
        found = User.objects.filter(whom).annotate(
            has_group=Exists(User.groups.through.objects.filter(user=OuterRef("pk"))),
            has_row=Exists(addresses),
            has_confirmed=Exists(addresses.filter(verified=True)),
        )
        for row in found.order_by().values(
            *("pk", "vo_id", "personnel_number", "email", "first_name", "last_name"),
            *("erased_at", "is_staff", "is_superuser"),
            *("has_group", "has_row", "has_confirmed"),
        ):
            if row["pk"] in self.by_pk:
                continue
            person = self.by_pk[row["pk"]] = Person(
                pk=row["pk"],
                vo_id=row["vo_id"] or "",
                personnel_number=row["personnel_number"] or "",
                email=row["email"],
                first_name=row["first_name"],
                last_name=row["last_name"],
                erased=row["erased_at"] is not None,
                at_work_here=row["is_staff"] or row["is_superuser"] or row["has_group"],
                confirmed=row["has_confirmed"] or not row["has_row"],
            )
            self.remember(person)

    def _read_other_addresses(self, emails: set[str]) -> None:
        """An address that somebody confirmed beside the one of their account is theirs."""
        others: dict[str, int] = {}
        for piece in pieces(emails):
            confirmed = EmailAddress.objects.filter(email__in=piece, verified=True)
            others.update(confirmed.values_list("email", "user_id"))
        others = {
            email: pk for email, pk in others.items() if email not in self.by_email
        }
        for piece in pieces(set(others.values()) - set(self.by_pk)):
            self._read(Q(pk__in=piece))
        for email, pk in others.items():
            self.by_email[email] = self.by_pk[pk]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Entities by code and by OVO code, and roles by every name that they have."""

    entities: dict[str, Entity]
    roles: dict[str, int]

    def entity(self, written: str) -> Entity | None:
        return self.entities.get(written.strip().casefold())

    def role(self, written: str) -> int | None:
        return self.roles.get(" ".join(written.split()).casefold())


def read_organisation() -> Organisation:
    """All of both: they are few."""
    entities: dict[str, Entity] = {}
    for entity in Entity.objects.select_related("successor").order_by("pk"):
        if entity.ovo_code:
            entities.setdefault(entity.ovo_code.casefold(), entity)
    for entity in Entity.objects.select_related("successor"):
        entities[entity.code.casefold()] = entity
    roles: dict[str, int] = {}
    for name in _NAMES_OF_ROLES:
        for role in IntegrityRole.objects.all():
            for each in name(role):
                roles.setdefault(" ".join(each.split()).casefold(), role.pk)
    return Organisation(entities, roles)


# A name and a slug go before an alias: that may be a name which another role has now.
_NAMES_OF_ROLES: Final[tuple[Callable[[IntegrityRole], list[str]], ...]] = (
    lambda role: [role.name, role.slug],
    lambda role: [str(alias) for alias in role.aliases],
)


def pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    """In lists of as many as one question takes."""
    left = iter(sorted(values))
    while piece := list(islice(left, PIECE)):
        yield piece
