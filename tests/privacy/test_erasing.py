"""Asking to be erased, deciding, and what is left: over every app, in one transaction."""

import csv
import io
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.common import clock, personal
from lms.common.backups import carrying
from lms.learning import operations as learning
from lms.messaging.models import Notification, SentMail
from lms.organisation.enums import RoleSlug
from lms.privacy import operations, restored
from lms.privacy.enums import Decision
from lms.privacy.exceptions import (
    AlreadyDecided,
    Indispensable,
    OwnRequest,
    WithoutAnswer,
)
from lms.privacy.models import ErasedPerson, ErasureRequest
from lms.reporting import operations as reporting
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from lms.reporting.models import ExportAudit
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    settings.DATA_DIR = tmp_path


@pytest.fixture
def officer():
    person = UserFactory(first_name="Fien", last_name="Gevaert")
    group, _ = Group.objects.get_or_create(name=PlatformGroup.DATA_PROTECTION)
    person.groups.add(group)
    return person


@pytest.fixture
def person():
    found = UserFactory(
        first_name="Zwaluwina", last_name="Quoirin", email="z@voorbeeld.test"
    )
    EmailAddress.objects.create(user=found, email=found.email, primary=True)
    return found


def test_who_is_erased_is_nobody_and_no_longer_gets_in(person, officer):
    browser = Client()
    browser.force_login(person)
    request = operations.ask(person, reason="Ik ga weg")

    operations.grant(request.pk, by=officer)

    person = User.objects.get(pk=person.pk)
    assert person.erased_at is not None
    assert (person.get_full_name(), person.person_key) == ("", "")
    assert str(person) == "Gewiste persoon"
    assert not person.is_active
    assert not person.has_usable_password()
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Session.objects.exists()
    assert browser.get("/mijn-leren/").status_code == 302
    request.refresh_from_db()
    assert (request.decision, request.reason) == (Decision.GRANTED, "")
    assert ErasedPerson.objects.get().public_id == person.public_id


def test_the_last_mail_arrives_and_then_goes_too(person, officer):
    operations.grant(operations.ask(person).pk, by=officer)

    last = SentMail.objects.get(recipients="z@voorbeeld.test")
    assert operations.forget_last_mails(clock.now()) == 0  # it still waits
    SentMail.objects.filter(pk=last.pk).update(
        sent_at=clock.now(), next_try_at=None, message=None
    )

    assert operations.forget_last_mails(clock.now()) == 1
    assert not SentMail.objects.filter(recipients__contains="z@voorbeeld").exists()


def test_two_officers_decide_once(person, officer):
    request = operations.ask(person)
    other = UserFactory()

    operations.grant(request.pk, by=officer)

    with pytest.raises(AlreadyDecided):
        operations.grant(request.pk, by=other)
    with pytest.raises(AlreadyDecided):
        operations.refuse(request.pk, by=other, answer="Te laat")


def test_nothing_is_half_erased_when_it_breaks_off(person, officer):
    request = operations.ask(person, reason="Ik ga weg")

    def breaks(_person):
        raise OSError("the disk is full")

    personal.holds("zz: broken", collect=lambda _person: [], erase=breaks)
    try:
        with pytest.raises(OSError, match="full"):
            operations.grant(request.pk, by=officer)
    finally:
        personal._holdings.pop("zz: broken")

    person.refresh_from_db()
    request.refresh_from_db()
    assert person.last_name == "Quoirin"
    assert request.is_waiting
    assert request.reason == "Ik ga weg"
    assert not ErasedPerson.objects.exists()


def test_a_refusal_has_reasons_and_is_told(person, officer):
    request = operations.ask(person)
    with pytest.raises(WithoutAnswer):
        operations.refuse(request.pk, by=officer, answer="  ")

    operations.refuse(request.pk, by=officer, answer="Het traject loopt nog.")

    request.refresh_from_db()
    assert request.answer == "Het traject loopt nog."
    assert Notification.objects.filter(person=person).count() == 1
    again = operations.ask(person)
    assert again.pk != request.pk


def test_asking_twice_is_asking_once_and_officers_hear_it_once(person, officer):
    first = operations.ask(person, reason="Geheim")
    second = operations.ask(person)

    assert first.pk == second.pk
    told = Notification.objects.get(person=officer)
    assert "Geheim" not in told.text
    assert "Quoirin" not in told.text


def test_nobody_decides_about_themselves_nor_goes_as_the_last_one(officer):
    with pytest.raises(Indispensable):
        operations.ask(officer)
    officer.groups.clear()
    request = operations.ask(officer)
    officer.groups.add(Group.objects.get(name=PlatformGroup.DATA_PROTECTION))

    with pytest.raises(OwnRequest):
        operations.grant(request.pk, by=officer)
    with pytest.raises(Indispensable):
        operations.grant(request.pk, by=UserFactory())


def test_the_last_administrator_stays(officer):
    boss = UserFactory(is_superuser=True, is_staff=True)
    with pytest.raises(Indispensable):
        operations.ask(boss)
    UserFactory(is_superuser=True, is_active=False)
    with pytest.raises(Indispensable):
        operations.ask(boss)
    UserFactory(is_superuser=True)

    operations.ask(boss)


def test_a_request_is_taken_back(person):
    request = operations.ask(person)

    operations.withdraw(person)

    request.refresh_from_db()
    assert request.decision == Decision.WITHDRAWN
    assert operations.withdraw(person) is None


def test_the_database_keeps_one_waiting_request(person):
    operations.ask(person)

    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.create(person=person, asked_at=clock.now())


def exported(viewer, peildatum, search=""):
    export = reporting.begin_export(
        viewer,
        file_format=ExportFormat.CSV,
        peildatum=peildatum,
        filters=RecordFilter(search=search),
        channel=Channel.PAGE,
    )
    text = b"".join(export).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_export_of_the_same_day_differs_in_name_cells_alone(officer):
    """With people before and after in the order, one of them with several rows."""
    entity = EntityFactory()
    hr = MandateFactory(entity=entity, role=RoleFactory(slug=RoleSlug.HR)).person
    mandates = MandateFactory.create_batch(5, entity=entity)
    yesterday = clock.now() - timedelta(days=1)
    with clock.at(yesterday):
        activities = [an_activity(title=f"Cursus {number}") for number in range(3)]
        for mandate in reversed(mandates):
            for activity in activities:
                part = learning.assign(
                    mandate.person, activity, mandate=mandate, by=None
                )
                learning.report_progress(part.pk, 50)
    gone = mandates[2].person
    before = exported(hr, clock.local_date(yesterday), search="")

    operations.grant(operations.ask(gone).pk, by=officer)

    after = exported(hr, clock.local_date(yesterday))
    assert len(before) == len(after) == 15
    different = {
        name
        for old, new in zip(before, after, strict=True)
        for name in old
        if old[name] != new[name]
    }
    assert different == {"persoon_id", "naam", "voornaam"}
    nobody = [row for row in after if not row["persoon_id"]]
    assert len(nobody) == 3
    assert {row["naam"] for row in nobody} == {""}


def test_the_audit_keeps_its_counts_and_forgets_who_was_searched_for(person, officer):
    hr = MandateFactory(role=RoleFactory(slug=RoleSlug.HR)).person
    exported(hr, clock.today(), search="quoirin")
    exported(hr, clock.today(), search="Peeters")

    operations.grant(operations.ask(person).pk, by=officer)

    said = [audit.filters["zoek"] for audit in ExportAudit.objects.order_by("pk")]
    assert said == ["…", "Peeters"]
    assert ExportAudit.objects.with_ending().first().ending.sha256


def test_a_restored_backup_does_not_bring_somebody_back(person, officer):
    ErasedPerson.objects.create(public_id=person.public_id, erased_at=clock.now())
    assert carrying.write_down() == 1  # what a restore does before it replaces anything

    assert restored.catch_up(clock.now()) == 1

    person.refresh_from_db()
    assert person.erased_at is not None
    assert restored.catch_up(clock.now()) == 0
    assert carrying.read(restored.NAME) == []


def test_the_list_of_those_erased_outlives_a_lost_database(person, tmp_path):
    file = tmp_path / "gewist.json"
    erased = ErasedPerson.objects.create(
        public_id=person.public_id, erased_at=clock.now()
    )
    call_command("erased_people", file)
    with pytest.raises(IntegrityError), transaction.atomic():
        erased.delete()

    call_command("erased_people", file, "--again")

    assert restored.catch_up(clock.now()) == 1


def test_mails_to_an_address_that_somebody_left_go_too(person, officer):
    def a_mail(days):
        return SentMail.objects.create(
            written_at=clock.now() + timedelta(days=days),
            recipients="z@voorbeeld.test",
            subject="Dag",
            body="x",
        )

    a_mail(-1)
    person.emailaddress_set.get().delete()
    person.email = "nieuw@voorbeeld.test"
    person.save()
    of_the_next_one = a_mail(1)
    collected = personal.collect(person)["accounts: addresses"]
    assert [row["email"] for row in collected] == ["z@voorbeeld.test"]

    operations.grant(operations.ask(person).pk, by=officer)

    left = SentMail.objects.filter(recipients="z@voorbeeld.test")
    assert list(left) == [of_the_next_one]
    assert not person.former_addresses.exists()
