"""The question bank: publishing freezes a version, and refuses what cannot be asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Locale

from courses.models import BankQuestion, QuestionVersion, TestPage
from courses.quizzes import Feedback
from tests.factories.bank import a_bank_question, a_topic, in_the_bank, key_of

pytestmark = pytest.mark.django_db


def change(question, prompt):
    """A new draft with another prompt."""
    stored = question.body.raw_data[0]
    stored["value"] = {**stored["value"], "prompt": prompt}
    question.body = question.body.stream_block.to_python([stored])
    return question.save_revision()


@pytest.mark.rules  # PostgreSQL keeps JSON in another order
def test_publishing_freezes_a_version_and_publishing_the_same_again_makes_none():
    question = a_bank_question("een")
    first = QuestionVersion.objects.get()
    assert (first.key, first.number, first.kind) == (key_of("een"), 1, "question")
    assert first.question.prompt == "Wat doe je met een?"

    question.save_revision().publish()
    assert QuestionVersion.objects.count() == 1

    draft = change(question, "En nu?")
    assert QuestionVersion.objects.count() == 1
    draft.publish()
    assert [one.number for one in QuestionVersion.objects.order_by("pk")] == [1, 2]
    assert QuestionVersion.objects.latest("number").question.prompt == "En nu?"


def test_a_version_is_a_fact():
    a_bank_question("een")

    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.update(kind="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.all().delete()


def test_what_cannot_be_asked_stays_a_draft_and_says_why():
    question = a_bank_question("een", right=(), publish=False)

    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        question.save_revision().publish()

    assert len(refusal.value.messages) == 1
    question.refresh_from_db()
    assert not question.live
    assert not QuestionVersion.objects.exists()


def test_a_schedule_leaves_what_cannot_be_asked_and_publishes_the_rest():
    soon = timezone.now() + timedelta(hours=1)
    for name, right in (("fout", ()), ("goed", ("a",))):
        question = a_bank_question(name, right=right, publish=False)
        question.go_live_at = soon
        question.save()
        revision = question.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()
        content = {**revision.content, "go_live_at": None}
        type(revision).objects.filter(pk=revision.pk).update(content=content)

    call_command("publish_scheduled")

    live = BankQuestion.objects.filter(live=True).values_list("title", flat=True)
    assert list(live) == ["Vraag goed"]
    assert QuestionVersion.objects.count() == 1


def test_a_translation_shares_the_key_and_has_versions_of_its_own():
    question = a_bank_question("een")
    english = Locale.objects.get_or_create(language_code="en")[0]
    translation = question.copy_for_translation(english)
    translation.save()
    assert translation.translation_key == question.translation_key

    change(translation, "What do you do?").publish()

    versions = QuestionVersion.objects.filter(key=key_of("een"))
    assert {(one.language, one.number) for one in versions} == {("nl", 1), ("en", 1)}


def test_the_kind_follows_the_block_and_the_preview_asks_it(rf):
    question = in_the_bank(
        "open", {"type": "open", "value": {"prompt": "Vertel."}}, topic=a_topic()
    )
    assert question.kind == "open"

    request = rf.get("/")
    context = question.get_preview_context(request, "")
    assert context["asked"].question.prompt == "Vertel."


def test_an_empty_draft_can_be_previewed_and_is_not_published():
    question = BankQuestion(title="Leeg", locale=Locale.get_default(), live=False)
    question.save()

    assert question.question is None
    with pytest.raises(ValidationError), transaction.atomic():
        question.save_revision().publish()


def test_the_form_of_a_new_test_has_a_value_for_every_field():
    (quiz,) = TestPage().body
    stated = quiz.block.get_form_state(quiz.value)
    assert stated.keys() == quiz.block.child_blocks.keys()
    assert stated["feedback"] == [Feedback.END.value]
