"""The life of a file that is imported, whatever it is about: received, checked, carried out.

What the lines mean, whoever imports them knows; here is what every import has to keep.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import IO, Any, Final
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import F, QuerySet

from lms.accounts.models import User
from lms.common import clock
from lms.organisation.enums import RunState
from lms.organisation.models import FileRun

STILL: Final = timedelta(minutes=5)
TRIES: Final = 3
FILE_KEPT: Final = timedelta(days=7)
LINES_KEPT: Final = timedelta(days=90)
CHUNK: Final = 256 * 1024


@transaction.atomic
def receive(
    runs: type[FileRun], content: IO[bytes], *, name: str, by: User | None, key: UUID
) -> tuple[Any, bool]:
    """Keep a file as a run of this kind, and whether it is new: the same key is one run."""
    now = clock.now()
    run, created = runs.objects.get_or_create(
        key=key,
        defaults={
            "by": by,
            "file_name": name[:100],
            "received_at": now,
            "touched_at": now,
        },
    )
    if created:
        run.sha256 = _hash_of(content)
        run.file.save(f"{key}.lijst", File(content), save=False)
        run.save(update_fields=["sha256", "file"])
    return run, created


def order(runs: QuerySet[Any]) -> bool:
    """Have a run that was checked carried out; whether this was the press that did it."""
    checked = runs.filter(state=RunState.CHECKED)
    return bool(checked.update(state=RunState.ORDERED, touched_at=clock.now(), tries=0))


def take_up(runs: type[FileRun], run_id: int) -> Any | None:
    """The run, when there is work to do for it; that somebody is at it is noted."""
    at_work = runs.objects.at_work().filter(pk=run_id)
    if not at_work.update(touched_at=clock.now(), tries=F("tries") + 1):
        return None
    return runs.objects.get(pk=run_id)


def standing_still(runs: type[FileRun], now: datetime) -> list[int]:
    """Ids of the runs at which nobody works any more."""
    return list(runs.objects.standing_still(now - STILL).values_list("pk", flat=True))


def fail(run: FileRun, sentence: str) -> None:
    """Give up a run, and say why; nothing for one that is not at work."""
    at_work = type(run).objects.at_work().filter(pk=run.pk)
    at_work.update(state=RunState.FAILED, notes=[sentence], finished_at=clock.now())


def forget_files(runs: type[FileRun], now: datetime) -> int:
    """Delete the files that are no longer needed; how many."""
    return drop_files(
        runs.objects.exclude(file="").filter(received_at__lt=now - FILE_KEPT)
    )


def drop_files(found: QuerySet[Any]) -> int:
    """Delete the files of these runs; how many."""
    count = 0
    for run in found:
        run.file.delete(save=False)
        type(run).objects.filter(pk=run.pk).update(file="")
        count += 1
    return count


def forget_lines(lines: QuerySet[Any], now: datetime) -> int:
    """Delete the lines of old reports among these; how many."""
    deleted, _by_model = lines.filter(run__received_at__lt=now - LINES_KEPT).delete()
    return deleted


def _hash_of(content: IO[bytes]) -> str:
    content.seek(0)
    found = hashlib.sha256()
    while chunk := content.read(CHUNK):
        found.update(chunk)
    content.seek(0)
    return found.hexdigest()
