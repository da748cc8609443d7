"""Completions: the filters of the page of HR, the columns of the export."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .pages import Page, PageQuery
from .words import Day, FormName, PeriodName, SourceName, StatusName, Text, Yes


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
    eronder: Yes | None = Field(
        None, description=gettext_noop("ja: with what lies under that entity today.")
    )
    beleidsdomein: Text = Field("", description=gettext_noop("Name of the domain."))
    rol: Text = Field("", description=gettext_noop("Name of the role."))
    opleiding: UUID | None = Field(
        None, description=gettext_noop("id of the activity, see activities.")
    )
    vorm: FormName | None = Field(None, description=gettext_noop("Form of learning."))
    status: StatusName | None = Field(
        None, description=gettext_noop("Status of the record.")
    )
    bron: SourceName | None = Field(
        None, description=gettext_noop("Where the completion comes from.")
    )
    periode: PeriodName | None = Field(
        None, description=gettext_noop("Completed in this period, by the as-of date.")
    )
    van: Day | None = Field(
        None, description=gettext_noop("Completed on this day or later.")
    )
    tot: Day | None = Field(
        None, description=gettext_noop("Completed on this day or earlier.")
    )
    te_laat: Yes | None = Field(
        None,
        alias="te-laat",
        description=gettext_noop("ja: open, and past the due date."),
    )
    binnen_dagen: int | None = Field(
        None,
        alias="binnen-dagen",
        ge=1,
        le=3650,
        description=gettext_noop("Open, and due within so many days."),
    )
    gecertificeerd: Yes | None = Field(
        None, description=gettext_noop("ja: with a certificate that holds.")
    )
    vervalt_binnen: int | None = Field(
        None,
        alias="vervalt-binnen",
        ge=1,
        le=120,
        description=gettext_noop(
            "With a certificate that expires within so many months, unless it is renewed."
        ),
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
    bron: SourceName = Field(
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


class CompletionPage(Page):
    """A page of completions."""

    items: list[Completion]
    peildatum: date = Field(description=gettext_noop("As-of date of every page."))
    voorlopig: bool = Field(
        description=gettext_noop("Whether records of that day may still come in.")
    )
