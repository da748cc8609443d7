"""What is measured without the server: statements and the paper of a certificate.

usage: python -m tests.bench.inside RESULT
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.db import transaction  # noqa: E402

from certification.pdf import render  # noqa: E402
from certification.printed import printed  # noqa: E402
from lms.common import clock  # noqa: E402
from lms.learning import statements  # noqa: E402
from lms.learning.enums import ActivityKind  # noqa: E402
from lms.learning.models import Completion, Participation  # noqa: E402
from lms.organisation.models import Mandate  # noqa: E402
from lms.xapi.recording import record  # noqa: E402
from tests.factories.certification import a_certificate  # noqa: E402

PAPERS = 5
SECONDS = 3


def lessons_completed() -> int:
    """By those who did so through the server: the reader alone has a mandate."""
    through = Completion.objects.exclude(learner__in=Mandate.objects.values("person"))
    return through.filter(activity__kind=ActivityKind.LESSON).count()


def statements_per_second() -> float:
    """One statement, one transaction, one writer; on SQLite each waits for the disk."""
    participation = Participation.objects.select_related("activity", "learner").first()
    number, begin = 0, time.perf_counter()
    while (passed := time.perf_counter() - begin) < SECONDS:
        with transaction.atomic():
            told = statements.registered(
                participation, at=clock.now(), around=statements.NOTHING_AROUND
            )
            record(replace(told, id=uuid4()))  # or else it is one event, told once
        number += 1
    return number / passed


def seconds_per_paper() -> float:
    """A certificate as PDF, accessible and with its QR code; the median."""
    on_paper = printed(a_certificate(mandate=Mandate.objects.first()))
    assert on_paper
    times = []
    for _ in range(PAPERS):
        begin = time.perf_counter()
        render(on_paper)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


if __name__ == "__main__":
    result = {
        "completions": lessons_completed(),
        "statements": statements_per_second(),
        "paper": seconds_per_paper(),
    }
    Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")
