"""Taxonomies, policy domains, entities, roles."""

from datetime import date

from lms.learning.models import Term
from lms.organisation.models import Entity, IntegrityRole, PolicyDomain

from .reading import Data, read


def load_terms() -> None:
    """Pillars, principles, levels and themes, in the order of the file."""
    Term.objects.bulk_create(
        Term(position=position, **data)
        for position, data in enumerate(read("terms.toml")["terms"])
    )


def load_organisation() -> None:
    """Policy domains and entities through time, and the integrity roles."""
    content = read("organisation.toml")
    domains = {
        data["code"]: PolicyDomain.objects.create(
            code=data["code"], name=data["name"], **_dates(data)
        )
        for data in content["policy_domains"]
    }
    for data in content["policy_domains"]:
        if data["successor"]:
            PolicyDomain.objects.filter(code=data["code"]).update(
                successor=domains[data["successor"]]
            )
    entities = {
        data["code"]: Entity.objects.create(
            code=data["code"],
            name=data["name"],
            type=data["type"],
            policy_domain=domains[data["policy_domain"]],
            **_dates(data),
        )
        for data in content["entities"]
    }
    for data in content["entities"]:
        Entity.objects.filter(code=data["code"]).update(
            parent=entities.get(data["parent"]),
            successor=entities.get(data["successor"]),
        )
    IntegrityRole.objects.bulk_create(
        IntegrityRole(**data) for data in content["roles"]
    )


def _dates(data: Data) -> dict[str, date | None]:
    return {
        "valid_from": date.fromisoformat(data["valid_from"]),
        "valid_to": date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
    }
