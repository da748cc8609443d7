"""Importing historic completions: a check, and then person by person, each line whole.

The check is of the whole file and writes its report alone. What is carried out is
recorded line by line, some lines in a transaction: nobody waits long for it, whoever dies
in between leaves lines that wait, and two at once share the work (decision 38).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import HistoryOutcome
from lms.learning.exceptions import CompletedAlready, LearningError
from lms.learning.history.judging import Judged, judge
from lms.learning.history.lines import GivenLine, lines_of
from lms.learning.models import HistoryLine, HistoryRun
from lms.organisation.enums import RunState
from lms.organisation.exceptions import UnreadableFile
from lms.organisation.operations import runs

from .taking_over import take_over

logger = logging.getLogger(__name__)

# The worker has mails and documents to make too, and tick has other jobs.
SECONDS: Final = 20.0
# Lines in one transaction: enough to share the cost of a commit, few enough that nobody
# waits for it.
TOGETHER: Final = 10
PIECE: Final = 1_000


def receive_history(
    content: IO[bytes], *, name: str, by: User, key: UUID
) -> HistoryRun:
    """Keep a file to be checked by a task; a form that is sent twice gives one run."""
    run: HistoryRun
    run, _created = runs.receive(HistoryRun, content, name=name, by=by, key=key)
    return run


def order_history(run_id: int) -> bool:
    """Have a run that was checked carried out; whether this was the press that did it."""
    return runs.order(HistoryRun.objects.filter(pk=run_id))


def import_history(lines: Iterable[GivenLine], *, by: User) -> HistoryRun:
    """Check lines as a run without a file, which waits to be ordered. For the command.

    Raises ``UnreadableFile`` as the reading of the lines does; then there is no run.
    """
    judged = judge(lines, by=by)
    now = clock.now()
    run = HistoryRun.objects.create(
        key=uuid4(), by=by, received_at=now, touched_at=now, tries=1
    )
    _keep_report(run, judged)
    run.refresh_from_db()
    return run


def work_at_history(run_id: int, *, until: float | None = None) -> bool:
    """Check the file of a run, or record what waits until a moment of ``time.monotonic``.

    Whether some still waits. Nothing for a run that is finished, or waits to be ordered.
    """
    run: HistoryRun | None = runs.take_up(HistoryRun, run_id)
    if run is None:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        if run.state == RunState.ORDERED:
            return _carry_out(run, until)
        if run.tries > runs.TRIES:
            runs.fail(
                run, _("This file stopped us several times. Split it and try again.")
            )
            return False
        try:
            _check(run)
        except UnreadableFile as refusal:
            runs.fail(run, str(refusal))
        except Exception:
            logger.exception("Import of completions %s failed.", run.key)
            runs.fail(
                run, _("Something went wrong here. Try again, or ask the operators.")
            )
    return False


def go_on_with_history(now: datetime) -> int:
    """Take up the runs at which nobody works any more; how many. For ``tick``."""
    standing_still = runs.standing_still(HistoryRun, now)
    until = time.monotonic() + SECONDS
    for pk in standing_still:
        work_at_history(pk, until=until)
    return len(standing_still)


def forget_history(now: datetime) -> int:
    """Delete files that are no longer needed and the lines of old reports; how many.

    What nobody ordered in all that time is not carried out any more.
    """
    files = runs.forget_files(HistoryRun, now)
    at_work = HistoryRun.objects.at_work().values("pk")
    gone = runs.forget_lines(HistoryLine.objects.exclude(run__in=at_work), now)
    left = HistoryRun.objects.filter(state=RunState.CHECKED, lines=None)
    left.filter(numbers__has_key=HistoryOutcome.WAITING).update(
        state=RunState.FAILED,
        notes=[_("This waited too long to be carried out. Send the file again.")],
    )
    return files + gone


def _check(run: HistoryRun) -> None:
    if not run.file:
        raise UnreadableFile(_("The file of this import is gone. Send it again."))
    with run.file.open("rb") as content:
        judged = judge(lines_of(content), by=run.by)
    _keep_report(run, judged)


@transaction.atomic
def _keep_report(run: HistoryRun, judged: list[Judged]) -> None:
    held = HistoryRun.objects.select_for_update(of=("self",), no_key=True).get(
        pk=run.pk
    )
    if held.state != RunState.RECEIVED:
        return  # another worker was first
    HistoryLine.objects.filter(run=run).delete()
    HistoryLine.objects.bulk_create(
        (line for each in judged for line in _rows(run, each)), batch_size=PIECE
    )
    _finish(held, RunState.CHECKED)


def _rows(run: HistoryRun, judged: Judged) -> Iterator[HistoryLine]:
    told = {"run": run, "number": judged.line.number, "who": judged.line.who[:254]}
    for column, given, text in judged.faults:
        yield HistoryLine(
            **told,
            outcome=HistoryOutcome.REFUSED,
            column=column,
            given=given[:254],
            text=text[:1000],
        )
    if judged.faults:
        return
    line = HistoryLine(**told, outcome=judged.outcome, text=judged.text[:1000])
    line.person_id = judged.person.pk if judged.person else None
    if judged.outcome == HistoryOutcome.WAITING:
        line.activity = judged.activity
        line.mandate_id = judged.mandate.pk if judged.mandate else None
        line.completed_on = judged.day
        line.proof = judged.proof
    yield line


def _finish(run: HistoryRun, state: RunState) -> None:
    """Set how far a run is, with how many lines came to what."""
    counted = HistoryLine.objects.filter(run=run).order_by().values_list("outcome")
    run.numbers = dict(counted.annotate(lines=Count("number", distinct=True)))
    run.state, run.finished_at = state, clock.now()
    run.save(update_fields=["state", "finished_at", "numbers"])


def _carry_out(run: HistoryRun, until: float | None) -> bool:
    """Record what waits; whether some still does.

    Where somebody died before, one line at a time is tried: so what kills is found.
    """
    if run.tries > runs.TRIES:
        _refuse_what_kills(run)
    together = 1 if run.tries > 1 else TOGETHER
    own = HistoryRun.objects.filter(pk=run.pk)
    waiting = run.lines.waiting().order_by("pk")
    while pks := list(waiting.values_list("pk", flat=True)[:together]):
        if until is not None and time.monotonic() >= until:
            own.update(tries=0)
            return True
        _record_together(pks, run)
        own.update(touched_at=clock.now(), tries=0)
    with transaction.atomic():
        held = own.select_for_update(of=("self",), no_key=True).get()
        if held.state == RunState.ORDERED:
            _finish(held, RunState.DONE)
    return False


def _refuse_what_kills(run: HistoryRun) -> None:
    """The line at which workers died several times is left out, and the rest goes on."""
    first = run.lines.waiting().order_by("pk").values_list("pk", flat=True)[:1]
    HistoryLine.objects.waiting().filter(pk__in=list(first)).update(
        outcome=HistoryOutcome.REFUSED,
        proof="",
        text=_("This stopped us several times. Import this line again, alone."),
    )


@transaction.atomic
def _record_together(pks: list[int], run: HistoryRun) -> None:
    """Some lines in one transaction, each whole by itself.

    Everybody in them is held first, in one order, as every operation on somebody's
    learning does: the sequence of statements comes last, so nobody waits in a circle.
    """
    lines = HistoryLine.objects.filter(pk__in=pks)
    if connection.features.has_select_for_update:
        people = list(lines.values_list("person", flat=True))
        list(
            User.objects.select_for_update(no_key=True)
            .filter(pk__in=people)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
    waiting = (
        lines.waiting()
        .select_for_update(of=("self",), no_key=True)
        .select_related("person", "activity", "mandate__entity__policy_domain")
        .select_related("mandate__role")
        .order_by("pk")
    )
    for line in waiting:
        _record(line, run)


def _record(line: HistoryLine, run: HistoryRun) -> None:
    outcome, text = HistoryOutcome.RECORDED, line.text
    if not (line.person and line.activity and line.completed_on):
        raise ValueError("What waits is whole: the database sees to that.")
    try:
        take_over(
            line.person,
            line.activity,
            by=run.by,
            on=line.completed_on,
            proof=line.proof,
            mandate=line.mandate,
            run=run,
        )
    except CompletedAlready as known:
        outcome, text = HistoryOutcome.UNCHANGED, str(known)
    except LearningError as refusal:
        outcome, text = HistoryOutcome.REFUSED, str(refusal)
    except Exception:
        logger.exception("Line %d of an import could not be recorded.", line.pk)
        outcome = HistoryOutcome.REFUSED
        text = _("Something went wrong here. Import this line again.")
    line.outcome, line.text, line.proof = outcome, text, ""
    line.save(update_fields=["outcome", "text", "proof"])
