"""Each person gets each message once: whatever the mail server does, wherever a process dies."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from lms.common import clock
from lms.messaging import operations, smtp
from lms.messaging.enums import Delivery
from lms.messaging.models import Notification, SentMail
from lms.messaging.telling import tell
from tests.factories.accounts import UserFactory
from tests.messaging.mail_server import MailServer
from tests.served import ROOT
from tests.threads import at_the_same_time

MOST_MOMENTS = 90


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = "lms.messaging.smtp.PatientEmailBackend"
    with MailServer() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def write(*addresses):
    for address in addresses:
        EmailMessage("Nieuw", "Dag", to=[address]).send()


def tick(after=timedelta(0)):
    with clock.at(clock.now() + after):
        return operations.deliver_what_waits(clock.now())


def deliveries():
    return {mail.recipients: mail.delivery for mail in SentMail.objects.all()}


@pytest.mark.django_db
def test_a_refused_address_keeps_no_other_from_its_mail(server):
    server.refuses = {"weg@b.test"}
    write("een@b.test", "weg@b.test", "twee@b.test")

    assert tick() == 2

    assert [to for to, _mail in server.accepted] == ["een@b.test", "twee@b.test"]
    assert server.visits == 1  # one conversation for all of them
    assert deliveries()["weg@b.test"] == Delivery.GIVEN_UP


@pytest.mark.django_db
@pytest.mark.parametrize("command", [b"MAIL", b"RCPT", b"DATA"])
@pytest.mark.parametrize(
    ("answer", "then"),
    [
        (b"550 nobody here", Delivery.GIVEN_UP),
        (b"552 too large", Delivery.GIVEN_UP),
        (b"451 come back later", Delivery.WAITING),
        (b"530 sign in first", Delivery.WAITING),  # about us, not about this mail
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(server, command, answer, then):
    server.answers = {command: answer}
    write("een@b.test")

    assert tick() == 0

    mail = SentMail.objects.get()
    assert (mail.delivery, mail.tries) == (then, 1)
    assert answer[4:].decode() in mail.problem
    server.answers = {}
    assert tick(timedelta(days=1)) == (then == Delivery.WAITING)


@pytest.mark.django_db
def test_a_mail_with_two_refusals_waits_while_one_may_pass(server):
    EmailMessage("Nieuw", "Dag", to=["weg@b.test", "vol@b.test"]).send()
    server.refuses = {"weg@b.test"}
    server.full = {"vol@b.test"}

    assert tick() == 0
    assert SentMail.objects.get().delivery == Delivery.WAITING
    server.full = set()
    assert tick(timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_whose_mail_is_refused_for_good_still_reads_it_in_the_product(
    server, django_capture_on_commit_callbacks
):
    person = UserFactory(email="weg@b.test")
    server.refuses = {person.email}
    with django_capture_on_commit_callbacks(execute=True):
        tell(person, kind="decision", key="k", title="Besluit", text="Goed.")

    assert SentMail.objects.get().delivery == Delivery.GIVEN_UP
    assert Notification.objects.of(person).shown().unread().count() == 1


@pytest.mark.django_db
def test_a_mail_comes_as_text_and_as_html(server):
    write("een@b.test")
    tick()

    ((_to, mail),) = server.accepted
    assert [part.get_content_type() for part in mail.walk()] == [
        *("multipart/alternative", "text/plain", "text/html")
    ]


@pytest.mark.django_db
def test_a_server_that_answers_late_gets_each_mail_once(server, monkeypatch):
    monkeypatch.setattr(smtp, "PATIENCE", 0.5)
    server.answers_late = 1.5
    write("een@b.test")

    assert tick() == 1
    assert tick(timedelta(days=1)) == 0

    assert len(server.ids_of("een@b.test")) == 1


@pytest.mark.django_db
def test_a_server_that_drips_holds_nobody_for_long_and_loses_nothing(
    server, monkeypatch
):
    monkeypatch.setattr(smtp, "PATIENCE", 0.5)
    server.drips = 0.1  # each byte well within any time-out of a read
    write("een@b.test", "twee@b.test")

    assert tick() == 0
    server.drips = 0
    assert tick(timedelta(hours=1)) == 2

    assert Counter(to for to, _mail in server.accepted) == {
        "een@b.test": 1,
        "twee@b.test": 1,
    }


@pytest.mark.django_db
def test_who_never_answers_the_text_gets_it_twice_at_most_under_one_id(
    server, monkeypatch
):
    monkeypatch.setattr(smtp, "PATIENCE_AT_THE_END", 0.2)
    server.answers_late = 0.6
    write("een@b.test")

    for day in range(6):
        assert tick(timedelta(days=day)) == 0

    ids = server.ids_of("een@b.test")
    assert len(ids) == operations.MOST_HANDOVERS
    assert len(set(ids)) == 1
    mail = SentMail.objects.get()
    assert mail.delivery == Delivery.GIVEN_UP
    assert "twice" in mail.problem


@pytest.mark.django_db
def test_what_broke_off_before_the_text_counts_as_not_handed_over(server):
    server.hangs_up_after = b"RCPT"
    write("een@b.test", "twee@b.test")

    assert tick() == 0
    assert set(SentMail.objects.values_list("handovers", flat=True)) == {0}
    server.hangs_up_after = b""
    assert tick(timedelta(days=1)) == 2

    assert len(server.accepted) == 2


@pytest.mark.django_db(transaction=True)
def test_workers_who_race_for_the_same_mails_send_each_once(server):
    server.answers_late = 0.05
    write(*(f"p{number}@b.test" for number in range(8)))
    SentMail.objects.filter(sent_at=None).update(next_try_at=clock.now())

    assert at_the_same_time(*[tick] * 4) == []

    assert Counter(to for to, _mail in server.accepted) == {
        f"p{number}@b.test": 1 for number in range(8)
    }


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_moment_leaves_one_message_and_one_mail(tmp_path):
    with MailServer() as running:
        told = die_at_each_moment(running.port, tmp_path)

        assert not told[-1]["killed"], "there are more moments than were tried"
        copies = []
        for one in told:
            assert (one["told"], one["mails"], one["waiting"]) == (1, 1, 0), one
            ids = running.ids_of(one["address"])
            assert len(set(ids)) == 1, one
            copies.append(len(ids))
    # Twice where nobody can know: after the whole text went, until that was noted. The
    # mail has one Message-ID, by which mailboxes tell that it is the same.
    twice = [moment for moment, number in enumerate(copies, 1) if number > 1]
    assert set(copies) <= {1, 2}
    assert len(twice) <= 4, twice
    assert twice == list(range(twice[0], twice[0] + len(twice))) if twice else True


def die_at_each_moment(port, folder):
    """On a database that the processes share, or a copy of ours."""
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
            *(sys.executable, "-m", "tests.messaging.dying"),
            *(str(port), str(MOST_MOMENTS)),
        ],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]
