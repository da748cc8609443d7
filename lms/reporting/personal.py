"""What reporting holds of a person: files that they had made, questions that they saved.

That they took records out is a fact of the audit, and stays with its counts and hash;
a search for who is erased is taken out of its filters. A file that is still kept
may name whoever is erased: files of entities under which that person took part go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from lms.common.personal import Rows, holds
from lms.common.private import private_files
from lms.learning.models import Transition
from lms.xapi.append_only import lifted

from .filters import PARAMETERS
from .looking import looks_at
from .models import ExportAudit, ExportJob, ExportSchedule, SavedReport
from .operations.jobs import let_go

if TYPE_CHECKING:
    from lms.accounts.models import User

SEARCH = PARAMETERS["search"]
NO_LONGER_SAID = "…"


def announce() -> None:
    """Tell the platform what is held.

    That somebody looked at a record is a fact: it is told to who asks what is held, and
    anonymised with the accounts that it names.
    """
    holds("reporting: exports", collect=_collect, erase=_erase)
    holds("reporting: audit of exports", collect=_audit, erase=_stop_naming)
    holds("reporting: scheduled exports", collect=_schedules, erase=_erase_schedules)
    holds("reporting: saved reports", collect=_reports, erase=_delete_reports)
    holds("reporting: looks at the record", collect=_looks, erase=_keep)


def _collect(person: User) -> Rows:
    own = ExportJob.objects.of(person).order_by("pk")
    fields = ("asked_at", "format", "peildatum", "filters", "state", "expires_at")
    return [dict(row) for row in own.values(*fields)]


def _erase(person: User) -> int:
    """The own ones, and every kept file in which this person may have a name."""
    names = list(ExportJob.objects.of(person).values_list("file", flat=True))
    count, _by_model = ExportJob.objects.of(person).delete()
    transaction.on_commit(lambda: _delete(names))
    why = _("Somebody in this file was erased. Have it made again.")
    named_in = set(
        Transition.objects.filter(
            participation__learner=person, visible_to_hr=True, entity__isnull=False
        )
        .order_by()
        .values_list("entity", flat=True)
        .distinct()
    )
    kept = ExportJob.objects.ready().values_list("pk", "audit__scope")
    return count + sum(let_go(pk, why) for pk, scope in kept if named_in & set(scope))


def _schedules(person: User) -> Rows:
    own = ExportSchedule.objects.of(person).order_by("pk")
    fields = ("name", "filters", "format", "rhythm", "next_on", "created_at")
    return [dict(row) for row in own.values(*fields)]


def _erase_schedules(person: User) -> int:
    count, _by_model = ExportSchedule.objects.of(person).delete()
    return count


def _delete(names: list[str]) -> None:
    for name in names:
        if name:
            private_files().delete(name)


def _reports(person: User) -> Rows:
    own = SavedReport.objects.of(person).order_by("pk")
    return [dict(row) for row in own.values("name", "parameters", "saved_at")]


def _delete_reports(person: User) -> int:
    return SavedReport.objects.of(person).delete()[0]


def _looks(person: User) -> Rows:
    return [
        {"by": str(look.by), "page": look.page, "looked_at": look.looked_at}
        for look in looks_at(person)
    ]


def _keep(person: User) -> int:  # noqa: ARG001 (a fact stays)
    return 0


def _audit(person: User) -> Rows:
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
