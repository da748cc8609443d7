"""Why a request is refused."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict


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
