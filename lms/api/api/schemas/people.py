"""People and their mandates."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .pages import Page, PageQuery
from .words import Text


class PeopleQuery(PageQuery):
    """Which people."""

    entiteit: Text = Field("", description=gettext_noop("Code of the entity."))
    rol: Text = Field("", description=gettext_noop("Slug of the role."))


class Capacity(Schema):
    """A mandate of today."""

    entiteit_code: str
    entiteit_naam: str
    rol: str = Field(description=gettext_noop("Slug of the role."))
    rol_naam: str
    van: date
    tot: date | None


class Person(Schema):
    """Somebody with a mandate within reach; no e-mail address, which no report needs."""

    persoon_id: str = Field(
        description=gettext_noop("Empty for who has no number yet: import it first.")
    )
    naam: str
    voornaam: str
    mandaten: list[Capacity] = Field(
        description=gettext_noop("Mandates of today, within reach of the token alone.")
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "persoon_id": "DEMO-P-000123",
                    "naam": "Peeters",
                    "voornaam": "Noor",
                    "mandaten": [
                        {
                            "entiteit_code": "DEMO-001",
                            "entiteit_naam": "Agentschap Wegwijzers",
                            "rol": "contactpersoon-integriteit",
                            "rol_naam": "contactpersoon integriteit",
                            "van": "2024-09-01",
                            "tot": None,
                        }
                    ],
                }
            ]
        }
    )


class PeoplePage(Page):
    """A page of people."""

    items: list[Person]
