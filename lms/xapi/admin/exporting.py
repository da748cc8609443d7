"""Statements as a file: JSON Lines, streamed, with a trace of who took it.

The trace is an entry in Wagtail's log. ``ExportAudit`` of lms.reporting is about records
for HR (a peildatum, entities), and stands above this app.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement

if TYPE_CHECKING:
    from lms.accounts.models import User
    from lms.xapi.querysets import StatementQuerySet

CONTENT_TYPE: Final = "application/x-ndjson"
ACTION: Final = "xapi.statements_exported"


def export(
    statements: StatementQuerySet, *, by: User, filters: Mapping[str, str]
) -> Iterator[str]:
    """Statements of the record store, one a line, each as it was stored.

    Before the first line leaves, the log says who exports, and by which filters.
    """
    log(
        StoredStatement(pk=0),  # all of them: an entry of the log needs a thing
        ACTION,
        user=by,
        title=_("Statements"),
        data={"filters": dict(filters)},
    )
    return _lines(statements.in_store(Store.RECORD))


def _lines(statements: StatementQuerySet) -> Iterator[str]:
    for texts in statements.texts():
        yield "".join(f"{_on_one_line(text)}\n" for text in texts)


def _on_one_line(text: str) -> str:
    """Between the values of JSON a line break is space; within them it is escaped."""
    return text.replace("\r", " ").replace("\n", " ")
