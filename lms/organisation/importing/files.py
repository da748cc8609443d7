"""Files that leave: the template, and a report to work from in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lms.common.guarding import guarded

from .lines import Column

# The code is of no entity, so that what somebody forgets to take out is refused.
EXAMPLES = (
    (
        *("VO-0000001", "", "", "Noor", "Peeters", "noor.peeters@voorbeeld.test"),
        *("VOORBEELD-1", "Contactpersoon integriteit", "1/3/2026", ""),
    ),
    (
        *("", "", "012345", "Samir", "Aerts", "samir.aerts@voorbeeld.test"),
        *("VOORBEELD-1", "Medewerker", "1/9/2025", "31/8/2027"),
    ),
)


def template() -> bytes:
    """A file to fill in, as a Belgian Excel opens it."""
    return for_excel([tuple(Column), *EXAMPLES])


def report_file(lines: Iterable[Any]) -> bytes:
    """Every finding on a row: of ``ReportLine`` s of any import."""
    heads = (
        *(_("Line"), _("Person"), _("What happens"), _("Column")),
        *(_("What stood there"), _("Explanation")),
    )
    rows = (
        (
            *(str(line.number or ""), line.who, line.get_outcome_display()),
            *(line.column, line.given, line.text),
        )
        for line in lines
    )
    return for_excel([heads, *rows])


def for_excel(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a Belgian Excel opens them; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
