"""One certificate and one mail, whatever races and wherever the process dies."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from certification import operations
from certification.models import (
    Award,
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CycleEvent,
)
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import Participation
from lms.messaging.models import SentMail
from lms.xapi.append_only import lifted
from tests.certification.last_steps import one_step_from_the_end
from tests.factories.certification import (
    a_certificate,
    a_trajectory,
)
from tests.factories.organisation import MandateFactory
from tests.served import ROOT
from tests.threads import at_the_same_time

pytestmark = pytest.mark.rules

READY = "Je certificaat is klaar"
# Named by the statement before which the process dies; all of them after the last
# requirement was met, but for the first.
POINTS = (
    'INSERT INTO "learning_completion"',
    'INSERT INTO "certification_award"',
    'INSERT INTO "certification_certificate"',
    'INSERT INTO "messaging_sentmail"',
    'INSERT INTO "certification_certificatedocument"',
    'UPDATE "messaging_sentmail" SET "next_try_at"',
)
SENT = 'UPDATE "messaging_sentmail" SET "sent_at"'


@pytest.fixture
def mailbox(settings, tmp_path):
    """Mail goes through the outbox, and from there into files."""
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def certificates_of(part):
    return Certificate.objects.of(part.learner)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_before_the_mail_leaves_one_certificate_and_one_mail(tmp_path):
    told = die_at((*POINTS, SENT), tmp_path)

    assert [one["point"] for one in told if not one["killed"]] == []
    numbers = [number for one in told for number in one["numbers"]]
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(told) + 1))
    for one in told:
        assert one["events"] == [1], one
        assert len(one["documents"]) == 1, one
        assert (one["mails"], one["waiting"]) == ([READY], 0), one
        assert len(set(one["delivered"])) == 1, one
    # Died between sending and noting it: sent twice, under one Message-ID.
    assert [len(one["delivered"]) for one in told] == [1] * len(POINTS) + [2]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_batch_leaves_one_of_each(tmp_path):
    points = (
        'INSERT INTO "certification_certificate"',
        'UPDATE "certification_batchline"',
        'UPDATE "certification_batch"',
    )

    told = die_at(points, tmp_path, "tests.certification.dying_in_bulk")

    assert [one["killed"] for one in told] == [True] * len(points)
    for one in told:
        assert one["finished"], one
        assert one["states"] == ["issued"] * 3, one
        assert one["certificates"] == one["mails"] == one["delivered"] == [1] * 3, one


def die_at(points, folder, module="tests.certification.dying"):
    """Have a process die at each point, on a database that it shares or a copy of ours."""
    (folder / "mail").mkdir(parents=True)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        connection.cursor().execute(f"VACUUM INTO '{copy}'")
        environment["DATABASE_URL"] = f"sqlite:///{copy}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])
        ours = url._replace(path=f"/{connection.settings_dict['NAME']}")
        environment["DATABASE_URL"] = urlunsplit(ours)
    done = subprocess.run(
        [
            *(sys.executable, "-m", module),
            *(json.dumps(points), str(folder / "mail")),
        ],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120 + 15 * len(points),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


@pytest.mark.django_db(transaction=True)
def test_learners_who_race_for_their_last_requirement_get_one_certificate_each(mailbox):
    parts = race(learners=6, racing=8)

    assert Certificate.objects.count() == CertificateEvent.objects.count() == 6
    assert Award.objects.count() == CertificateDocument.objects.count() == 6
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == [1, 2, 3, 4, 5, 6]
    assert SentMail.objects.filter(subject=READY).count() == 6
    assert len(list(mailbox.glob("*"))) >= 1
    assert all(certificates_of(part).count() == 1 for part in parts)


def race(*, learners, racing):
    """So many learners, each completing the last requirement so many times at once."""
    trajectory = a_trajectory()
    parts = [one_step_from_the_end(trajectory) for _ in range(learners)]
    step = 6
    for start in range(0, learners, step):
        jobs = [
            lambda part=part: learning.report_progress(part.pk, 100)
            for part in parts[start : start + step]
            for _ in range(racing)
        ]
        errors = at_the_same_time(*jobs)
        assert errors == []
    return parts


@pytest.mark.django_db
def test_an_upgrade_plans_what_was_issued_before_issues_none_and_mails_none(
    mailbox, django_capture_on_commit_callbacks
):
    today = clock.today()
    trajectory = a_trajectory()
    held = [
        a_certificate(
            trajectory=trajectory,
            mandate=MandateFactory(valid_from=date(2010, 1, 1)),
            at=clock.start_of(today - timedelta(days=days)),
        )
        for days in (10, 1000, 2000)
    ]
    documents = [bytes(operations.document_of(one).content) for one in held]
    planned = list(
        Award.objects.order_by("pk").values_list("renewable_from", flat=True)
    )
    SentMail.objects.all().delete()
    Award.objects.update(renewable_from=None, next_on=None)
    with lifted():
        CycleEvent.objects.all().delete()

    import_module("certification.migrations.0007_cycles").plan(apps, None)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tick", verbosity=0)

    assert not SentMail.objects.exists()
    assert not Participation.objects.renewing().exists()
    assert Certificate.objects.count() == 3
    awards = Award.objects.order_by("pk")
    assert list(awards.values_list("renewable_from", flat=True)) == planned
    assert [award.next_on is None for award in awards] == [False, False, True]
    assert [award.cycle_events.count() for award in awards[:1]] == [0]
    assert awards[2].cycle_events.count() == 5
    assert [bytes(operations.document_of(one).content) for one in held] == documents
