"""Files that are made in the background: asked for once, made once, kept a week.

A worker can die between any two lines. Who comes after it takes over the job by its
``worker``, writes a file of its own name, and only the one whose name is in the row
counts; what has no row goes with the next ``tick``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
import uuid
from collections import Counter
from datetime import date, datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Final

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.common.private import private_files
from lms.messaging.telling import tell
from lms.reporting.enums import (
    OPEN_STATES,
    Channel,
    ExportFormat,
    JobState,
)
from lms.reporting.exceptions import NotHr, Refused, ReportingError
from lms.reporting.filters import RecordFilter, from_parameters
from lms.reporting.formats import KINDS
from lms.reporting.models import ExportFetch, ExportJob, ExportSchedule
from lms.reporting.querysets import ExportJobQuerySet
from lms.reporting.records import scope_of
from lms.reporting.signals import export_asked

from .differing import changes, previous_of
from .exporting import Export, begin_export

logger = logging.getLogger(__name__)

FOLDER: Final = "exports"
KEPT: Final = timedelta(days=7)
STILL: Final = timedelta(minutes=2)  # without a sign of life: the worker is dead
BEAT: Final = 1.0  # seconds between two signs of life
ATTEMPTS: Final = 3
# A file without a row may be one that is being written now.
STRAY: Final = timedelta(hours=6)


class _Overtaken(Exception):
    """The job is no longer ours: cancelled, or taken over."""


def order_export(
    viewer: User,
    *,
    key: uuid.UUID,
    file_format: ExportFormat,
    peildatum: date,
    filters: RecordFilter,
    schedule: ExportSchedule | None = None,
) -> ExportJob:
    """Ask for a file; the same key, or the same question while it waits, is the same job.

    Raises ``NotHr`` for who is HR of nothing, and ``Refused`` for a key of somebody else.
    """
    scope_of(viewer)
    parameters = filters.parameters()
    question = _hash(file_format, str(peildatum), parameters)
    found = ExportJob.objects.filter(key=key).first()
    found = found or _open_of(viewer, question)
    if found is None:
        try:
            with transaction.atomic():
                found = ExportJob.objects.create(
                    key=key,
                    by=viewer,
                    schedule=schedule,
                    asked_at=clock.now(),
                    seen_at=clock.now(),
                    format=file_format,
                    peildatum=peildatum,
                    filters=parameters,
                    question=question,
                )
                job_id = found.pk
                transaction.on_commit(
                    lambda: export_asked.send_robust(ExportJob, job_id=job_id)
                )
        except IntegrityError:
            found = ExportJob.objects.filter(key=key).first()
            found = found or _open_of(viewer, question)
            if found is None:
                raise
    if found.by_id != viewer.pk:
        raise Refused(_("Something went wrong. Open the page again and try once more."))
    return found


@transaction.atomic
def cancel_job(job: ExportJob) -> bool:
    """Stop making a file, or let go of one that is ready; whether there was anything."""
    found = ExportJob.objects.filter(
        pk=job.pk, state__in=[*OPEN_STATES, JobState.READY]
    )
    name = job.file
    cancelled = found.update(state=JobState.CANCELLED, file="", seen_at=clock.now())
    if cancelled and name:
        transaction.on_commit(lambda: private_files().delete(name))
    return bool(cancelled)


def open_file(job: ExportJob, viewer: User) -> IO[bytes]:
    """The file, for whoever had it made and still may see all that is in it; noted.

    Raises ``NotHr``, and ``Refused`` when it is not there, or when it holds an entity of
    which they are no longer HR.
    """
    scope = scope_of(viewer)
    if not job.is_ready or job.audit is None:
        raise Refused(_("This file is no longer kept. Have it made again."))
    if not scope.entities.issuperset(job.audit.scope):
        raise NotHr(_("You are no longer the HR officer of every entity in this file."))
    try:
        file = private_files().open(job.file)
    except OSError as error:
        raise Refused(_("This file is no longer kept. Have it made again.")) from error
    ExportFetch.objects.create(audit=job.audit, fetched_at=clock.now())
    return file


def make_file(job_id: int) -> None:
    """Make the file of a job that waits, and say so; nothing when somebody is at it."""
    job = _claim(job_id)
    if job is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            _make(job)
        except _Overtaken:
            logger.info("Export %s went on without this worker.", job.key)
        except ReportingError as refusal:
            _fail(job, str(refusal))
        except Exception:
            logger.exception("Export %s could not be made.", job.key)
            _fail(job, _("Something went wrong here. Have the file made again."))


def go_on(now: datetime) -> int:
    """Take up the files at which nobody works any more; how many."""
    waiting = ExportJob.objects.standing_still(now - STILL).values_list("pk", flat=True)
    found = list(waiting.order_by("pk"))
    for pk in found:
        make_file(pk)
    return len(found)


def forget_files(now: datetime) -> int:
    """Let go of files that were kept long enough, and of those of nobody; how many."""
    old = list(ExportJob.objects.too_old(now).values_list("pk", flat=True))
    gone = sum(let_go(pk) for pk in old)
    return gone + _sweep(now)


@transaction.atomic
def let_go(job_id: int, why: str = "") -> int:
    """Keep a file no longer; the job and its audit stay. How many files went: 0 or 1."""
    job = ExportJob.objects.ready().select_for_update().filter(pk=job_id).first()
    if job is None:
        return 0
    name = job.file
    job.state, job.file, job.why = JobState.GONE, "", why
    job.save(update_fields=["state", "file", "why"])
    transaction.on_commit(lambda: private_files().delete(name))
    return 1


def _hash(file_format: str, peildatum: str, parameters: dict[str, str]) -> str:
    asked = json.dumps([file_format, peildatum, parameters], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def _open_of(viewer: User, question: str) -> ExportJob | None:
    return ExportJob.objects.of(viewer).open().filter(question=question).first()


def _claim(job_id: int) -> ExportJob | None:
    """Become the worker of a job that waits, or whose worker died; ``None`` if not.

    Whether that is so is decided in the one statement that says who the worker is.
    """
    now, worker = clock.now(), uuid.uuid4()
    fresh = ExportJob.objects.filter(pk=job_id, state=JobState.WAITING)
    dead = ExportJob.objects.filter(
        pk=job_id, state=JobState.MAKING, seen_at__lt=now - STILL
    )
    ours = {
        "state": JobState.MAKING,
        "worker": worker,
        "seen_at": now,
        "attempts": F("attempts") + 1,
    }
    if not (fresh.update(**ours) or dead.update(**ours)):
        return None
    job = ExportJob.objects.select_related("by", "schedule").get(pk=job_id)
    if job.attempts > ATTEMPTS:
        _fail(job, _("Making this file stopped three times. Ask for fewer rows."))
        return None
    return job


def _make(job: ExportJob) -> None:
    if job.by.erased_at or not job.by.is_active:
        raise Refused(_("This person has no account any more."))
    export = begin_export(
        job.by,
        file_format=ExportFormat(job.format),
        peildatum=job.peildatum,
        filters=from_parameters(job.filters),
        channel=Channel.SCHEDULE if job.schedule else Channel.BACKGROUND,
        schedule=job.schedule.name if job.schedule else "",
    )
    pulse = _Pulse(job)
    files = private_files()
    extension = KINDS[ExportFormat(job.format)].extension
    name = f"{FOLDER}/{job.key}-{uuid.uuid4().hex[:8]}.{extension}"
    with TemporaryFile() as file:
        try:
            for piece in export:
                file.write(piece)
                pulse.beat(export)
        finally:
            export.close()
        size = file.tell()
        file.seek(0)
        pulse.beat(export, at_once=True)
        name = files.save(name, File(file))
    try:
        _finish(job, export, name, size, _difference(export, pulse))
    except BaseException:
        files.delete(name)
        raise


def _difference(export: Export, pulse: _Pulse) -> dict[str, object] | None:
    previous = previous_of(export.audit)
    if previous is None:
        return None
    found = changes(
        export.audit,
        previous,
        scope_of(export.audit.by),
        alive=lambda: pulse.beat(export),
    )
    counts = Counter(change.kind for change in found)
    return {
        "previous": previous.pk,
        "peildatum": previous.peildatum.isoformat(),
        **counts,
    }


@transaction.atomic
def _finish(
    job: ExportJob,
    export: Export,
    name: str,
    size: int,
    difference: dict[str, object] | None,
) -> None:
    now = clock.now()
    finished = _ours(job).update(
        state=JobState.READY,
        audit=export.audit,
        file=name,
        size=size,
        total=export.rows,
        done=export.rows,
        difference=difference,
        seen_at=now,
        expires_at=now + KEPT,
    )
    if not finished:
        raise _Overtaken
    _tell(
        job,
        "ready",
        title=_("Your export is ready: %(name)s") % {"name": _name(job)},
        text=_(
            "The export of completions is ready: %(rows)s rows, as they stood at the end "
            "of %(day)s. It is kept for seven days. You sign in to fetch it: nothing is "
            "sent by mail."
        )
        % {"rows": export.rows, "day": date_format(job.peildatum, "j F Y")},
    )


@transaction.atomic
def _fail(job: ExportJob, why: str) -> None:
    failed = _ours(job).update(state=JobState.FAILED, why=why, seen_at=clock.now())
    if failed and job.by.erased_at is None:
        _tell(
            job,
            "failed",
            title=_("Your export was not made: %(name)s") % {"name": _name(job)},
            text=why,
        )


def _tell(job: ExportJob, what: str, *, title: str, text: str) -> None:
    tell(
        job.by,
        kind="export",
        key=f"export:{what}:{job.key}",
        title=title,
        text=text,
        address=reverse("reporting:job", args=[job.key]),
    )


def _name(job: ExportJob) -> str:
    if job.schedule:
        return job.schedule.name
    return _("completions of %(day)s") % {"day": date_format(job.peildatum, "j F Y")}


def _ours(job: ExportJob) -> ExportJobQuerySet:
    return ExportJob.objects.filter(pk=job.pk, state=JobState.MAKING, worker=job.worker)


class _Pulse:
    """Signs of life, and how far it is; notices that the job is no longer ours."""

    def __init__(self, job: ExportJob) -> None:
        self._job = job
        self._last = time.monotonic()

    def beat(self, export: Export, *, at_once: bool = False) -> None:
        """Say it once a second; raises ``_Overtaken``."""
        now = time.monotonic()
        if now - self._last < BEAT and not at_once:
            return
        self._last = now
        still = _ours(self._job).update(
            seen_at=clock.now(), done=export.rows, total=export.total
        )
        if not still:
            raise _Overtaken


def _sweep(now: datetime) -> int:
    """Files that no job names: a worker died between its file and its row."""
    files = private_files()
    try:
        _folders, names = files.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    known = set(ExportJob.objects.ready().values_list("file", flat=True))
    gone = 0
    for name in (f"{FOLDER}/{each}" for each in names):
        if name not in known and files.get_modified_time(name) < now - STRAY:
            files.delete(name)
            gone += 1
    return gone
