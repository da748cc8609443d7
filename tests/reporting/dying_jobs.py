"""Workers that die by kill -9 while they make the file of an export.

usage: python -m tests.reporting.dying_jobs POINTS MAILBOX

For each of the POINTS (see ``tests.certification.dying``) a file is asked for, a process
that makes it dies there, and another ticks: minutes later, and hours later. What is left
is printed as a line of JSON. The first point that no process comes to is the last.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.certification.dying import (
    Killer,
    Point,
    delivered_to,
    in_a_process,
    set_up,
)


def order(number: int) -> int:
    """An agency of its own with some records, and a file of them that waits."""
    from uuid import uuid4  # noqa: PLC0415

    from lms.common import clock  # noqa: PLC0415
    from lms.reporting import operations, receivers  # noqa: PLC0415
    from lms.reporting.enums import ExportFormat  # noqa: PLC0415
    from lms.reporting.filters import RecordFilter  # noqa: PLC0415
    from lms.reporting.signals import export_asked  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415
    from tests.factories.learning import an_activity  # noqa: PLC0415

    from .people import an_agency, asked  # noqa: PLC0415

    # Every process counts anew, in one database.
    UserFactory.reset_sequence(1000 * number, force=True)
    export_asked.disconnect(receivers.make_what_was_asked)
    agency = an_agency(f"TEST-{number}")
    for _ in range(2):
        asked(agency.learner(), an_activity())
    return operations.order_export(
        agency.hr,
        key=uuid4(),
        file_format=ExportFormat.CSV,
        peildatum=clock.today(),
        filters=RecordFilter(),
    ).pk


def make(job: int, point: Point | None) -> int:
    """Make the file, and die at a moment; the number of moments that it took."""
    from lms.reporting import operations  # noqa: PLC0415

    killer = Killer(point)
    with killer.watching():
        operations.make_file(job)
    return killer.number


def look(job: int, mailbox: Path) -> dict[str, Any]:
    """Do what falls due minutes and hours later, and tell what there is."""
    from lms.common import clock  # noqa: PLC0415
    from lms.common.private import private_files  # noqa: PLC0415
    from lms.messaging.operations import deliver_what_waits  # noqa: PLC0415
    from lms.reporting import operations  # noqa: PLC0415
    from lms.reporting.models import ExportJob  # noqa: PLC0415

    for hours in (0.1, 7):
        with clock.at(clock.now() + timedelta(hours=hours)):
            operations.go_on(clock.now())
            operations.forget_files(clock.now())
            deliver_what_waits(clock.now())
    found = ExportJob.objects.select_related("by", "audit__its_ending").get(pk=job)
    delivered = delivered_to(found.by.email, mailbox)
    _folders, names = private_files().listdir("exports")
    return {
        "state": found.state,
        "rows": found.audit and found.audit.its_ending.rows,
        "files": [name for name in names if name.startswith(str(found.key))],
        "file": found.file,
        # Who dies between sending and noting it sends again, under the same Message-ID:
        # by that a mailbox tells that it is the same mail.
        "mails": len(set(delivered)),
        "copies": len(delivered),
    }


def main(points: list[Point], mailbox: Path) -> None:
    set_up(mailbox)
    for number, point in enumerate(points, start=1):
        job = in_a_process(lambda number=number: order(number))
        took = in_a_process(lambda job=job, point=point: make(job, point))
        left = in_a_process(lambda job=job: look(job, mailbox))
        line = {"point": point, "killed": took is None, **left}
        print(json.dumps(line), flush=True)  # noqa: T201
        if took is not None:  # beyond the last moment
            break


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
