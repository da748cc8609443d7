"""What reporting holds of a person: the exports that they made.

The audit stays, for it is not erasable (design.md): who was searched for in an export is
taken out of its filters when that person is erased, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.common.personal import Rows, holds
from lms.xapi.append_only import lifted

from .filters import PARAMETERS
from .models import ExportAudit

if TYPE_CHECKING:
    from lms.accounts.models import User

SEARCH = PARAMETERS["search"]
NO_LONGER_SAID = "…"


def announce() -> None:
    """Tell the platform what is held."""
    holds("reporting: exports", collect=_collect, erase=_stop_naming)


def _collect(person: User) -> Rows:
    own = ExportAudit.objects.filter(by=person).with_ending().order_by("pk")
    return [
        {
            "started_at": each.started_at,
            "channel": each.get_channel_display(),
            "format": each.get_format_display(),
            "peildatum": each.peildatum,
            "filters": each.filters,
            "rows": each.ending.rows if each.ending else None,
            "sha256": each.ending.sha256 if each.ending else "",
        }
        for each in own
    ]


def _stop_naming(person: User) -> int:
    """Empty the search by which somebody looked for this person; how many exports."""
    names = {person.last_name, person.first_name, person.person_key}
    words = {word.casefold() for name in names for word in name.split()}
    searched = ExportAudit.objects.filter(filters__has_key=SEARCH)
    naming = [
        audit
        for audit in searched
        if words & {word.casefold() for word in audit.filters[SEARCH].split()}
    ]
    with lifted():  # an erasure: counts, hash and scope stay
        for audit in naming:
            filters = {**audit.filters, SEARCH: NO_LONGER_SAID}
            ExportAudit.objects.filter(pk=audit.pk).update(filters=filters)
    return len(naming)
