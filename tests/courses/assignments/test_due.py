"""What tick does, what is held of a person, and what leaves the disk."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from cms_site.dashboard import Dashboard
from courses.assignments import drafts
from courses.assignments.files import sweep
from courses.assignments.judging import Verdict, judge
from courses.assignments.waiting import tell_reviewers
from courses.enums import Decision
from courses.models import Submission, SubmittedFile
from lms.accounts.models import User
from lms.common import clock, personal
from lms.common.private import private_files
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import Completion, Participation
from lms.learning.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.assignments import a_file

pytestmark = pytest.mark.django_db

SECRET = "Het team zweeg eerst tien minuten."


def on(day, hour=8):
    return datetime(2026, 3, day, hour, tzinfo=clock.BRUSSELS)


def hand_in(part, page, *uploads):
    drafts.save_text(part.pk, SECRET)
    for upload in uploads:
        drafts.add_file(part.pk, page, upload)
    return drafts.hand_in(part.pk, page)


def another(part):
    return learning.register(UserFactory(), part.activity)


def test_trainers_get_one_mail_a_day_about_what_is_new(
    part, page, make_trainer, mailoutbox
):
    trainers = [make_trainer(), make_trainer()]
    with clock.at(on(10, 15)):
        hand_in(part, page)
        hand_in(another(part), page)

    assert tell_reviewers(on(10, 16)) == 0  # tomorrow, all of today at once
    assert tell_reviewers(on(11, 6)) == 0  # not at night
    assert tell_reviewers(on(11)) == 2
    assert tell_reviewers(on(11, 12)) == tell_reviewers(on(12)) == 0
    assert [mail.to for mail in mailoutbox] == [[each.email] for each in trainers]
    assert mailoutbox[0].subject.startswith("2 ")
    assert SECRET not in mailoutbox[0].body

    with clock.at(on(11, 9)):
        late = hand_in(another(part), page)
    assert tell_reviewers(on(14)) == 2
    with clock.at(on(14, 9)):
        judge(
            late.pk, Verdict(decision=Decision.RETURNED, feedback="x"), by=trainers[0]
        )
    assert tell_reviewers(on(15)) == 0


def test_a_trainer_who_cannot_be_told_keeps_no_other_from_it(
    part, page, make_trainer, mailoutbox
):
    wrong, right = make_trainer(), make_trainer()
    User.objects.filter(pk=wrong.pk).update(email="geen\nadres@voorbeeld.test")
    with clock.at(on(10, 15)):
        hand_in(part, page)

    assert tell_reviewers(on(11)) == 1
    assert [mail.to for mail in mailoutbox] == [[right.email]]
    User.objects.filter(pk=wrong.pk).update(email="an@voorbeeld.test")
    assert tell_reviewers(on(11)) == 1


def test_a_person_takes_words_and_files_along_and_the_completion_stays(
    part, page, trainer, django_capture_on_commit_callbacks
):
    first = hand_in(part, page, a_file("verslag.pdf"))
    judge(
        first.pk, Verdict(decision=Decision.RETURNED, feedback="Nog eens."), by=trainer
    )
    other = hand_in(another(part), page, a_file())
    learning.report_progress(part.pk, 100)

    (told, _draft) = personal.collect(part.learner)["courses: assignments"]
    assert told["text"] == SECRET
    assert [file.name for file in told["files"]] == ["verslag.pdf"]
    assert (told["feedback"], told["round"]) == ("Nog eens.", 1)
    path = first.files.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        personal.erase(part.learner)

    assert personal.collect(part.learner)["courses: assignments"] == []
    kept = Submission.objects.get(participation=part)
    assert (kept.text, kept.review.feedback, kept.files.count()) == ("", "", 0)
    assert not private_files().exists(path)
    assert private_files().exists(other.files.get().file.name)
    assert Completion.objects.filter(learner=part.learner).exists()


def test_a_file_leaves_the_disk_when_no_round_has_it(
    part, page, trainer, django_capture_on_commit_callbacks
):
    first = hand_in(part, page, a_file())
    judge(first.pk, Verdict(decision=Decision.RETURNED, feedback="x"), by=trainer)
    drafts.add_file(part.pk, page, a_file("nieuw.pdf"))
    copied, new = SubmittedFile.objects.filter(submission__number=2)

    with django_capture_on_commit_callbacks(execute=True):
        for each in (copied, new):
            drafts.remove_file(part.pk, each.key)

    assert private_files().exists(copied.file.name)  # the first round has it still
    assert not private_files().exists(new.file.name)


def test_tick_sweeps_up_what_nothing_has(part, page):
    kept = hand_in(part, page, a_file()).files.get()
    folder = kept.file.name.rpartition("/")[0]
    orphan = private_files().save(f"{folder}/0000", ContentFile(b"x"))

    assert sweep(clock.now()) == 0  # a form may still be on its way
    assert sweep(clock.now() + timedelta(days=2)) == 1
    assert not private_files().exists(orphan)
    assert private_files().exists(kept.file.name)


def test_a_private_file_has_no_address():
    with pytest.raises(ValueError, match="address"):
        private_files().url("assignments/2026-03/x")


def test_lists_say_where_an_assignment_stands(
    part, page, trainer, django_assert_num_queries
):
    def words():
        found = Participation.objects.with_activity().filter(pk=part.pk)
        tell(found)
        told = found[0].told
        return told and (told.words, told.waits)

    assert words() is None
    drafts.save_text(part.pk, "Een begin")
    assert words() == ("Concept, nog niet ingediend", False)
    first = drafts.hand_in(part.pk, page)
    assert words() == ("Ingediend, wacht op de trainer", True)
    judge(first.pk, Verdict(decision=Decision.RETURNED, feedback="x"), by=trainer)
    assert words() == ("Terug met feedback", False)
    assert part.activity.kind == ActivityKind.ASSIGNMENT
    rows = list(Participation.objects.with_activity())
    with django_assert_num_queries(1):
        tell(rows)


def test_what_waits_for_a_trainer_is_not_what_to_go_on_with(part, page, trainer):
    def next_thing():
        found = Dashboard(part.learner).next_thing
        return found and found.activity

    drafts.save_text(part.pk, SECRET)
    assert next_thing() == part.activity
    first = drafts.hand_in(part.pk, page)
    assert next_thing() is None
    judge(first.pk, Verdict(decision=Decision.RETURNED, feedback="x"), by=trainer)
    assert next_thing() == part.activity
