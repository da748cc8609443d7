"""Asking a trainer, answering, and writing a question for everyone.

Nothing of it is recorded elsewhere: no statement, and a mail that only says that there
is an answer, because sent mails are kept to be read in the admin.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from courses.exceptions import (
    AlreadyAnswered,
    NothingWritten,
    TooLong,
    TooMany,
)
from courses.models import FrequentQuestion, TrainerQuestion
from lms.common import clock
from lms.common.text import as_typed
from lms.learning.operations.ledger import lock

if TYPE_CHECKING:
    from courses.models import LessonPage
    from lms.accounts.models import User

LONGEST: Final = 2000
MOST_IN_A_DAY: Final = 5


@transaction.atomic
def ask(participation_id: int, text: str) -> TrainerQuestion:
    """Put a question to the trainers; the same one again is the same one.

    Raises ``NothingWritten``, ``TooLong`` and, beyond ``MOST_IN_A_DAY``, ``TooMany``.
    """
    text = _written(text)
    participation = lock(participation_id)
    own = TrainerQuestion.objects.of(participation.learner)
    if known := own.filter(participation=participation, text=text).open().first():
        return known
    since = clock.now() - timedelta(days=1)
    if own.filter(asked_at__gt=since).count() >= MOST_IN_A_DAY:
        raise TooMany(
            _("You asked %(most)s questions today. Ask your next one tomorrow.")
            % {"most": MOST_IN_A_DAY}
        )
    return TrainerQuestion.objects.create(
        participation=participation, text=text, asked_at=clock.now()
    )


@transaction.atomic
def withdraw_question(person: User, question_id: int) -> None:
    """Delete a question of one's own with its answer; it is nowhere else.

    Raises ``TrainerQuestion.DoesNotExist`` for one of somebody else.
    """
    TrainerQuestion.objects.of(person).select_for_update().get(pk=question_id).delete()


@transaction.atomic
def answer_question(
    question_id: int, text: str, *, by: User, address: str
) -> TrainerQuestion:
    """Answer a question, and mail its asker that the answer is at ``address``.

    Raises ``AlreadyAnswered`` when another trainer was first, ``NothingWritten``,
    ``TooLong``.
    """
    text = _written(text)
    questions = TrainerQuestion.objects.select_for_update(of=("self",)).with_names()
    question: TrainerQuestion = questions.get(pk=question_id)
    if question.is_answered:
        raise AlreadyAnswered(_("Somebody has already answered this question."))
    question.answer, question.answered_at, question.answered_by = text, clock.now(), by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    learner = question.participation.learner
    lesson = question.participation.activity.title
    subject = _("There is an answer to your question at “%(lesson)s”")
    body = _(
        "Hello %(name)s\n\n"
        "A trainer answered the question that you asked at the lesson “%(lesson)s”. "
        "You read the answer here, after signing in:\n\n%(address)s\n"
    )
    values = {"lesson": lesson, "name": learner.first_name, "address": address}
    send_mail(
        " ".join((subject % values).split()), body % values, None, [learner.email]
    )
    return question


@transaction.atomic
def publish_for_everyone(
    lesson: LessonPage, *, question: str, answer: str
) -> FrequentQuestion:
    """Put a question and its answer, as a trainer wrote them anew, under a lesson.

    Nothing links it to who asked. Raises ``NothingWritten`` and ``TooLong``.
    """
    longest = FrequentQuestion._meta.get_field("question").max_length or LONGEST  # noqa: SLF001
    return FrequentQuestion.objects.create(
        lesson=lesson,
        question=" ".join(_written(question, longest).split()),
        answer=_written(answer),
    )


def remove_from_lesson(lesson: LessonPage, frequent_id: int) -> None:
    """Take a frequent question away; twice is once."""
    FrequentQuestion.objects.filter(lesson=lesson, pk=frequent_id).delete()


def _written(text: str, longest: int = LONGEST) -> str:
    text = as_typed(text).strip()
    if not text:
        raise NothingWritten(_("Write something first."))
    if len(text) > longest:
        raise TooLong(
            _("This can hold %(most)s characters; you wrote %(count)s.")
            % {"most": longest, "count": len(text)}
        )
    return text
