"""Mail is written with what caused it, delivered later, and never lost without a word."""

import socket
import threading
from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, transaction

from lms.accounts.models import User
from lms.accounts.operations import create_account
from lms.common import clock, due
from lms.messaging import operations
from lms.messaging.enums import Delivery
from lms.messaging.models import SentMail

pytestmark = pytest.mark.django_db

KEY = "a-dilh91-9ca2a975508f337947f01bd2c6c6fa2c"
BODY = f"Kies het hier: https://campus.example/accounts/password/reset/key/{KEY}/ Dag."
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def everything_through_the_outbox(settings):
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = LOCMEM


@pytest.fixture
def server_down(settings):
    settings.DELIVERY_EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction that commits, so that what follows on commit happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def send(**fields):
    EmailMessage("Nieuw", BODY, to=["a@b.test"], cc=["c@d.test"], **fields).send()
    return SentMail.objects.get()


def tick(after):
    """What `tick` delivers so long from now."""
    with clock.at(clock.now() + after):
        return due.jobs()["messaging.deliver_what_waits"](clock.now())


def test_a_mail_leaves_after_commit_and_the_log_keeps_no_key(commit, mailoutbox):
    with commit():
        written = send()
        assert mailoutbox == []
        assert written.delivery == Delivery.WAITING

    assert mailoutbox[0].body == BODY
    logged = SentMail.objects.get()
    assert logged.delivery == Delivery.SENT
    assert (logged.recipients, logged.subject) == ("a@b.test, c@d.test", "Nieuw")
    assert logged.message is None
    assert logged.body.endswith("/accounts/password/reset/key/… Dag.")


def test_in_the_demo_the_log_is_the_mailbox(settings, commit):
    settings.DEMO = True
    with commit():
        send()

    assert SentMail.objects.get().body == BODY


def test_what_caused_it_undone_means_no_mail(commit, mailoutbox):
    with commit(), transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert not SentMail.objects.exists()
    assert mailoutbox == []


@pytest.mark.usefixtures("server_down")
def test_signing_up_and_a_new_password_work_while_no_mail_server_answers(
    client, commit
):
    create_account(email="noor@voorbeeld.test", password="een zin die niemand raadt")
    with commit():
        new = client.post(
            "/accounts/signup/",
            {
                "first_name": "Lore",
                "last_name": "Maesen",
                "email": "lore@voorbeeld.test",
                "password1": "een zin die niemand raadt",
                "password2": "een zin die niemand raadt",
            },
        )
        forgotten = client.post(
            "/accounts/password/reset/", {"email": "noor@voorbeeld.test"}
        )

    assert (new.status_code, forgotten.status_code) == (302, 302)
    assert User.objects.filter(email="lore@voorbeeld.test").exists()
    assert [mail.delivery for mail in SentMail.objects.all()] == [Delivery.WAITING] * 2


@pytest.mark.parametrize("no_server", [SMTP, "lms.messaging.backends.NoMailServer"])
def test_tick_delivers_what_waits_once_there_is_a_server(
    settings, server_down, commit, mailoutbox, no_server
):
    settings.DELIVERY_EMAIL_BACKEND = no_server
    with commit():
        send()
    assert tick(timedelta(hours=1)) == 0
    waiting = SentMail.objects.get()
    assert waiting.tries == 0  # no server, so not the mail's fault
    assert waiting.delivery == Delivery.WAITING

    settings.DELIVERY_EMAIL_BACKEND = LOCMEM
    assert tick(timedelta(0)) == 1
    assert tick(timedelta(hours=9)) == 0

    (mail,) = mailoutbox
    assert mail.body == BODY
    assert SentMail.objects.get().delivery == Delivery.SENT


def test_what_was_written_before_a_crash_is_found(mailoutbox):
    send()  # the process dies: nothing follows on commit

    assert tick(timedelta(0)) == 1
    assert len(mailoutbox) == 1


def test_a_mail_of_which_nobody_knows_whether_it_left_goes_again_under_its_own_id(
    mailoutbox,
):
    written = send()
    assert operations.deliver(written.pk)
    SentMail.objects.update(  # as a crash before marking leaves it
        sent_at=None,
        message=written.message,
        next_try_at=clock.now() + timedelta(minutes=5),
    )

    assert not operations.deliver(written.pk)  # somebody may still be at it
    assert tick(timedelta(minutes=6)) == 1
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@127.0.0.1>")


def test_what_is_refused_again_and_again_is_given_up_and_shown(
    refusing_server, commit, admin_client
):
    with commit():
        mail = send()
    for day in range(1, operations.MOST_TRIES):
        assert SentMail.objects.get().delivery == Delivery.WAITING
        assert tick(timedelta(days=day)) == 0

    mail.refresh_from_db()
    assert mail.delivery == Delivery.GIVEN_UP
    assert mail.tries == operations.MOST_TRIES
    assert mail.message is None
    assert "nobody here" in mail.problem
    assert (
        "kon niet verzonden worden"
        in admin_client.get(f"/beheer/sent_mails/inspect/{mail.pk}/").content.decode()
    )


@pytest.fixture
def refusing_server(settings):
    """A mail server that answers and takes no recipient now."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.DELIVERY_EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
    answers = {b"EHLO": b"250 hello", b"MAIL": b"250 ok", b"QUIT": b"221 bye"}

    def talk(line):
        return answers.get(line[:4].upper(), b"450 nobody here now") + b"\r\n"

    def serve():
        while True:
            try:
                visitor, _ = listener.accept()
            except OSError:
                return
            with visitor, visitor.makefile("rwb") as talkative:
                talkative.write(b"220 test\r\n")
                talkative.flush()
                for line in talkative:
                    talkative.write(talk(line))
                    talkative.flush()
                    if line[:4].upper() == b"QUIT":
                        break

    threading.Thread(target=serve, daemon=True).start()
    yield
    listener.close()


@pytest.fixture
def admin_client(client):
    client.force_login(
        create_account(email="beheer@b.test", password=None, is_superuser=True)
    )
    return client


def test_all_of_a_mail_arrives(commit, mailoutbox):
    message = EmailMultiAlternatives(
        *("Nieuw", "Tekst", "Wij <wij@a.test>", ["a@b.test"]),
        bcc=["c@d.test"],
        reply_to=["e@f.test"],
        headers={"X-Soort": "proef"},
    )
    message.attach_alternative("<p>Tekst</p>", "text/html")
    with commit():
        message.send()

    (mail,) = mailoutbox
    assert (mail.from_email, mail.to, mail.bcc) == (
        *("Wij <wij@a.test>", ["a@b.test"]),
        ["c@d.test"],
    )
    assert mail.reply_to == ["e@f.test"]
    assert mail.extra_headers["X-Soort"] == "proef"
    assert [tuple(part) for part in mail.alternatives] == [
        ("<p>Tekst</p>", "text/html")
    ]


def test_an_attached_text_arrives_as_it_was(commit, mailoutbox):
    file = ("sessie.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    with commit():
        EmailMessage("Nieuw", "Tekst", to=["a@b.test"], attachments=[file]).send()

    (mail,) = mailoutbox
    assert [tuple(one) for one in mail.attachments] == [file]
    (part,) = mail.message().get_payload()[1:]
    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "sessie.ics"


def test_what_cannot_be_kept_or_sent_is_refused_at_once():
    with pytest.raises(BadHeaderError):
        EmailMessage("Een\nander", "Tekst", to=["a@b.test"]).send()
    with pytest.raises(ValueError, match="attached"):
        EmailMessage(
            "Nieuw",
            "Tekst",
            to=["a@b.test"],
            attachments=[("a.pdf", b"%PDF", "application/pdf")],
        ).send()

    assert not SentMail.objects.exists()


def test_the_database_keeps_no_message_beside_a_delivered_mail():
    mail = send()

    with pytest.raises(IntegrityError), transaction.atomic():
        SentMail.objects.filter(pk=mail.pk).update(sent_at=clock.now())


def test_in_the_admin_links_can_be_followed_and_tags_are_shown(admin_client):
    EmailMessage(
        "Nieuw", "<b>Dag</b>\nhttp://127.0.0.1:8000/x/ tot ziens", to=["a@b.test"]
    ).send()
    mail = SentMail.objects.get()

    page = admin_client.get(f"/beheer/sent_mails/inspect/{mail.pk}/").content.decode()

    assert '<a href="http://127.0.0.1:8000/x/"' in page
    assert "&lt;b&gt;Dag&lt;/b&gt;<br>" in page
    assert (
        "wacht op verzending"
        in admin_client.get("/beheer/sent_mails/").content.decode()
    )
