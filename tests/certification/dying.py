"""Processes that die by kill -9 between the last requirement of a trajectory and the mail.

usage: python -m tests.certification.dying POINTS MAILBOX

POINTS is a JSON list: the beginning of an SQL statement before which to die, or the
number of a moment: before a statement, before a commit, or after one. For each a learner
meets the last requirement in a process that dies there; another then does the same again
and ticks. Of two points the second is where a tick dies that came in between. What is left
of each is printed as a line of JSON. Every process is forked from one that did nothing
yet: the threads of a library do not survive a fork. The first point that no process
comes to is the last.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

Point = str | int
BETWEEN_MAILS = f"{'-' * 79}\n"  # as Django's file backend ends each mail


class Killer:
    """Kills its own process at a moment; counts those that it lets pass."""

    def __init__(self, point: Point | None) -> None:
        self.point = point
        self.number = 0

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self._pass(sql)
        return execute(sql, *rest)

    def _pass(self, sql: str = "") -> None:
        self.number += 1
        named = isinstance(self.point, str) and sql.startswith(self.point)
        if named or self.number == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every statement and every commit of the connection."""
        commit = connection._commit

        def commit_unless_killed() -> None:
            self._pass()
            commit()
            self._pass()

        connection._commit = commit_unless_killed
        try:
            with connection.execute_wrapper(self):
                yield
        finally:
            connection._commit = commit


def in_a_process(job: Callable[[], object]) -> Any:
    """What the job answers; nothing when its process was killed."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as answers:
            json.dump(job(), answers)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        answer = answers.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.WEXITSTATUS(status) == 0, answer
    return json.loads(answer)


def prepare(number: int) -> list[int]:
    """So many learners with one requirement left; their participations in that."""
    from tests.certification.last_steps import one_step_from_the_end  # noqa: PLC0415
    from tests.factories.certification import a_trajectory  # noqa: PLC0415

    trajectory = a_trajectory()
    return [one_step_from_the_end(trajectory).pk for _ in range(number)]


def finish(part: int, point: Point | None) -> int:
    """Meet the last requirement; the number of moments that it took."""
    from lms.learning import operations as learning  # noqa: PLC0415

    killer = Killer(point)
    with killer.watching():
        learning.report_progress(part, 100)
    return killer.number


def tick(day: int, point: Point | None = None) -> int:
    """Do what is due so many days from now; the number of moments that it took."""
    from lms.common import clock  # noqa: PLC0415

    killer = Killer(point)
    with clock.at(clock.now() + timedelta(days=day)), killer.watching():
        call_command("tick", verbosity=0)
    return killer.number


def look(part: int, mailbox: Path) -> dict[str, Any]:
    """Finish again, tick twice, and tell what there is for this learner."""
    from certification import operations  # noqa: PLC0415
    from certification.models import Certificate  # noqa: PLC0415
    from lms.learning.models import Participation  # noqa: PLC0415
    from lms.messaging.models import SentMail  # noqa: PLC0415

    finish(part, None)
    for day in (2, 3):
        tick(day)
    learner = Participation.objects.get(pk=part).learner
    certificates = list(Certificate.objects.of(learner))
    mails = SentMail.objects.filter(recipients=learner.email)
    return {
        "numbers": [one.number for one in certificates],
        "events": [one.events.count() for one in certificates],
        "documents": [len(operations.document_of(one).content) for one in certificates],
        "mails": list(mails.values_list("subject", flat=True)),
        "waiting": mails.filter(sent_at=None).count(),
        "delivered": delivered_to(learner.email, mailbox),
    }


def delivered_to(address: str, mailbox: Path) -> list[str]:
    """The Message-IDs of what was delivered."""
    # Files are named by second and address in memory: two processes may share one.
    texts = [
        path.read_text().split(BETWEEN_MAILS) for path in sorted(mailbox.glob("*"))
    ]
    return [
        line
        for text in chain.from_iterable(texts)
        if f"To: {address}\n" in text
        for line in text.splitlines()
        if line.startswith("Message-ID:")
    ]


def set_up(mailbox: Path) -> None:
    """Django, with mail that goes through the outbox into files."""
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(mailbox)


def main(points: list[Point | list[Point]], mailbox: Path) -> None:
    set_up(mailbox)
    parts = in_a_process(lambda: prepare(len(points)))
    for point, part in zip(points, parts, strict=True):
        first, *second = point if isinstance(point, list) else [point]
        took = in_a_process(lambda part=part, first=first: finish(part, first))
        for other in second:
            took = in_a_process(lambda other=other: tick(1, other))
        left = in_a_process(lambda part=part: look(part, mailbox))
        line = {"point": point, "killed": took is None, "took": took, **left}
        print(json.dumps(line), flush=True)  # noqa: T201
        if took is not None:  # beyond the last moment
            break


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]))
