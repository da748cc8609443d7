"""What goes in and out, as the documentation shows it.

Names of fields are those of the export of completions (interfaces.md), so that a file
and an answer read alike.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StringConstraints

MOST_PEOPLE = 500
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> Any:
    """Days as days alone: no moments, no numbers that happen to be one."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(_("Write the date as yyyy-mm-dd, such as 2025-03-31."))
    if value is not None and not isinstance(value, (str, date)):
        raise ValueError(_("Write the date as yyyy-mm-dd, such as 2025-03-31."))
    return value


Day = Annotated[date, BeforeValidator(_day)]
# What both databases can look for: PostgreSQL refuses NUL.
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
PersonKey = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00]*$")
]
# Words of the platform, spelled out for the documentation; a test keeps them in step.
FormName = Literal["e-learning", "dilemma", "sessie", "traject", "opdracht"]
StatusName = Literal[
    "ingeschreven",
    "bezig",
    "voltooid",
    "niet geslaagd",
    "afwezig",
    "uitgeschreven",
    "vervallen",
]
Standing = Literal["geldig", "vervallen", "ingetrokken", "vervangen"]
Outcome = Literal[
    "ingeschreven", "al-ingeschreven", "al-voltooid", "onbekend", "geweigerd"
]


class PageQuery(Schema):
    """What every list takes."""

    limit: int = Field(
        100, ge=1, le=1000, description=gettext_noop("How many on a page, at most.")
    )
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        None,
        description=gettext_noop(
            "Where to go on: comes in the link next of the page before, and fits only the "
            "same question. Follow that link as it is."
        ),
    )


class CompletionQuery(PageQuery):
    """The filters of the page of HR, under the same names."""

    peildatum: Day | None = Field(
        None,
        description=gettext_noop(
            "As-of date: what was recorded before the end of that day. Today when not "
            "given; the next pages keep it."
        ),
    )
    zoek: Text = Field(
        "", description=gettext_noop("Words of the name, or the persoon_id.")
    )
    entiteit: Text = Field("", description=gettext_noop("Code of the entity."))
    rol: Text = Field("", description=gettext_noop("Name of the role."))
    opleiding: UUID | None = Field(
        None, description=gettext_noop("id of the activity, see activities.")
    )
    vorm: FormName | None = Field(None, description=gettext_noop("Form of learning."))
    status: StatusName | None = Field(
        None, description=gettext_noop("Status of the record.")
    )
    van: Day | None = Field(
        None, description=gettext_noop("Completed on this day or later.")
    )
    tot: Day | None = Field(
        None, description=gettext_noop("Completed on this day or earlier.")
    )


class Completion(Schema):
    """A row of the export of completions, column for column."""

    persoon_id: str = Field(
        description=gettext_noop("vo_id, else the imported personnel number.")
    )
    naam: str = Field(description=gettext_noop("Last name; empty after an erasure."))
    voornaam: str = Field(
        description=gettext_noop("First name; empty after an erasure.")
    )
    entiteit_code: str = Field(description=gettext_noop("Entity at that moment."))
    entiteit_naam: str = Field(
        description=gettext_noop("What it was called at that moment.")
    )
    beleidsdomein: str = Field(
        description=gettext_noop("Policy domain at that moment.")
    )
    rol: str = Field(description=gettext_noop("Role at that moment."))
    opleiding_code: str = Field(description=gettext_noop("Code of the activity."))
    opleiding_titel: str = Field(
        description=gettext_noop("What it was called at that moment.")
    )
    vorm: FormName = Field(description=gettext_noop("Form of learning."))
    status: StatusName = Field(
        description=gettext_noop(
            "vervallen: completed, and the certificate is past its last day."
        )
    )
    startdatum: date | None = Field(description=gettext_noop("Day in Brussels."))
    voltooid_op: date | None = Field(description=gettext_noop("Day in Brussels."))
    duur_minuten: int = Field(
        description=gettext_noop("What the offer states; nothing is measured.")
    )
    certificaatnummer: str = Field(
        description=gettext_noop("The printed number; empty without a certificate.")
    )
    geldig_tot: date | None = Field(
        description=gettext_noop("Last day of the certificate.")
    )
    bron: Literal["platform", "sessie", "vrijstelling", "import"] = Field(
        description=gettext_noop("Where the completion comes from.")
    )
    peildatum: date = Field(description=gettext_noop("As-of date of the answer."))

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "persoon_id": "DEMO-P-000123",
                    "naam": "Peeters",
                    "voornaam": "Noor",
                    "entiteit_code": "DEMO-001",
                    "entiteit_naam": "Agentschap Wegwijzers",
                    "beleidsdomein": "Mobiliteit en Openbare Werken",
                    "rol": "contactpersoon integriteit",
                    "opleiding_code": "IC-03",
                    "opleiding_titel": "De deontologische code in de praktijk",
                    "vorm": "e-learning",
                    "status": "voltooid",
                    "startdatum": "2025-03-03",
                    "voltooid_op": "2025-03-12",
                    "duur_minuten": 25,
                    "certificaatnummer": "",
                    "geldig_tot": None,
                    "bron": "platform",
                    "peildatum": "2025-03-31",
                }
            ]
        }
    )


class Page(Schema):
    """What every page carries."""

    next: str | None = Field(
        description=gettext_noop("Address of the next page; null on the last one.")
    )


class CompletionPage(Page):
    """A page of completions."""

    items: list[Completion]
    peildatum: date = Field(description=gettext_noop("As-of date of every page."))
    voorlopig: bool = Field(
        description=gettext_noop("Whether records of that day may still come in.")
    )


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


class ActivityQuery(PageQuery):
    """Which activities."""

    vorm: FormName | None = Field(None, description=gettext_noop("Form of learning."))


class Activity(Schema):
    """Something of the public offer."""

    id: UUID = Field(description=gettext_noop("Stays the same when it is retitled."))
    iri: str = Field(description=gettext_noop("By which xAPI statements know it."))
    opleiding_code: str
    opleiding_titel: str
    samenvatting: str
    vorm: FormName
    duur_minuten: int
    adres: str = Field(description=gettext_noop("Where people find it."))

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11",
                    "iri": "https://integriteitscampus.example/xapi/activities/course/1",
                    "opleiding_code": "IC-03",
                    "opleiding_titel": "De deontologische code in de praktijk",
                    "samenvatting": "Vijf principes, en wat ze vragen op een gewone dag.",
                    "vorm": "e-learning",
                    "duur_minuten": 25,
                    "adres": "https://integriteitscampus.example/aanbod/code/",
                }
            ]
        }
    )


class ActivityPage(Page):
    """A page of the offer."""

    items: list[Activity]


class Certificate(Schema):
    """A certificate of a trajectory; never the code that opens its public page."""

    certificaatnummer: str
    persoon_id: str
    naam: str = Field(description=gettext_noop("Last name; empty after an erasure."))
    voornaam: str = Field(
        description=gettext_noop("First name; empty after an erasure.")
    )
    opleiding_code: str
    opleiding_titel: str = Field(
        description=gettext_noop("What the trajectory was called when it was issued.")
    )
    voltooid_op: date
    uitgereikt_op: date
    geldig_tot: date | None
    status: Standing = Field(description=gettext_noop("How it stands today."))

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "certificaatnummer": "2025-000042",
                    "persoon_id": "DEMO-P-000123",
                    "naam": "Peeters",
                    "voornaam": "Noor",
                    "opleiding_code": "T-01",
                    "opleiding_titel": "Professionaliseringstraject contactpersonen "
                    "integriteit",
                    "voltooid_op": "2025-03-12",
                    "uitgereikt_op": "2025-03-12",
                    "geldig_tot": "2028-03-12",
                    "status": "geldig",
                }
            ]
        }
    )


class CertificatePage(Page):
    """A page of certificates."""

    items: list[Certificate]


class EnrolmentQuery(PageQuery):
    """Which enrolments."""

    opleiding: UUID | None = Field(
        None, description=gettext_noop("id of the activity, see activities.")
    )


class Enrolment(Schema):
    """What somebody is enrolled for and has not closed yet, as far as HR sees it."""

    persoon_id: str
    naam: str
    voornaam: str
    entiteit_code: str
    rol: str
    opleiding: UUID = Field(description=gettext_noop("id of the activity."))
    opleiding_code: str
    opleiding_titel: str
    vorm: FormName
    status: Literal["ingeschreven", "bezig"]
    startdatum: date | None
    uiterste_datum: date | None = Field(description=gettext_noop("Due date."))

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "persoon_id": "DEMO-P-000123",
                    "naam": "Peeters",
                    "voornaam": "Noor",
                    "entiteit_code": "DEMO-001",
                    "rol": "contactpersoon integriteit",
                    "opleiding": "0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11",
                    "opleiding_code": "IC-03",
                    "opleiding_titel": "De deontologische code in de praktijk",
                    "vorm": "e-learning",
                    "status": "bezig",
                    "startdatum": "2025-03-03",
                    "uiterste_datum": "2025-06-30",
                }
            ]
        }
    )


class EnrolmentPage(Page):
    """A page of enrolments."""

    items: list[Enrolment]


class NewEnrolment(Schema):
    """Whom to enrol, for what."""

    opleiding: UUID = Field(
        description=gettext_noop("id of the activity, see activities.")
    )
    personen: list[PersonKey] = Field(
        min_length=1,
        max_length=MOST_PEOPLE,
        description=gettext_noop("persoon_id of each."),
    )
    uiterste_datum: Day | None = Field(
        None,
        description=gettext_noop(
            "Due date, today or later. Without one, a due date that stands is left alone."
        ),
    )

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "opleiding": "0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11",
                    "personen": ["DEMO-P-000123", "DEMO-P-000124"],
                    "uiterste_datum": "2026-12-31",
                }
            ]
        },
    )


class EnrolmentAnswer(Schema):
    """What became of one person."""

    persoon_id: str
    uitkomst: Outcome
    melding: str = Field(description=gettext_noop("The same in a sentence."))


class EnrolmentResult(Schema):
    """What became of each, in the order of the request."""

    items: list[EnrolmentAnswer]


class Wrong(Schema):
    """One thing that is wrong with a request."""

    where: str = Field(
        description=gettext_noop("Where it stands, such as body.personen or query.van.")
    )
    detail: str


class Problem(Schema):
    """Why a request is refused (RFC 9457)."""

    type: str = Field(
        description=gettext_noop("Where this kind of problem is explained.")
    )
    title: str = Field(description=gettext_noop("The kind of problem, in a sentence."))
    status: int = Field(description=gettext_noop("The status of HTTP."))
    detail: str | None = Field(
        None, description=gettext_noop("What was wrong this time.")
    )
    errors: list[Wrong] | None = Field(
        None, description=gettext_noop("Each thing that is wrong, with its place.")
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "https://integriteitscampus.example/api/docs#invalid",
                    "title": "Iets in de vraag klopt niet",
                    "status": 422,
                    "errors": [
                        {
                            "where": "query.van",
                            "detail": "Schrijf de datum als jjjj-mm-dd, zoals 2025-03-31.",
                        }
                    ],
                }
            ]
        }
    )
