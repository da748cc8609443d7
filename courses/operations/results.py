"""The result of an attempt: its score, what it completes, what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from courses import statements
from courses.enums import Condition
from courses.models import Answer, Attempt, LessonPage, QuestionVersion, TestPage
from courses.models.pools import REVIEWED, counts
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import Participation
from lms.learning.operations import advance
from lms.xapi.recording import record
from lms.xapi.statements import Statement

from .answering import course_of
from .conditions import meet

# How far answering alone brings somebody in a test; the rest is its result.
MOST_BY_ANSWERING = 90


def newest(attempt: Attempt) -> dict[UUID, Answer]:
    """The answer that counts, of each question that was answered."""
    answers = attempt.answers.select_related("review").order_by("pk")
    return {answer.question: answer for answer in answers}


def open_questions(attempt: Attempt) -> set[UUID]:
    """The questions of an attempt that a trainer judges."""
    versions = QuestionVersion.objects.filter(
        pk__in=attempt.pinned.values(), kind=REVIEWED
    )
    return set(versions.values_list("key", flat=True))


def needs_review(attempt: Attempt) -> bool:
    """Whether an open question was answered; one that was left empty scores nothing."""
    asked = open_questions(attempt)
    return bool(asked) and any(
        not hasattr(answer, "review")
        for question, answer in newest(attempt).items()
        if question in asked
    )


def close(
    attempt: Attempt,
    participation: Participation,
    page: LessonPage | TestPage | None,
    now: datetime,
) -> None:
    """Give an attempt its result, with what follows from it. The caller holds the learner.

    Whoever left keeps the result, and completes nothing by it. ``page`` may be gone.
    """
    rules = attempt.by_rules
    attempt.closed_at = max(now, attempt.handed_in_at or now)
    attempt.score = _score(attempt)
    if rules.pass_mark is not None and attempt.score is not None:
        attempt.passed = attempt.score * 100 >= rules.pass_mark - 1e-9
    attempt.save(update_fields=["closed_at", "score", "passed"])
    told: tuple[Statement, ...] = ()
    if attempt.passed is not None:
        course = course_of(page) if page else None
        told = (statements.judged(attempt, participation, course),)
    if participation.status == Status.WITHDRAWN or page is None:
        if told:
            record(*told)
        return
    is_done = rules.pass_mark is None or bool(attempt.passed)
    if isinstance(page, TestPage):
        progress = 100 if is_done else MOST_BY_ANSWERING
        advance(participation, progress, at=now, also=told)
        return
    meet(
        participation.pk,
        page,
        Condition.PASSED if is_done else Condition.ANSWERED,
        part=attempt.quiz,
        at=now,
        also=told,
    )


def page_of(participation: Participation) -> LessonPage | TestPage | None:
    """The page of the lesson or the test that somebody takes part in; it may be gone."""
    key = participation.activity.key
    if participation.activity.kind == ActivityKind.TEST:
        return TestPage.objects.filter(translation_key=key).first()
    return LessonPage.objects.filter(translation_key=key).first()


def _score(attempt: Attempt) -> float | None:
    """The mean of what counts: unanswered is nothing; none where nothing counts."""
    kinds: Mapping[int, str] = dict(
        QuestionVersion.objects.filter(pk__in=attempt.pinned.values()).values_list(
            "pk", "kind"
        )
    )
    counted = [
        question
        for question, version in attempt.pinned.items()
        if counts(kinds.get(version, ""))
    ]
    if not counted:
        return None
    answers = newest(attempt)
    scores = _scores(answers.get(question) for question in counted)
    return min(1.0, sum(scores) / len(counted))


def _scores(answers: Iterable[Answer | None]) -> list[float]:
    return [
        (answer.review.score if hasattr(answer, "review") else answer.score) or 0.0
        for answer in answers
        if answer is not None
    ]
