"""Importing people and mandates: one transaction for a whole run, all of it or nothing.

A run of 30,000 lines takes seconds, less than others wait for the database (measured:
tests/soak/test_importing.py), so slices would only add states to be half in (decision 28).
Whoever dies in between has changed nothing, and ``tick`` tries the run again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.enums import RunState
from lms.organisation.exceptions import UnreadableFile
from lms.organisation.importing.checking import Checked
from lms.organisation.importing.judging import Plan, check_all
from lms.organisation.importing.lines import PersonLine
from lms.organisation.importing.reading import lines_of
from lms.organisation.importing.reports import Finding, Report
from lms.organisation.importing.writing import write
from lms.organisation.models import Entity, ImportLine, ImportRun

from . import runs
from .mandates import announce_change

logger = logging.getLogger(__name__)


def import_people(
    lines: Iterable[PersonLine],
    *,
    by: User | None,
    dry_run: bool,
    complete_for: Collection[Entity] = (),
    within: frozenset[int] | None = None,
) -> Report:
    """Create and change people, give, change and end mandates, as these lines say.

    Lines that are right are carried out, and the others told in the report, by line and
    column; a second time nothing is changed. ``complete_for``: entities for which the
    lines name every mandate, so that what runs there and is on no line ends today; not
    where a line was refused. ``within``: ids of the entities that ``by`` may touch, None
    for all: what is told is then the same whoever there is elsewhere. ``dry_run`` writes
    nothing. All in one transaction; that it happened is kept as an ``ImportRun``, with no
    lines but those that wait for an administrator. Raises ``IntegrityError`` when somebody else
    made the same person or mandate meanwhile: then nothing was changed.
    """
    checked = check_all(lines)
    if dry_run:
        return _plan(checked, complete_for=complete_for, within=within).report
    with transaction.atomic():
        report = _carry_out(_plan(checked, complete_for=complete_for, within=within))
        now = clock.now()
        run = ImportRun.objects.create(
            by=by,
            state=RunState.DONE,
            received_at=now,
            touched_at=now,
            finished_at=now,
            numbers=report.kept_numbers,
            notes=report.notes,
        )
        run.complete_for.set(complete_for)
        ImportLine.objects.bulk_create(_rows(run, report.held), batch_size=1_000)
    return report


@transaction.atomic
def receive_file(
    content: IO[bytes],
    *,
    name: str,
    by: User | None,
    key: UUID,
    complete_for: Iterable[Entity] = (),
) -> ImportRun:
    """Keep a file to be checked by a task; a form that is sent twice gives one run."""
    run: ImportRun
    run, created = runs.receive(ImportRun, content, name=name, by=by, key=key)
    if created:
        run.complete_for.set(complete_for)
    return run


def order_run(run_id: int) -> bool:
    """Have a run that was checked carried out; whether this was the press that did it."""
    return runs.order(ImportRun.objects.filter(pk=run_id))


def work(run_id: int) -> None:
    """Check the file of a run, or carry it out; nothing for one that waits for nothing.

    The report is of the moment of carrying out: what others changed since the check is
    in it.
    """
    run = runs.take_up(ImportRun, run_id)
    if run is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if run.tries > runs.TRIES:
            runs.fail(
                run, _("This file stopped us several times. Split it and try again.")
            )
            return
        try:
            _work(run)
        except UnreadableFile as refusal:
            runs.fail(run, str(refusal))
        except IntegrityError:
            logger.exception("Import %s met another one.", run.key)
            runs.fail(
                run,
                _("Somebody changed the same people meanwhile. Import the file again."),
            )
        except Exception:
            logger.exception("Import %s failed.", run.key)
            runs.fail(
                run, _("Something went wrong here. Try again, or ask the operators.")
            )


def go_on(now: datetime) -> int:
    """Take up the runs at which nobody works any more; how many."""
    standing_still = runs.standing_still(ImportRun, now)
    for pk in standing_still:
        work(pk)
    return len(standing_still)


def forget(now: datetime) -> int:
    """Delete files that are no longer needed and the lines of old reports; how many."""
    files = runs.forget_files(ImportRun, now)
    return files + runs.forget_lines(ImportLine.objects.all(), now)


def _work(run: ImportRun) -> None:
    if not run.file:
        raise UnreadableFile(_("The file of this import is gone. Send it again."))
    with run.file.open("rb") as content:
        checked = check_all(lines_of(content))
    complete_for = list(run.complete_for.all())
    if run.state == RunState.RECEIVED:
        report = _plan(checked, complete_for=complete_for).report
    with transaction.atomic():
        held = ImportRun.objects.select_for_update(of=("self",), no_key=True).get(
            pk=run.pk
        )
        if held.state != run.state:
            return  # another worker was first
        if run.state == RunState.RECEIVED:
            _keep_report(held, report, RunState.CHECKED)
            return
        report = _carry_out(_plan(checked, complete_for=complete_for))
        _keep_report(held, report, RunState.DONE)


def _plan(checked: list[Checked], **how: Any) -> Plan:
    return Plan(checked, today=clock.today(), **how)


def _carry_out(plan: Plan) -> Report:
    plan.report.people = write(plan)
    announce_change(plan.report.people)
    return plan.report


def _keep_report(run: ImportRun, report: Report, state: RunState) -> None:
    ImportLine.objects.filter(run=run).delete()
    ImportLine.objects.bulk_create(_rows(run, report.findings), batch_size=1_000)
    run.state, run.finished_at = state, clock.now()
    run.numbers, run.notes = dict(report.numbers), report.notes
    run.save(update_fields=["state", "finished_at", "numbers", "notes"])


def _rows(run: ImportRun, findings: Iterable[Finding]) -> Iterator[ImportLine]:
    for each in findings:
        yield ImportLine(
            run=run,
            number=each.number,
            outcome=each.outcome,
            who=each.who[:254],
            column=each.column,
            given=each.given[:254],
            text=each.text[:1000],
        )
