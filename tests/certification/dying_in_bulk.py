"""Workers that die by kill -9 in the middle of a batch.

usage: python -m tests.certification.dying_in_bulk POINTS MAILBOX

For each of the POINTS (see ``dying``) a batch of three people is ordered, a process that
issues it dies there, and another ticks. What is left is printed as a line of JSON.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from tests.certification.dying import (
    Killer,
    Point,
    delivered_to,
    in_a_process,
    set_up,
)

PEOPLE = 3


def order(number: int) -> int:
    """People who attended before anything was promised, and a batch that nobody began."""
    from certification import operations, receivers  # noqa: PLC0415
    from certification.signals import batch_started  # noqa: PLC0415
    from lms.common import clock  # noqa: PLC0415
    from lms.learning import operations as learning  # noqa: PLC0415
    from lms.learning.enums import ActivityKind  # noqa: PLC0415
    from lms.learning.models import LearningActivity  # noqa: PLC0415
    from tests.factories.accounts import UserFactory  # noqa: PLC0415
    from tests.factories.learning import an_activity  # noqa: PLC0415

    # Every process counts anew, in one database.
    UserFactory.reset_sequence(1000 * number, force=True)
    activity, session = an_activity(ActivityKind.SESSION), uuid4()
    trainer = UserFactory()
    for _ in range(PEOPLE):
        learning.record_completion(
            UserFactory(),
            activity,
            by=trainer,
            at=clock.now(),
            evidence={"session": str(session)},
        )
    LearningActivity.objects.filter(pk=activity.pk).update(attested_since=clock.now())
    activity.refresh_from_db()
    batch_started.disconnect(receivers.issue_what_was_asked)
    return operations.order_for_attendees(activity, session, by=trainer).pk


def issue(batch: int, point: Point | None) -> bool:
    """Issue it, and die at a point."""
    from certification import operations  # noqa: PLC0415

    with connection.execute_wrapper(Killer(point if point is not None else "-")):
        return operations.work(batch)


def look(batch: int, mailbox: Path) -> dict[str, Any]:
    """Tick twice, and tell what there is for each of them."""
    from certification.models import Batch, Certificate  # noqa: PLC0415
    from lms.common import clock  # noqa: PLC0415
    from lms.messaging.models import SentMail  # noqa: PLC0415

    for _ in range(2):
        with clock.at(clock.now() + timedelta(days=1)):
            call_command("tick", verbosity=0)
    found = Batch.objects.get(pk=batch)
    people = [line.person for line in found.lines.select_related("person")]
    return {
        "finished": found.finished_at is not None,
        "states": sorted(found.lines.values_list("state", flat=True)),
        "certificates": [Certificate.objects.of(one).count() for one in people],
        "mails": [
            SentMail.objects.filter(recipients=one.email).count() for one in people
        ],
        "delivered": [len(delivered_to(one.email, mailbox)) for one in people],
    }


def main(points: list[Point], mailbox: Path) -> None:
    set_up(mailbox)
    for number, point in enumerate(points, start=1):
        batch = in_a_process(lambda number=number: order(number))
        took = in_a_process(lambda batch=batch, point=point: issue(batch, point))
        left = in_a_process(lambda batch=batch: look(batch, mailbox))
        line = {"point": point, "killed": took is None, **left}
        print(json.dumps(line), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
