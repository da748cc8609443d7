"""Entities in a tree, and people with a role in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from lms.accounts.models import User
from lms.organisation.enums import EntityType, RoleSlug
from lms.organisation.models import Entity, IntegrityRole, Mandate, PolicyDomain

SINCE: Final = date(2021, 1, 1)
AT_ONCE: Final = 2000
ROOT: Final = "SYN-000"
DEPARTMENTS: Final = 2  # under the root; each has half of the people
AGENCIES: Final = 6  # under each department
SERVICES: Final = 4  # under each agency

# What a person is, and how many of a hundred.
ROLES: Final = {
    "medewerker": ("Medewerker", 74),
    RoleSlug.MANAGER.value: ("Leidinggevende", 12),
    "contactpersoon-integriteit": ("Contactpersoon integriteit", 4),
    "vertrouwenspersoon": ("Vertrouwenspersoon", 4),
    "preventieadviseur": ("Preventieadviseur", 2),
    "ankerpunt-organisatiebeheersing": ("Ankerpunt organisatiebeheersing", 2),
    "diversiteitsambtenaar": ("Diversiteitsambtenaar", 2),
}
FIRST: Final = (
    *("Anke", "Bram", "Céline", "Daan", "Elif", "Femke", "Gert", "Hanne", "Ilse"),
    *("Jef", "Katrien", "Lotte", "Mohamed", "Noor", "Oumaima", "Pieter", "Renée"),
    *("Stijn", "Tine", "Umut", "Veerle", "Wout", "Yasmina", "Zoë"),
)
LAST: Final = (
    *("Aerts", "Bogaert", "Claes", "De Smet", "El Amrani", "Fransen", "Goossens"),
    *("Hermans", "Jacobs", "Kaya", "Lemmens", "Maes", "Nijs", "Peeters", "Raes"),
    *("Segers", "Thijs", "Van den Broeck", "Willems", "Yilmaz", "Özdemir"),
)


def make_entities() -> list[Entity]:
    """A root, what lies under it, and what lies under that; the last are the services."""
    domain, _created = PolicyDomain.objects.get_or_create(
        code="SYN", defaults={"name": "Synthetisch beleidsdomein", "valid_from": SINCE}
    )

    def entity(code: str, name: str, kind: str, parent: Entity | None) -> Entity:
        return Entity.objects.create(
            code=code,
            name=name,
            type=kind,
            parent=parent,
            policy_domain=domain,
            valid_from=SINCE,
        )

    root = entity(ROOT, "Synthetische overheid", EntityType.DEPARTMENT, None)
    made = [root]
    for first in range(1, DEPARTMENTS + 1):
        code = f"SYN-{first}00"
        department = entity(code, f"Departement {first}", EntityType.DEPARTMENT, root)
        made.append(department)
        for second in range(1, AGENCIES + 1):
            code = f"SYN-{first}{second}0"
            agency = entity(
                code, f"Agentschap {first}.{second}", EntityType.IVA, department
            )
            made.append(agency)
            made += [
                entity(
                    f"SYN-{first}{second}{third}",
                    f"Dienst {first}.{second}.{third}",
                    EntityType.SERVICE,
                    agency,
                )
                for third in range(1, SERVICES + 1)
            ]
    return made


def make_people(
    number: int, entities: Sequence[Entity], random: Random, password: str
) -> list[Mandate]:
    """So many learners, evenly over the services, with one mandate each."""
    services = [each for each in entities if each.type == EntityType.SERVICE]
    roles = {slug: _role(slug, name) for slug, (name, _share) in ROLES.items()}
    drawn = random.choices(
        list(roles), [share for _name, share in ROLES.values()], k=number
    )
    hashed = make_password(password)
    people = User.objects.bulk_create(
        (_person(at, random, hashed) for at in range(number)), batch_size=AT_ONCE
    )
    return Mandate.objects.bulk_create(
        (
            Mandate(
                person=person,
                entity=services[at % len(services)],
                role=roles[drawn[at]],
                valid_from=SINCE,
            )
            for at, person in enumerate(people)
        ),
        batch_size=AT_ONCE,
    )


def make_hr(entities: Sequence[Entity], random: Random, password: str) -> list[Mandate]:
    """One HR officer for each entity."""
    role = _role(RoleSlug.HR.value, "HR-verantwoordelijke")
    hashed = make_password(password)
    made = []
    for at, entity in enumerate(entities):
        person = _person(at, random, hashed, of="hr")
        person.save()
        made.append(
            Mandate.objects.create(
                person=person, entity=entity, role=role, valid_from=SINCE
            )
        )
    return made


def _role(slug: str, name: str) -> IntegrityRole:
    role = IntegrityRole.objects.filter(slug=slug).first()
    return role or IntegrityRole.objects.create(slug=slug, name=name)


def _person(at: int, random: Random, password: str, *, of: str = "syn") -> User:
    fields: dict[str, Any] = {
        "email": f"{of}{at:06d}@volume.test",
        "first_name": random.choice(FIRST),
        "last_name": random.choice(LAST),
        "vo_id": f"{of.upper()}-{at:06d}",
        "public_id": UUID(int=random.getrandbits(128), version=4),
        "password": password,
    }
    return User(**fields)
