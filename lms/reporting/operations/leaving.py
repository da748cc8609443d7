"""The audit of files that other apps let go: a zip of certificates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from lms.accounts.models import User
from lms.common import clock
from lms.common.leaving import Ending
from lms.reporting.enums import ZIP, Channel, Outcome
from lms.reporting.models import ExportAudit, ExportEnding


def begin_leaving(
    by: User, *, entities: Iterable[int], filters: dict[str, str]
) -> Ending:
    """Note that certificates of these entities begin to leave; answers how to end it."""
    audit = ExportAudit.objects.create(
        by=by,
        started_at=clock.now(),
        channel=Channel.CERTIFICATES,
        format=ZIP,
        peildatum=clock.today(),
        is_provisional=True,
        filters=filters,
        scope=sorted(entities),
    )
    return partial(_end_leaving, audit)


@transaction.atomic
def _end_leaving(
    audit: ExportAudit, *, complete: bool, items: int, sha256: str
) -> None:
    ExportEnding.objects.create(
        audit=audit,
        ended_at=clock.now(),
        outcome=Outcome.COMPLETE if complete else Outcome.BROKEN_OFF,
        rows=items,
        sha256=sha256,
    )
