"""Certificates of trajectories."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .pages import Page
from .words import Standing


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
