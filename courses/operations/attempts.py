"""Attempts at a quiz: begun, answered, handed in."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from courses import statements
from courses.enums import Condition
from courses.exceptions import (
    AnswerStands,
    AttemptOver,
    NoAttemptsLeft,
    NothingToAsk,
    UnknownQuestion,
)
from courses.models import (
    Answer,
    Attempt,
    ExtraTime,
    LessonPage,
    QuestionVersion,
    TestPage,
)
from courses.models.attempts import GRACE
from courses.models.pools import available
from courses.questions import Response, Sent
from courses.quizzes import Quiz, draw
from lms.common import clock
from lms.common.compiled import Compiled
from lms.learning.enums import Status
from lms.learning.exceptions import NotOpen
from lms.learning.models import Participation
from lms.learning.operations import advance
from lms.learning.operations.ledger import lock

from .answering import course_of, read, store
from .conditions import meet
from .places import place_at
from .results import MOST_BY_ANSWERING, close, needs_review, page_of

Asking = LessonPage | TestPage


@transaction.atomic
def begin_attempt(
    participation_id: int,
    page: Asking,
    quiz: Quiz,
    *,
    at: datetime | None = None,
    seed: int | None = None,
) -> Attempt:
    """Begin an attempt at a quiz: its questions are drawn, and its rules are fixed.

    Whoever has one that is not finished gets that one, so that two tabs or an impatient
    hand begin it once. ``seed`` fixes what is drawn, for the demo. Raises
    ``NoAttemptsLeft``, ``NothingToAsk``, and ``NotOpen`` for who left.
    """
    participation = lock(participation_id)
    if participation.status == Status.WITHDRAWN:
        raise NotOpen(_("You are no longer registered for this."))
    now = at or clock.now()
    before = list(Attempt.objects.at(participation_id, quiz.id))
    for attempt in before:
        if attempt.is_open and attempt.is_over(now, grace=GRACE):
            _hand_in(attempt, participation, page, now)
        if attempt.closed_at is None:
            return attempt
    if quiz.attempts is not None and len(before) >= quiz.attempts:
        raise NoAttemptsLeft(_("You have used all your attempts."))
    seed = secrets.randbits(48) if seed is None else seed
    drawn = _drawn(quiz, page.language, seed)
    if not drawn:
        raise NothingToAsk(_("This test has no questions at the moment."))
    return Attempt.objects.create(
        participation=participation,
        quiz=quiz.id,
        number=1 + max((attempt.number for attempt in before), default=0),
        seed=seed,
        drawn=drawn,
        rules=quiz.rules.as_json(),
        opened_at=now,
        deadline_at=_deadline(participation, quiz, now),
    )


@transaction.atomic
def answer_attempt(
    participation_id: int,
    page: Asking,
    attempt_id: int,
    *,
    question: UUID,
    sent: Sent,
    form_key: UUID,
    at: datetime | None = None,
) -> Answer:
    """Store an answer of an attempt and its statement, both or neither.

    The last one counts until the attempt is handed in; where feedback follows each
    answer, the first one stands. Else what is half done is kept as far as it goes. The
    same form with the same answer, sent again, is the same answer. Raises ``AttemptOver`` (also for what came after the time and its grace),
    ``AnswerStands``, ``UnknownQuestion``, ``NotAnAnswer``, and
    ``NotOpen`` for who left.
    """
    participation = lock(participation_id)
    now = at or clock.now()
    attempt = _attempt.get(participation=participation_id, attempt=attempt_id)
    if not attempt.is_open or attempt.is_over(now, grace=GRACE):
        raise AttemptOver(
            _("This attempt was handed in or its time is over. Nothing was changed.")
        )
    version = _version_of(attempt, question)
    is_final = attempt.by_rules.first_is_final
    response = read(version.question, sent, half=not is_final)
    if stands := _standing(attempt, question, response):
        return stands
    stored, created = store(
        participation,
        version.question,
        response,
        form_key=form_key,
        attempt=attempt,
        version=version.pk,
        at=now,
    )
    if created:
        advance(
            participation,
            _progress(attempt) if isinstance(page, TestPage) else 0,
            at=at,
            also=(statements.answered(stored, version.question, course_of(page)),),
        )
    place_at(participation, attempt.quiz, at=now)
    return stored


@transaction.atomic
def hand_in(
    participation_id: int, page: Asking, attempt_id: int, *, at: datetime | None = None
) -> Attempt:
    """Hand an attempt in: the answers that are stored are its answers.

    It is closed at once, with its score, unless a trainer has to judge an open answer.
    Handing in again changes nothing.
    """
    participation = lock(participation_id)
    attempt = _attempt.get(participation=participation_id, attempt=attempt_id)
    return _hand_in(attempt, participation, page, at or clock.now())


@transaction.atomic
def mark_question(attempt_id: int, question: UUID, *, marked: bool) -> None:
    """Mark a question of an attempt to come back to, or take the mark away."""
    attempt = Attempt.objects.get(pk=attempt_id)
    lock(attempt.participation_id)
    attempt.refresh_from_db(fields=["marked"])
    others = [key for key in attempt.marked if key != str(question)]
    if question in attempt.pinned:
        attempt.marked = [*others, str(question)] if marked else others
        attempt.save(update_fields=["marked"])


def hand_in_overdue(now: datetime) -> int:
    """Hand in what was left behind when its time ended; how many."""
    found = Attempt.objects.overdue(now - GRACE).order_by("pk")
    rows = list(found.values_list("participation", "pk"))
    for participation_id, attempt_id in rows:
        with transaction.atomic():
            participation = lock(participation_id)
            attempt = Attempt.objects.get(pk=attempt_id)
            # Another process may have been first, or a trainer gave more time.
            if attempt.is_open and attempt.is_over(now, grace=GRACE):
                _hand_in(attempt, participation, page_of(participation), now)
    return len(rows)


@transaction.atomic
def give_more_time(
    attempt_id: int, minutes: int, *, at: datetime | None = None
) -> Attempt:
    """Let somebody go on for so many minutes, from the end of the time or from now.

    Raises ``AttemptOver`` for what was handed in, and for an attempt without a limit.
    """
    now = at or clock.now()
    attempt = Attempt.objects.get(pk=attempt_id)
    lock(attempt.participation_id)
    attempt.refresh_from_db()
    if not attempt.is_open or attempt.deadline_at is None:
        raise AttemptOver(_("This attempt was handed in, or has no time limit."))
    attempt.deadline_at = max(attempt.deadline_at, now) + timedelta(minutes=minutes)
    attempt.save(update_fields=["deadline_at"])
    return attempt


def _drawn(quiz: Quiz, language: str, seed: int) -> list[dict[str, object]]:
    asked = draw(quiz, available(quiz, language), seed)
    versions = QuestionVersion.objects.latest_of([one.key for one in asked])
    pinned = {
        (key, spoken): pk
        for key, spoken, pk in versions.values_list("key", "language", "pk")
    }
    return [
        {"question": str(one.key), "version": pinned[one.key, one.language]}
        for one in asked
        if (one.key, one.language) in pinned
    ]


def _deadline(
    participation: Participation, quiz: Quiz, now: datetime
) -> datetime | None:
    if quiz.rules.minutes is None:
        return None
    given = ExtraTime.objects.filter(person=participation.learner_id)
    extra = given.values_list("per_cent", flat=True).first() or 0
    return now + timedelta(minutes=quiz.rules.minutes) * (100 + extra) / 100


_attempt: Compiled[Attempt] = Compiled(
    lambda participation, attempt: Attempt.objects.of_participation(
        participation
    ).filter(pk=attempt),
    participation=BigIntegerField(),
    attempt=BigIntegerField(),
)
_version: Compiled[QuestionVersion] = Compiled(
    lambda version: QuestionVersion.objects.filter(pk=version),
    version=BigIntegerField(),
)


def _version_of(attempt: Attempt, question: UUID) -> QuestionVersion:
    pinned = attempt.pinned.get(question)
    if pinned is None:
        raise UnknownQuestion(_("This question is not part of your attempt."))
    return _version.get(version=pinned)


def _standing(attempt: Attempt, question: UUID, response: Response) -> Answer | None:
    """The answer that stands already, when it is this one; ``AnswerStands`` for another."""
    if not attempt.by_rules.first_is_final:
        return None
    given = attempt.answers.filter(question=question).order_by("pk").first()
    if given is not None and given.response != response:
        raise AnswerStands(_("You have answered this question: your answer stands."))
    return given


def _progress(attempt: Attempt) -> int:
    return MOST_BY_ANSWERING * attempt.answered_count() // len(attempt.drawn)


def _hand_in(
    attempt: Attempt, participation: Participation, page: Asking | None, now: datetime
) -> Attempt:
    """The caller holds the learner."""
    if not attempt.is_open:
        return attempt
    late = attempt.deadline_at is not None and now > attempt.deadline_at
    attempt.handed_in_at = attempt.deadline_at if late else now
    attempt.save(update_fields=["handed_in_at"])
    if not needs_review(attempt):
        close(attempt, participation, page, now)
    elif isinstance(page, LessonPage) and participation.status != Status.WITHDRAWN:
        meet(participation.pk, page, Condition.ANSWERED, at=now)  # all but the result
    return attempt
