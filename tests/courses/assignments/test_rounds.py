"""Rounds: drafted, handed in, returned, accepted; each stays as it was."""

import json
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from courses.assignments import drafts
from courses.assignments.judging import Verdict, criteria_of, judge, submissions_for
from courses.enums import Decision, HandIn
from courses.exceptions import (
    AlreadyReviewed,
    ChangedElsewhere,
    CourseError,
    HandedIn,
    NotDecided,
    NotWhole,
    RefusedFile,
)
from courses.models import Submission, SubmissionReview, SubmittedFile
from lms.common.private import private_files
from lms.learning import operations as learning
from lms.learning.enums import Source, Status
from lms.learning.exceptions import NotOpen
from lms.learning.models import Completion
from lms.xapi import vocabulary
from lms.xapi.models import StoredStatement
from tests.courses.player import activity_of
from tests.factories.assignments import CRITERIA, PDF, a_file, a_photo, an_assignment
from tests.xapi.profile.matching import faults_of

pytestmark = pytest.mark.django_db

SECRET = "Het team zweeg eerst tien minuten."


def back(feedback="Zeg ook wat je anders doet."):
    return Verdict(decision=Decision.RETURNED, feedback=feedback)


def good(page, feedback=""):
    met = [key for key, _text in criteria_of(page)]
    return Verdict(decision=Decision.ACCEPTED, met=met, feedback=feedback)


def hand_in(part, page, text=SECRET, *uploads):
    drafts.save_text(part.pk, text)
    for upload in uploads:
        drafts.add_file(part.pk, page, upload)
    return drafts.hand_in(part.pk, page)


def test_from_draft_to_completion_in_two_rounds(part, page, trainer, mailoutbox):
    first = hand_in(part, page, SECRET, a_file("geheim-verslag.pdf"))
    part.refresh_from_db()
    assert (part.status, part.progress) == (Status.STARTED, 50)

    judge(first.pk, back(), by=trainer)
    second = Submission.objects.get(number=2)
    assert (second.text, second.files.get().name) == (SECRET, "geheim-verslag.pdf")
    assert second.files.get().file.name == first.files.get().file.name
    drafts.save_text(part.pk, f"{SECRET} Ik wacht nu langer.")
    drafts.remove_file(part.pk, second.files.get().key)
    drafts.hand_in(part.pk, page)
    judge(second.pk, good(page, "Mooi."), by=trainer)

    completion = Completion.objects.get()
    assert completion.evidence == {"submission": second.pk, "round": 2}
    assert (completion.source, completion.recorded_by) == (Source.PLATFORM, trainer)
    first = Submission.objects.get(number=1)
    assert (first.text, first.files.count()) == (SECRET, 1)
    assert [each["text"] for each in second.review.criteria] == list(CRITERIA)
    # One mail for each decision, with nothing of the work or of what was said of it.
    assert [mail.to for mail in mailoutbox] == [[part.learner.email]] * 2
    told = "".join(mail.subject + mail.body for mail in mailoutbox)
    told += "".join(each.payload for each in StoredStatement.objects.all())
    for secret in ("zweeg", "geheim", "Mooi", "anders doet"):
        assert secret not in told
    assert page.get_url() in mailoutbox[0].body


def test_the_record_says_submitted_failed_passed_and_follows_the_profile(
    part, page, trainer
):
    judge(hand_in(part, page).pk, back(), by=trainer)
    drafts.hand_in(part.pk, page)
    judge(Submission.objects.get(number=2).pk, good(page), by=trainer)

    said = [json.loads(each.payload) for each in StoredStatement.objects.order_by("pk")]
    verbs = [vocabulary.known_verb(each["verb"]["id"]) for each in said]
    assert verbs[-5:] == [
        vocabulary.SUBMITTED,
        vocabulary.FAILED,
        vocabulary.SUBMITTED,
        vocabulary.PASSED,
        vocabulary.COMPLETED,
    ]
    assert [faults_of(each) for each in said] == [[]] * len(said)


@pytest.mark.parametrize(
    ("asks", "text", "files", "field"),
    [
        (HandIn.EITHER, "", 0, "text"),
        (HandIn.TEXT, "", 0, "text"),
        (HandIn.FILES, "", 0, "uploads"),
        (HandIn.BOTH, "", 1, "text"),
        (HandIn.BOTH, "Tekst", 0, "uploads"),
        (HandIn.EITHER, "", 1, None),
        (HandIn.EITHER, "Tekst", 0, None),
        (HandIn.BOTH, "Tekst", 1, None),
    ],
)
def test_what_the_page_asks_for_has_to_be_there(part, page, asks, text, files, field):
    page.asks_for = asks
    drafts.save_text(part.pk, text)
    for _number in range(files):
        drafts.add_file(part.pk, page, a_file())

    if field is None:
        assert drafts.hand_in(part.pk, page).handed_in_at
        return
    with pytest.raises(NotWhole) as refusal:
        drafts.hand_in(part.pk, page)
    assert refusal.value.field == field


def test_what_is_handed_in_stands_until_it_is_returned(part, page):
    first = hand_in(part, page)

    for act in (
        lambda: drafts.save_text(part.pk, "Anders"),
        lambda: drafts.add_file(part.pk, page, a_file()),
        lambda: drafts.hand_in(part.pk, page),
    ):
        with pytest.raises(HandedIn):
            act()
    for change in (
        lambda: Submission.objects.filter(pk=first.pk).update(text="Anders"),
        lambda: Submission.objects.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_files_and_reviews_are_facts_too(part, page, trainer):
    first = hand_in(part, page, "Tekst", a_file())
    judge(first.pk, back(), by=trainer)

    for change in (
        lambda: first.files.update(name="anders.pdf"),
        lambda: SubmissionReview.objects.update(decision=Decision.ACCEPTED),
        lambda: SubmissionReview.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    # What the learner works on is none yet.
    Submission.objects.get(number=2).files.all().delete()


def test_a_draft_that_changed_elsewhere_is_not_overwritten(part):
    drafts.save_text(part.pk, "Eerste venster", known="")

    with pytest.raises(ChangedElsewhere):
        drafts.save_text(part.pk, "Tweede venster", known="")
    assert drafts.save_text(part.pk, "Eerste venster", known="").text


def test_files_are_bounded_by_number_and_kind_and_kept_once(part, page):
    page.most_files, page.file_kinds = 2, ["pdf"]
    for name in ("een.pdf", "weer-een.pdf"):
        drafts.add_file(part.pk, page, a_file(name, PDF))
    drafts.add_file(part.pk, page, a_file("twee.pdf"))

    for refused in (
        a_file("drie.pdf"),
        a_file("foto.png"),
        a_file("nep.pdf", b"<html>"),
        a_file("leeg.pdf", b""),
        a_file("groot.pdf", PDF + b" " * page.most_bytes),
    ):
        with pytest.raises(RefusedFile, match=refused.name):
            drafts.add_file(part.pk, page, refused)
    assert [each.name for each in SubmittedFile.objects.all()] == [
        "een.pdf",
        "twee.pdf",
    ]
    months = private_files().listdir("assignments")[0]
    assert len(private_files().listdir(f"assignments/{months[0]}")[1]) == 2


def test_a_photo_is_kept_without_where_it_was_taken(part, page):
    photo = a_photo()
    for name in ("bord.jpg", "weer-het-bord.jpeg"):
        drafts.add_file(part.pk, page, a_file(name, photo))

    kept = SubmittedFile.objects.get()
    content = kept.file.read()
    assert b"Brussel" in photo
    assert b"Brussel" not in content
    assert (kept.size, kept.sha256) == (len(content), sha256(content).hexdigest())


def test_a_decision_needs_its_reasons(part, page, trainer):
    first = hand_in(part, page)

    for verdict, field in (
        (back(feedback="  "), "feedback"),
        (Verdict(decision=Decision.ACCEPTED), "criteria"),
    ):
        with pytest.raises(NotDecided) as refusal:
            judge(first.pk, verdict, by=trainer)
        assert refusal.value.field == field
    assert first in submissions_for(trainer).waiting()


def test_the_second_of_two_trainers_hears_it(part, page, make_trainer, mailoutbox):
    one, other = make_trainer(), make_trainer()
    first = hand_in(part, page)
    judge(first.pk, back(), by=one)

    with pytest.raises(AlreadyReviewed, match=str(one)):
        judge(first.pk, good(page), by=other)
    assert SubmissionReview.objects.get().by == one
    assert len(mailoutbox) == 1


def test_trainers_judge_what_they_may_edit_and_never_themselves(
    part, page, learner, trainer, make_trainer
):
    first = hand_in(part, page)
    elsewhere = an_assignment(slug="elders", parent=page.get_parent())
    own = learning.register(trainer, part.activity)
    theirs = hand_in(own, page)

    assert list(submissions_for(trainer)) == [first]
    assert set(submissions_for(make_trainer())) == {first, theirs}
    assert not submissions_for(learner).exists()
    other = activity_of(elsewhere)
    hand_in(learning.register(learner, other), elsewhere)
    assert list(submissions_for(trainer)) == [first]
    with pytest.raises(CourseError):
        judge(theirs.pk, good(page), by=trainer)


def test_who_left_or_was_recorded_waits_no_longer(part, page, trainer):
    first = hand_in(part, page)
    learning.withdraw(part.pk)

    assert not submissions_for(trainer).waiting().exists()
    with pytest.raises(NotOpen):
        judge(first.pk, good(page), by=trainer)
    with pytest.raises(NotOpen):
        drafts.save_text(part.pk, "Nog iets")
