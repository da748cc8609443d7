"""The public offer."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict

from .pages import Page, PageQuery
from .words import FormName


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
