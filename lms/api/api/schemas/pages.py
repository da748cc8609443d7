"""What every list takes and gives."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import StringConstraints


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


class Page(Schema):
    """What every page carries."""

    next: str | None = Field(
        description=gettext_noop("Address of the next page; null on the last one.")
    )
