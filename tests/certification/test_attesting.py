"""Who was present gets one certificate of attendance, without an end, once."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from certification import operations
from certification.chain.checking import Walk
from certification.enums import CertificateKind, Standing
from certification.exceptions import NotEarned
from certification.models import Award, Certificate, CertificateEvent
from certification.operations import Changes
from certification.sealing import examine
from certification.sealing.facts import attached
from courses.exceptions import NotMarkable
from courses.sessions import operations as sessions
from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.models import Completion, LearningActivity
from lms.learning.operations import Proof
from lms.organisation.visibility import Scope
from lms.reporting.records import completion_records
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.attendance import a_held_date, completion_of, who_was_there
from tests.factories.certification import a_certificate
from tests.factories.organisation import MandateFactory, RoleFactory
from tests.factories.sessions import a_session_page, activity_of
from tests.xapi.profile.matching import faults_of, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

READY = "Je deelnameattest is klaar"


@pytest.fixture
def session():
    return a_held_date(parts=2)


@pytest.fixture
def attest(session):
    return operations.attest(completion_of(who_was_there(session)).pk)[0]


def test_it_says_who_was_there_when_and_with_whom_and_has_no_end(session, attest):
    facts = attest.facts

    assert (attest.kind, attest.valid_until) == (CertificateKind.ATTENDANCE, None)
    assert facts["layout"] == "attendance"
    assert facts["attendance"] == {
        "days": [
            clock.local_date(part.begins_at).isoformat() for part in session.parts.all()
        ],
        "minutes": 14 * 60,
        "trainers": "An Peeters",
        "provider": "",
    }
    assert attest.completed_on == clock.local_date(session.ends_at)
    assert "nam deel aan “Dilemma’s begeleiden” op " in facts["wording"]
    assert " en " in facts["wording"]
    assert "Bureau X" not in json.dumps(facts)  # whom we ordered it from stays ours
    far = clock.today() + timedelta(days=40000)
    assert attest.standing_on(far) == Standing.VALID


def test_it_comes_by_itself_when_the_page_says_so(
    session, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        here = who_was_there(session)
    with django_capture_on_commit_callbacks(execute=True):
        operations.catch_up_on_attendance(clock.now())
        operations.attest_by_itself(completion_of(here).pk)

    attest = Certificate.objects.get()
    assert attest.award.person == here.learner
    assert [mail.subject for mail in mailoutbox].count(READY) == 1
    assert CertificateEvent.objects.count() == 1


def test_a_process_that_died_after_the_completion_is_caught_up_with(session):
    who_was_there(session)

    assert operations.catch_up_on_attendance(clock.now()) == 1
    assert operations.catch_up_on_attendance(clock.now()) == 0


def test_saying_so_afterwards_issues_nothing_by_itself():
    session = a_held_date(attests=False)
    here = who_was_there(session)
    activity = session.activity
    LearningActivity.objects.filter(pk=activity.pk).update(attested_since=clock.now())

    assert operations.catch_up_on_attendance(clock.now()) == 0
    assert operations.attest_by_itself(completion_of(here).pk) is None
    assert operations.attest(completion_of(here).pk)[1]  # asked for by hand


def test_since_when_it_is_promised_stays_while_the_page_says_so():
    page = a_session_page(attests=True)
    first = activity_of(page).attested_since
    page.save_revision().publish()
    assert activity_of(page).attested_since == first

    page.attests = False
    page.save_revision().publish()
    assert activity_of(page).attested_since is None

    page.attests = True
    page.save_revision().publish()
    assert activity_of(page).attested_since > first


def test_asking_again_answers_the_one_that_was_issued(session, attest):
    again, is_new = operations.attest(attest.award.completion_id)

    assert (again, is_new) == (attest, False)
    operations.revoke(attest.pk, by=UserFactory(), reason="Verkeerde persoon")
    assert operations.attest(attest.award.completion_id) == (attest, False)
    assert Certificate.objects.count() == 1


def test_the_database_decides_that_there_is_one(session, attest):
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            person=attest.award.person,
            trajectory=attest.award.trajectory,
            completion=completion_of(who_was_there(session)),
            awarded_at=clock.now(),
        )
    for name, value in (("valid_until", clock.today()), ("kind", "certificate")):
        copy = Certificate.objects.get(pk=attest.pk)
        copy.pk, copy.number, copy.code, copy.in_force = None, "X", "X", False
        setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_what_somebody_was_exempted_from_is_no_attendance(session):
    mandate = MandateFactory()
    learning.exempt(
        mandate.person,
        session.activity,
        by=UserFactory(),
        at=clock.now(),
        reason="Elders geleerd",
        proof=Proof(text="Een attest"),
    )

    with pytest.raises(NotEarned, match="vrijstelling"):
        operations.attest(Completion.objects.get().pk)
    assert not Award.objects.exists()


def test_a_session_that_promises_nothing_gives_nothing():
    here = who_was_there(a_held_date(attests=False))

    with pytest.raises(NotEarned, match="geeft geen deelnameattest"):
        operations.attest(completion_of(here).pk)


def test_presence_cannot_be_taken_back_and_the_refusal_says_what_can(session):
    here = who_was_there(session)

    with pytest.raises(NotMarkable, match="Zet eerst de voltooiing recht"):
        sessions.mark(here.pk, present=False, by=UserFactory())


def test_a_mistake_is_put_right_by_another_one(attest):
    role = RoleFactory(slug="preventieadviseur", name="Preventieadviseur")

    new = operations.reissue(
        attest.pk, by=UserFactory(), reason="Andere rol", changes=Changes(role=role)
    )

    assert (new.kind, new.valid_until) == (CertificateKind.ATTENDANCE, None)
    assert new.facts["attendance"] == attest.facts["attendance"]
    assert new.facts["role"] == "Preventieadviseur"
    assert new.facts["wording"].replace(new.number, "").replace(
        new.address, ""
    ) == attest.facts["wording"].replace(attest.number, "").replace(attest.address, "")
    attest.refresh_from_db()
    assert attest.standing_on(clock.today()) == Standing.SUPERSEDED


def test_it_hangs_in_the_chain_like_any_other(attest):
    operations.revoke(attest.pk, by=UserFactory(), reason="Verkeerde persoon")

    walk = Walk()
    assert list(walk.breaks()) == []
    assert walk.links == 2


def test_it_never_expires_and_nothing_falls_due(attest):
    much_later = clock.now() + timedelta(days=20000)

    assert operations.expire(much_later) == 0
    assert operations.turn(much_later) == 0
    assert attest.award.next_on is None


def test_its_pdf_is_known_by_its_bytes_and_called_altered_when_changed(attest):
    content = bytes(operations.document_of(attest).content)

    assert examine(content).is_genuine
    assert examine(content).code == attest.code
    flipped = content.replace(b"certificaat.json", b"certificaat.jsom", 1)
    assert not examine(flipped).is_genuine
    assert attached(attest)["valid_until"] is None


def test_whoever_checks_it_reads_that_it_is_of_attendance(client, attest):
    page = client.get(attest.get_absolute_url()).content.decode()
    told = client.get(
        reverse("certification:machine_answer", args=[attest.code])
    ).json()

    assert "<title>Deelnameattest" in page
    assert "Het heeft geen einddatum" in page
    assert "Aanwezig op" in page
    assert "14 uur" in page
    assert "Geldig tot en met" not in page
    assert (told["kind"], told["valid_until"]) == ("attendance", None)
    assert told["attendance"]["minutes"] == 840
    assert told["status"] == "valid"


def test_of_somebody_erased_number_session_and_day_stay(client, attest):
    number = attest.number
    content = bytes(operations.document_of(attest).content)
    personal.erase(attest.award.person)

    page = client.get(attest.get_absolute_url()).content.decode()
    assert number in page
    assert "Deelnameattest" in page
    assert "Dilemma’s begeleiden" in page
    assert "An Peeters" not in page
    assert examine(content).is_genuine
    assert list(Walk().breaks()) == []


def test_it_is_told_as_its_profile_demands(attest):
    operations.revoke(attest.pk, by=UserFactory(), reason="Verkeerde persoon")

    rows = StoredStatement.objects.filter(verb__regex="/(certified|revoked)$")
    got, lost = (json.loads(row.payload) for row in rows.order_by("seq"))
    assert faults_of(got) == faults_of(lost) == []
    assert templates_of(got) == ["attested"]
    assert templates_of(lost) == ["attendance-revoked"]
    assert attest.number not in json.dumps([got, lost])


def test_hr_takes_no_attendance_for_a_certificate(session):
    mandate = MandateFactory()
    here = who_was_there(session, mandate)
    learning.share(here.participation_id)
    attest, _new = operations.attest(completion_of(here).pk)
    certificate = a_certificate(mandate=mandate)

    scope = Scope(frozenset({mandate.entity_id}))
    records = completion_records(scope, clock.today())
    numbers = {record.certificate_number for record in records}

    assert certificate.number in numbers
    assert attest.number not in numbers


def test_my_learning_shows_the_two_apart(client, session):
    mandate = MandateFactory()
    attest, _new = operations.attest(completion_of(who_was_there(session, mandate)).pk)
    certificate = a_certificate(mandate=mandate)
    client.force_login(mandate.person)

    page = client.get("/mijn-leren/").content.decode()

    first, second = page.split('id="deelnameattesten"')
    assert certificate.number in first
    assert attest.number in second.split("</section>")[0]
    assert attest.number not in first
