"""A right certificate takes the place of a wrong one; both can be checked."""

import json
from functools import partial

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from certification import operations
from certification.chain.checking import Walk
from certification.enums import EventKind, Standing
from certification.exceptions import Erased, NotInForce, OwnCertificate
from certification.models import (
    Certificate,
    CertificatePersonalia,
    CertificateTerms,
)
from certification.operations import Changes
from certification.printed import printed
from lms.accounts.operations import rename
from lms.common import clock, personal
from lms.xapi.models import StoredStatement
from tests.certification.test_awarding import nobody_hears
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory, follow
from tests.factories.organisation import EntityFactory, MandateFactory
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def certificate():
    return a_certificate(
        mandate=MandateFactory(
            person__first_name="Lore",
            person__last_name="Maesen",
            entity__name="Wegwijzers",
            role__name="Vertrouwenspersoon",
        )
    )


def reissue(certificate, **changes):
    return operations.reissue(
        certificate.pk,
        by=UserFactory(first_name="Coen"),
        reason="Nieuwe naam van Lore",
        changes=Changes(**changes),
    )


def test_nobody_replaces_their_own(certificate):
    with pytest.raises(OwnCertificate):
        operations.reissue(
            certificate.pk,
            by=certificate.award.person,
            reason="Een mooiere rol",
            changes=Changes(),
        )

    certificate.refresh_from_db()
    assert certificate.in_force


def test_a_new_name_gives_a_new_certificate_and_the_old_one_says_so(certificate):
    rename(certificate.award.person, first_name="Loes", last_name="Maesen")
    CertificateTerms.objects.update(wording="Iets anders")

    new = reissue(certificate, name_of_account=True)

    old = Certificate.objects.to_check().get(pk=certificate.pk)
    new = Certificate.objects.to_check().get(pk=new.pk)
    assert (old.successor, new.supersedes, new.successor) == (new, old, None)
    assert old.standing_on(clock.today()) == Standing.SUPERSEDED
    assert new.standing_on(clock.today()) == Standing.VALID
    assert old.name == "Lore Maesen"
    assert printed(new).wording == (
        printed(old)
        .wording.replace("Lore", "Loes")
        .replace(old.number, new.number)
        .replace(old.code, new.code)
    )
    assert new.code != old.code
    kept = ("completed_on", "valid_until", "trajectory_title", "award_id", "language")
    assert [getattr(new, key) for key in kept] == [getattr(old, key) for key in kept]
    assert new.facts["requirements"] == old.facts["requirements"]


def test_the_person_hears_of_it_once_and_never_why(certificate):
    mail.outbox.clear()
    new = reissue(certificate)
    operations.revoke(new.pk, by=UserFactory(), reason="Toch niet van Lore")
    operations.revoke(new.pk, by=UserFactory(), reason="Nog eens")

    replaced, revoked = mail.outbox
    assert replaced.to == revoked.to == [certificate.award.person.email]
    assert certificate.number in replaced.body
    assert new.number in replaced.body
    assert "geldig tot en met" in replaced.body
    assert revoked.subject == "Je certificaat is ingetrokken"
    assert new.number in revoked.body
    for sent in (replaced, revoked):
        assert "van Lore" not in sent.body
        assert new.code not in sent.body


def test_reason_and_author_stand_with_both(certificate):
    new = reissue(certificate)

    ended = certificate.events.get(kind=EventKind.SUPERSEDED)
    begun = new.events.get(kind=EventKind.ISSUED)
    for event in (ended, begun):
        assert (event.by.first_name, event.reason) == ("Coen", "Nieuwe naam van Lore")
    assert list(Walk().breaks()) == []


def test_entity_and_role_can_be_put_right_and_the_name_stays(certificate):
    rename(certificate.award.person, first_name="Loes", last_name="Maesen")

    new = reissue(certificate, entity=EntityFactory(name="Loketten"))

    assert new.name == "Lore Maesen"
    assert ", vertrouwenspersoon bij Loketten, heeft" in printed(new).wording


def test_the_record_says_that_one_ended_and_one_began(certificate):
    reissue(certificate)

    rows = StoredStatement.objects.order_by("seq").values_list("payload", flat=True)
    verbs = [json.loads(row)["verb"]["id"].rpartition("/")[2] for row in rows]
    assert verbs[-3:] == ["certified", "revoked", "certified"]
    assert not any("Nieuwe naam" in row for row in rows)


def test_what_is_not_in_force_is_not_replaced(certificate):
    new = reissue(certificate)

    with pytest.raises(NotInForce):
        reissue(certificate)

    operations.revoke(new.pk, by=UserFactory(), reason="x")
    with pytest.raises(NotInForce):
        reissue(new)
    assert Certificate.objects.count() == 2
    assert operations.award(certificate.award.completion_id) == new


def test_of_somebody_who_was_erased_nothing_is_issued(certificate):
    personal.erase(certificate.award.person)

    with pytest.raises(Erased):
        reissue(certificate)

    assert Certificate.objects.get().in_force


def test_no_two_take_the_place_of_one(certificate):
    new = reissue(certificate)
    second = Certificate.objects.get(pk=new.pk)
    second.pk, second.number, second.code, second.in_force = None, "X", "Y", False

    with pytest.raises(DatabaseError), transaction.atomic():
        second.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_issuing_and_replacing_at_once_wait_for_each_other_and_not_in_a_circle():
    trajectory, by = a_trajectory(), UserFactory()
    replaced = [a_certificate(trajectory=trajectory) for _ in range(4)]
    with nobody_hears():
        earned = [follow(trajectory).pk for _ in range(4)]
    jobs = [
        partial(operations.reissue, one.pk, by=by, reason="Naam", changes=Changes())
        for one in replaced
    ]
    jobs += [partial(operations.award, one) for one in earned]

    assert at_the_same_time(*jobs) == []

    assert Certificate.objects.in_force().count() == 8
    assert list(Walk().breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_an_erasure_leaves_nothing_to_who_replaces_at_the_same_time():
    trajectory, by = a_trajectory(), UserFactory()
    certificates = [a_certificate(trajectory=trajectory) for _ in range(6)]
    jobs = [partial(personal.erase, one.award.person) for one in certificates]
    jobs += [
        partial(operations.reissue, one.pk, by=by, reason="Naam", changes=Changes())
        for one in certificates
    ]

    errors = at_the_same_time(*jobs)

    assert {type(error) for error in errors} <= {Erased}
    assert not CertificatePersonalia.objects.exists()
    assert list(Walk().breaks()) == []


def test_an_erasure_takes_all_that_is_personal_and_leaves_the_rest(certificate):
    operations.document_of(certificate)
    reissue(certificate)
    person = certificate.award.person
    held = personal.collect(person)["certification: certificates"]
    assert [row["facts"]["name"] for row in held] == ["Lore Maesen", "Lore Maesen"]

    personal.erase(person)

    for left in Certificate.objects.to_check():
        assert (left.name, left.facts, left.award.person) == ("", None, None)
        assert {event.reason for event in left.events.all()} == {""}
    certificate.document.refresh_from_db()
    assert (certificate.document.content, len(certificate.document.sha256)) == (
        None,
        64,
    )
    assert personal.collect(person)["certification: certificates"] == []
