"""Enrolments, and whom to enrol."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .pages import Page, PageQuery
from .words import Day, FormName, Outcome, PersonKey

MOST_PEOPLE = 500


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
