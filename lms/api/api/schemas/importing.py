"""Lines of an import of people and mandates; their names are those of the file."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .words import LineWord, Text

MOST_LINES = 5000


class ImportedLine(Schema):
    """A person, and perhaps one mandate of theirs; who has several stands on several."""

    persoon_id: Text = Field(
        "", description=gettext_noop("vo_id, else the imported personnel number.")
    )
    voornaam: Text = ""
    naam: Text = ""
    email: Text = Field(
        "",
        alias="e-mail",
        description=gettext_noop("Needed for who has no account yet."),
    )
    entiteit_code: Text = Field(
        description=gettext_noop("Code of the entity, or its OVO code; within reach.")
    )
    rol: Text = Field("", description=gettext_noop("Name, slug or alias of the role."))
    van: Text = Field("", description=gettext_noop("First day, as yyyy-mm-dd."))
    tot: Text | None = Field(
        None,
        description=gettext_noop(
            "Last day; empty text: there is none; null or absent: leave it as it is."
        ),
    )

    model_config = ConfigDict(extra="forbid")


class NewPeople(Schema):
    """What to import."""

    regels: list[ImportedLine] = Field(
        min_length=1, max_length=MOST_LINES, description=gettext_noop("The lines.")
    )
    proef: bool = Field(
        False,  # noqa: FBT003 (so pydantic takes a default)
        strict=True,
        description=gettext_noop("true: tell what would be done, and do nothing."),
    )

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "regels": [
                        {
                            "persoon_id": "DEMO-P-000123",
                            "voornaam": "Noor",
                            "naam": "Peeters",
                            "e-mail": "noor.peeters@voorbeeld.test",
                            "entiteit_code": "DEMO-001",
                            "rol": "contactpersoon-integriteit",
                            "van": "2025-09-01",
                            "tot": None,
                        }
                    ],
                    "proef": True,
                }
            ]
        },
    )


class ImportFinding(Schema):
    """What was done for a line, or one thing that is wrong with it."""

    regel: int = Field(description=gettext_noop("Number of the line, from 1."))
    uitkomst: LineWord
    kolom: str = Field(
        description=gettext_noop("Where it is wrong; empty for the whole line.")
    )
    melding: str


class ImportResult(Schema):
    """What was done, or would be: line by line, and in numbers."""

    proef: bool
    aantallen: dict[LineWord, int] = Field(
        description=gettext_noop("How many lines had each outcome.")
    )
    meldingen: list[ImportFinding] = Field(
        description=gettext_noop("Nothing for a line that changes nothing.")
    )
    opmerkingen: list[str] = Field(
        description=gettext_noop("Sentences about the whole.")
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "proef": True,
                    "aantallen": {"nieuw": 1},
                    "meldingen": [
                        {
                            "regel": 1,
                            "uitkomst": "nieuw",
                            "kolom": "",
                            "melding": "Krijgt een account.",
                        }
                    ],
                    "opmerkingen": [],
                }
            ]
        }
    )
