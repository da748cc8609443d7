"""Processes that die by kill -9 between two steps of a reminder: from due date to mailbox.

usage: python -m tests.messaging.dying PORT MOST

For each moment (before a statement, around a commit, before each thing said to the mail
server and after each answer of it) a learner has something due. A process ticks and dies
at that moment; other processes tick in the days after. A line of JSON tells what was left
of each; the mail server at PORT belongs to who asks, and knows what arrived. The first
moment that no process comes to is the last.
"""

import json
import os
import smtplib
import sys
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

from tests.certification.dying import Killer, in_a_process


def set_up(port: int) -> None:
    """Django, with mail that goes through the outbox to the server of who asks."""
    django.setup()
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = "lms.messaging.smtp.PatientEmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def prepare(number: int) -> list[tuple[int, int]]:
    """So many people who were asked something long ago: participation and learner."""
    from lms.common import clock  # noqa: PLC0415
    from lms.learning import operations as learning  # noqa: PLC0415
    from tests.factories.learning import an_activity  # noqa: PLC0415
    from tests.factories.organisation import MandateFactory  # noqa: PLC0415

    activity, parts = an_activity(), []
    with clock.at(clock.now() - timedelta(days=60)):
        for mandate in MandateFactory.create_batch(number):
            part = learning.assign(mandate.person, activity, mandate=mandate, by=None)
            parts.append((part.pk, part.learner_id))
    return parts


def begin(part: int) -> None:
    """One of them has a week left, and the reminders of today are still to be told."""
    from lms.common import clock  # noqa: PLC0415
    from lms.learning.models import Participation, ReminderRun  # noqa: PLC0415

    ReminderRun.objects.all().delete()
    Participation.objects.update(due_on=None)
    due_on = clock.today() + timedelta(days=7)
    Participation.objects.filter(pk=part).update(due_on=due_on)


def tick(after: timedelta, point: int | None = None) -> int:
    """Remind, post and deliver so long after noon; how many moments that took."""
    from lms.common import clock, due  # noqa: PLC0415

    killer = Killer(point)
    say, hear = smtplib.SMTP.send, smtplib.SMTP.getreply

    def say_unless_killed(self: Any, words: Any) -> None:
        killer._pass()
        say(self, words)
        killer._pass()

    def hear_unless_killed(self: Any) -> Any:
        answer = hear(self)
        killer._pass()
        return answer

    jobs = due.jobs()
    noon = clock.start_of(clock.today()) + timedelta(hours=12) + after
    with clock.at(noon), killer.watching():
        smtplib.SMTP.send = say_unless_killed
        smtplib.SMTP.getreply = hear_unless_killed
        for name in ("learning.remind", "messaging.post_what_waits"):
            jobs[name](clock.now())
        jobs["messaging.deliver_what_waits"](clock.now())
    return killer.number


def look(learner: int) -> dict[str, Any]:
    """What there is for a learner in the end."""
    from lms.accounts.models import User  # noqa: PLC0415
    from lms.messaging.models import Notification, SentMail  # noqa: PLC0415

    person = User.objects.get(pk=learner)
    mails = SentMail.objects.filter(recipients=person.email)
    return {
        "address": person.email,
        "told": Notification.objects.filter(person=person).count(),
        "mails": mails.count(),
        "waiting": mails.filter(sent_at=None).count(),
    }


def main(port: int, most: int) -> None:
    set_up(port)
    parts = in_a_process(lambda: prepare(most))
    for point, (part, learner) in enumerate(parts, start=1):
        in_a_process(lambda part=part: begin(part))
        took = in_a_process(lambda point=point: tick(timedelta(0), point))
        for hours in (1, 2, 3):
            in_a_process(lambda hours=hours: tick(timedelta(hours=hours)))
        left = in_a_process(lambda learner=learner: look(learner))
        line = {"point": point, "killed": took is None, **left}
        print(json.dumps(line), flush=True)  # noqa: T201
        if took is not None:
            break


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    main(int(sys.argv[1]), int(sys.argv[2]))
