"""The chain of events: it grows by every event, and whoever changes a row is found out."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from certification import operations
from certification.chain.checking import Walk
from certification.chain.links import FIRST
from certification.enums import EventKind, Standing
from certification.models import (
    Certificate,
    CertificateDocument,
    CertificateEvent,
    CertificatePersonalia,
    ChainHead,
    ChainLink,
)
from certification.operations.events import append_event
from lms.common import clock, personal
from lms.xapi.append_only import lifted
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.organisation import MandateFactory
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def breaks():
    return [(one.place, one.why) for one in Walk().breaks()]


@pytest.fixture
def three():
    """Two certificates issued, the first of them revoked: three links."""
    trajectory = a_trajectory()
    first, second = (a_certificate(trajectory=trajectory) for _ in range(2))
    operations.document_of(first)
    operations.revoke(first.pk, by=UserFactory(), reason="Op naam van een ander")
    return first, second


def test_every_event_is_a_link_that_seals_the_one_before(three):
    links = list(ChainLink.objects.order_by("place"))

    assert [link.place for link in links] == [1, 2, 3]
    assert links[0].previous == FIRST
    assert [link.previous for link in links[1:]] == [one.sha256 for one in links[:2]]
    head = ChainHead.objects.get()
    assert (head.place, head.sha256) == (3, links[2].sha256)
    assert breaks() == []


def test_a_link_holds_no_name_no_reason_and_no_code(three):
    text = "\n".join(ChainLink.objects.values_list("text", flat=True))

    for certificate in three:
        assert certificate.number in text
        for secret in (certificate.code, certificate.name, "naam van een ander"):
            assert secret not in text
    assert CertificateDocument.objects.get().sha256 in text


CHANGES = {
    "a date": (
        lambda: Certificate.objects.filter(number__endswith="1").update(
            valid_until=date(2099, 1, 1)
        ),
        [(1, "valid_until"), (3, "valid_until")],
    ),
    "a reason": (
        lambda: CertificateEvent.objects.filter(kind="revoked").update(reason="Anders"),
        [(3, "note_sha256")],
    ),
    "who did it": (
        lambda: CertificateEvent.objects.filter(kind="revoked").update(by=None),
        [(3, "note_sha256")],
    ),
    "a document": (
        lambda: CertificateDocument.objects.update(sha256="0" * 64),
        [(3, "document_sha256")],
    ),
    "a name": (
        lambda: CertificatePersonalia.objects.filter(
            certificate__number__endswith="2"
        ).update(facts={"name": "Iemand Anders"}),
        [(2, "IC-")],
    ),
    "a text": (
        lambda: ChainLink.objects.filter(place=2).update(text="{}"),
        [(2, ""), (2, "number")],
    ),
    "a hash": (
        lambda: ChainLink.objects.filter(place=2).update(sha256="1" * 64),
        [(2, ""), (3, "")],
    ),
    "a link": (
        lambda: raw("DELETE FROM certification_chainlink WHERE place = 2"),
        [(3, "1"), (3, "IC-")],
    ),
    "the last link": (
        lambda: raw("DELETE FROM certification_chainlink WHERE place = 3"),
        [(2, ""), (2, "IC-")],
    ),
    "the head": (lambda: ChainHead.objects.update(place=2), [(3, "")]),
}


def raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_before_anything_happened_the_chain_holds():
    assert breaks() == []


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_behind_the_triggers_is_named(three, what, capsys):
    change, expected = CHANGES[what]
    with lifted():
        change()

    found = breaks()

    assert [place for place, _why in found] == [place for place, _word in expected]
    assert all(word in why for (_, why), (_, word) in zip(found, expected, strict=True))
    with pytest.raises(CommandError, match="does not hold"):
        call_command("check_certificate_chain")
    out, err = capsys.readouterr()
    assert err.splitlines() == [f"{place}: {why}" for place, why in found]
    assert "holds" not in out


def test_the_command_prints_a_hash_and_knows_it_again(three, capsys):
    call_command("check_certificate_chain")
    kept = re.search("hash:  ([0-9a-f]{64})", capsys.readouterr().out)[1]
    a_certificate(trajectory=three[0].award.trajectory)

    call_command("check_certificate_chain", seen=kept)

    assert "The chain holds." in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("check_certificate_chain", seen="2" * 64)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE certification_chainlink SET text = ''",
        "UPDATE certification_chainlink SET sha256 = previous",
        "DELETE FROM certification_chainlink",
        "UPDATE certification_certificate SET supersedes_id = id",
        "UPDATE certification_certificateevent SET by_id = NULL, reason = 'x'",
    ],
)
def test_the_database_refuses_to_change_the_chain(three, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw(sql)


def test_the_chain_cannot_fork(three):
    last = ChainLink.objects.get(place=3)
    fork = ChainLink(
        place=4, event=last.event, text="", previous=last.previous, sha256="3" * 64
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        fork.save(force_insert=True)


def test_nothing_happens_twice_to_a_certificate(three):
    with pytest.raises(IntegrityError), transaction.atomic():
        append_event(three[0], EventKind.REVOKED, at=clock.now())

    assert breaks() == []


def test_what_happened_before_there_was_a_chain_is_chained_by_the_migration(three):
    before = list(ChainLink.objects.values_list("text", "sha256"))
    with lifted():
        ChainLink.objects.all().delete()
        ChainHead.objects.all().delete()

    migration = import_module("certification.migrations.0004_chain")
    migration.chain_what_happened(apps, None)

    assert list(ChainLink.objects.values_list("text", "sha256")) == before
    assert breaks() == []


def test_walking_costs_the_same_for_every_stretch(three, django_assert_num_queries):
    walk = Walk()
    with django_assert_num_queries(5):  # links, none after them, head, loose, unissued
        assert list(walk.breaks()) == []


def test_erasing_a_person_leaves_the_chain_whole(three):
    first, _second = three

    personal.erase(first.award.person)

    assert breaks() == []
    operations.expire(clock.now() + timedelta(days=4000))
    assert breaks() == []


@pytest.mark.django_db(transaction=True)
def test_certificates_issued_at_once_stand_one_after_the_other():
    trajectory = a_trajectory()
    mandates = MandateFactory.create_batch(8)

    assert not at_the_same_time(
        *(
            partial(a_certificate, trajectory=trajectory, mandate=one)
            for one in mandates
        )
    )

    assert ChainHead.objects.get().place == 8
    assert breaks() == []


LONG_AGO = datetime(2021, 3, 1, 12, tzinfo=UTC)


def test_tick_writes_down_once_that_a_certificate_ran_out(capsys):
    with clock.at(LONG_AGO):
        certificate = a_certificate(at=LONG_AGO)
    last = certificate.valid_until

    with clock.at(clock.start_of(last)):
        assert operations.expire(clock.now()) == 0
    call_command("tick")
    call_command("tick")

    event = certificate.events.get(kind=EventKind.EXPIRED)
    assert event.on == last + timedelta(days=1)
    assert breaks() == []
    again = Certificate.objects.to_check().get()
    assert again.standing_on(last) == Standing.VALID
    assert again.standing_on(last + timedelta(days=1)) == Standing.EXPIRED
    assert again.standing_on(LONG_AGO.date() - timedelta(days=1)) == Standing.UNKNOWN


def test_what_was_revoked_does_not_expire_and_what_expired_can_be_revoked():
    with clock.at(LONG_AGO):
        trajectory = a_trajectory()
        revoked, expired = (
            a_certificate(trajectory=trajectory, at=LONG_AGO) for _ in range(2)
        )
        operations.revoke(revoked.pk, by=UserFactory(), reason="x")

    assert operations.expire(clock.now()) == 1
    operations.revoke(expired.pk, by=UserFactory(), reason="x")

    assert not revoked.events.filter(kind=EventKind.EXPIRED).exists()
    expired = Certificate.objects.to_check().get(pk=expired.pk)
    assert expired.standing_on(clock.today()) == Standing.REVOKED
    assert expired.standing_on(clock.today() - timedelta(days=1)) == Standing.EXPIRED
