"""Groups, accounts and mandates. Every person is fictitious."""

from datetime import date

from django.contrib.auth.hashers import make_password

from lms.accounts import operations as accounts
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.organisation import operations as organisation
from lms.organisation.models import Entity, IntegrityRole

from .reading import Data, read

PASSWORD = "integriteit-demo"  # noqa: S105 (the demo's, printed at every start)
EMPLOYEE = "medewerker"


def load_people() -> None:
    """Everyone of ``people.toml``, with mandates; one password hash for all."""
    entities = {entity.code: entity for entity in Entity.objects.all()}
    roles = {role.slug: role for role in IntegrityRole.objects.all()}
    for data in read("people.toml")["people"]:
        person = accounts.create_account(
            email=data["email"],
            password=None,
            first_name=data["given_name"],
            last_name=data["family_name"],
            vo_id=data["vo_id"],
            groups=[PlatformGroup(name) for name in data["groups"]],
            is_superuser=PlatformGroup.ADMINISTRATORS in data["groups"],
        )
        for mandate in data["mandates"]:
            _give(person, mandate, entities, roles)
    User.objects.update(password=make_password(PASSWORD))


def _give(
    person: User,
    data: Data,
    entities: dict[str, Entity],
    roles: dict[str, IntegrityRole],
) -> None:
    mandate = organisation.give_mandate(
        person,
        entity=entities[data["entity"]],
        role=roles[data["role"] or EMPLOYEE],
        since=date.fromisoformat(data["from"]),
    )
    if "to" in data:
        organisation.end_mandate(mandate, on=date.fromisoformat(data["to"]))
