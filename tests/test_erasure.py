"""Who is erased leaves nothing behind but facts of nobody, whatever table it stood in.

The account is erased too: its row stays, because facts refer to it, without what says
whose it was.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from wagtail.models import Page

from certification import operations as certification
from certification.models import Certificate
from courses.assignments import drafts
from courses.assignments.judging import Verdict, judge
from courses.enums import Decision
from courses.sessions import operations as sessions
from lms.accounts.models import User
from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from lms.learning.rules import AllOf, Needs
from lms.messaging.models import SentMail
from tests.factories.accounts import UserFactory
from tests.factories.assignments import a_file, an_assignment
from tests.factories.certification import a_trajectory, complete
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date, a_session_page, activity_of

pytestmark = pytest.mark.django_db

OURS = ("lms", "courses", "dilemmas", "certification", "cms_site")

# Emptied or deleted by what an app announced to ``lms.common.personal``, and tested.
ERASED = {
    *("accounts.FormerAddress", "certification.Award"),
    "certification.CertificatePersonalia",
    *("certification.CertificateDocument", "certification.CertificateEvent"),
    "certification.BatchLine",
    *("courses.Bookmark", "courses.LessonNote", "courses.Place", "courses.Watched"),
    *("courses.ReflectionNote", "courses.TrainerQuestion", "courses.SurveyMark"),
    *("courses.ExtraTime", "courses.Enrolment", "courses.ReviewersTold"),
    *("courses.Submission", "courses.SubmissionReview", "courses.SubmittedFile"),
    *("learning.Exemption", "learning.VersionMove", "learning.CompletionCorrection"),
    *("learning.HistoricProof", "learning.HistoryLine"),
    "privacy.ErasureRequest",
    *("messaging.Notification", "organisation.ImportLine"),
    *("messaging.Notification", "messaging.Posting", "messaging.Preference"),
    *("reporting.ExportJob", "reporting.ExportSchedule"),
    *("learning.Attest", "learning.BulkLine"),
    *("learning.LearningRequest", "learning.RuleException"),
    "messaging.Notification",
    *("messaging.Notification", "reporting.SavedReport"),
    "accounts.GroupFromClaims",
    *("messaging.Notification", "api.KeptAnswer"),
}
# Facts: they stay, of nobody; what names somebody in them is emptied, and tested.
FACTS = {
    *("certification.Certificate", "certification.ChainLink"),
    *("certification.CycleEvent", "courses.Attendance"),
    *("courses.Answer", "courses.Attempt", "courses.Fulfilment"),
    *("courses.AnswerReview",),
    *("learning.Participation", "learning.Completion", "learning.Transition"),
    "learning.Assignment",
    *("organisation.Mandate", "reporting.ExportAudit", "reporting.ExportEnding"),
    "reporting.ExportFetch",
    "reporting.RecordLook",
    "api.TokenUse",
}
# "Wis mijn keuzes" of the learner, of everybody after a year, and of who is erased.
OF_PLAYS = {"dilemmas.Play", "dilemmas.PlayStep", "dilemmas.ReflectionNote"}
# Work of editors and administrators, who are named by their account alone.
WORK = {
    *("content.CampusImage", "content.CampusRendition", "content.CaptionTrack"),
    *("content.Upkeep", "content.Video"),
    *("learning.AssignmentRule", "learning.RuleVersion", "learning.BulkEnrolment"),
    *("certification.Batch", "courses.BankQuestion", "dilemmas.SceneRemark"),
    *("privacy.RetentionRule", "privacy.RetentionRemoval", "privacy.ProcessingVersion"),
    *("learning.HistoryRun", "organisation.ImportRun"),
    "api.ApiToken",
    *("xapi.DeadLetter", "xapi.ForwardingSwitch", "xapi.ForwardingTarget"),
}

WORDS = "Het team zweeg eerst tien minuten"
REASON = "Volgde dezelfde opleiding elders"


def models_that_name_a_person() -> set[str]:
    """By themselves, or by way of others; pages are work of editors."""
    ours = {
        model
        for model in apps.get_models()
        if model.__module__.startswith(OURS) and not issubclass(model, Page)
    }
    naming = {User}
    while more := {
        model
        for model in ours - naming
        if any(
            field.related_model in naming
            for field in (*model._meta.fields, *model._meta.many_to_many)
        )
    }:
        naming |= more
    return {model._meta.label for model in naming - {User}}


def test_every_model_that_names_a_person_says_what_becomes_of_it():
    """Whoever adds one puts it in its set above, and has it erased where it holds more."""
    found = models_that_name_a_person()

    assert found == ERASED | FACTS | OF_PLAYS | WORK


@pytest.fixture
def trainer():
    return UserFactory(first_name="Trainer", last_name="Trainers")


@pytest.fixture
def person(trainer, settings, django_capture_on_commit_callbacks):
    """Somebody who left something in every corner."""
    settings.EMAIL_BACKEND = "lms.messaging.backends.OutboxEmailBackend"
    mandate = MandateFactory(
        person__first_name="Zwaluwina",
        person__last_name="Quoirin",
        person__email="zwaluwina@voorbeeld.test",
    )
    with django_capture_on_commit_callbacks(execute=True):
        earn(mandate, trainer)
        hand_in(mandate.person, trainer)
        sessions.enrol(mandate.person, a_date(capacity=1).pk)
    return mandate.person


def earn(mandate, trainer):
    """A certificate after an exemption and a move; replaced, then revoked."""
    person = mandate.person
    course, elsewhere, later = (an_activity(title=f"Deel {n}") for n in "ABC")
    trajectory = a_trajectory(requires=[course, elsewhere])
    part = learning.register(person, trajectory, mandate=mandate)
    rule = AllOf(tuple(Needs(each.key) for each in (course, elsewhere, later)))
    learning.set_requirements(trajectory, rule)
    learning.move_to_current_version(part.pk, reason=REASON, by=trainer)
    complete(person, course, mandate=mandate)
    complete(person, later, mandate=mandate)
    learning.exempt(
        person,
        elsewhere,
        by=trainer,
        at=clock.now(),
        reason=REASON,
        proof=learning.Proof(
            text=REASON,
            file_name="attest.pdf",
            file_type="application/pdf",
            content=REASON.encode(),
        ),
        mandate=mandate,
    )
    first = certification.award(part.completion.pk)
    certification.document_of(first)
    changes = certification.Changes(name_of_account=True)
    second = certification.reissue(first.pk, by=trainer, reason=REASON, changes=changes)
    certification.document_of(second)
    certification.revoke(second.pk, by=trainer, reason=REASON)


def hand_in(person, trainer):
    page = an_assignment()
    activity = LearningActivity.objects.get(key=page.translation_key)
    part = learning.register(person, activity)
    drafts.save_text(part.pk, WORDS)
    drafts.add_file(part.pk, page, a_file("verslag.txt", WORDS.encode()))
    handed_in = drafts.hand_in(part.pk, page)
    verdict = Verdict(decision=Decision.RETURNED, feedback=WORDS)
    judge(handed_in.pk, verdict, by=trainer)


def places_with(*markers: str) -> Iterator[str]:
    """Every column and every private file in which one of these stands."""
    for model in apps.get_models(include_auto_created=True):
        fields = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*fields):
            for name, value in zip(fields, row, strict=True):
                text = bytes(value) if isinstance(value, memoryview | bytes) else value
                shown = text.decode("latin-1") if isinstance(text, bytes) else str(text)
                if any(marker in shown for marker in markers):
                    yield f"{model._meta.label}.{name}"
    for path in Path(settings.PRIVATE_ROOT).rglob("*"):
        if path.is_file() and any(each in path.read_text() for each in markers):
            yield "a private file"


def test_nothing_that_somebody_wrote_or_was_written_about_them_stays(
    person, django_capture_on_commit_callbacks
):
    before = set(places_with(WORDS, REASON))
    assert {
        "certification.CertificateEvent.reason",
        "courses.Submission.text",
        "courses.SubmissionReview.feedback",
        "learning.Exemption.file_content",
        "learning.VersionMove.reason",
        "a private file",
    } <= before

    with django_capture_on_commit_callbacks(execute=True):
        personal.erase(person)

    assert set(places_with(WORDS, REASON, "attest.pdf", "verslag.txt")) == set()


def test_no_name_address_or_number_of_somebody_stays_in_any_table(person):
    email, key = person.email, person.person_key
    assert {
        *("accounts.User.last_name", "learning.Transition.person_key"),
        *("messaging.SentMail.body", "certification.CertificatePersonalia.facts"),
    } <= set(places_with("Zwaluwina", "Quoirin", email, key))

    personal.erase(person)

    assert set(places_with("Zwaluwina", "Quoirin", email, key)) == set()
    assert Certificate.objects.count() == 2


def test_a_place_of_somebody_erased_goes_to_who_waits(mailoutbox, person):
    place = person.enrolments.get()
    waiting = UserFactory()
    sessions.enrol(waiting, place.session_id)
    over = a_past_place(person)

    assert len(personal.collect(person)["courses: places on dates"]) == 2
    assert personal.erase(person)["courses: places on dates"] == 1

    assert waiting.enrolments.get().has_place
    place.refresh_from_db()
    assert not place.is_open
    over.refresh_from_db()
    assert over.is_open  # whether they were there is a fact, and still to be marked


def a_past_place(person):
    activity = activity_of(a_session_page(slug="eerder", title="Eerder"))
    with clock.at(clock.now() - timedelta(days=30)):
        session = a_date(activity, begins=clock.now() + timedelta(days=3))
        return sessions.enrol(person, session.pk).enrolment


def test_mails_go_with_every_address_of_somebody_and_others_keep_theirs(person):
    EmailAddress.objects.create(user=person, email="oud@voorbeeld.test")
    for recipients in ("oud@voorbeeld.test", "erg.oud@voorbeeld.test"):
        SentMail.objects.create(
            written_at=clock.now(), recipients=recipients, subject="x", body="x"
        )
    assert len(personal.collect(person)["messaging: sent mails"]) > 1

    personal.erase(person)

    kept = SentMail.objects.values_list("recipients", flat=True)
    assert list(kept) == ["erg.oud@voorbeeld.test"]
