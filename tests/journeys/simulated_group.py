"""A group of learners that follows a course, answering through the operations."""

from __future__ import annotations

from tests.journeys.server import Server

# Everybody answers the question of the first lesson and does the test. Most are right.
SIMULATING = """
from uuid import uuid4
from courses import operations
from courses.models import CoursePage, LessonPage, TestPage
from courses.models.pools import questions_at
from lms.accounts.operations import create_account
from lms.learning.models import LearningActivity
from lms.learning.operations import register

def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)

def sent(question, knows):
    right = question.form_data(question.solution())
    if knows:
        return right
    if len(right) > 1:  # half of it
        return dict(list(right.items())[:1])
    choices = [key for key, _ in question.interaction().choices] or ["true", "false"]
    return {"answer": [key for key in choices if [key] != right["answer"]][:1]}

def follow(course, number, size):
    learner = create_account(email=f"groep{number}@voorbeeld.test", password=None)
    whole = register(learner, activity_of(course))
    lesson = LessonPage.objects.descendant_of(course).order_by("path").first()
    part = operations.open_lesson(whole.pk, activity_of(lesson), lesson)
    (key, question), *_ = lesson.questions.items()
    operations.answer(
        part.pk, lesson, question=key, form_key=uuid4(),
        sent=sent(question, number < size - 2),
    )
    test = TestPage.objects.descendant_of(course).get()
    part = operations.open_lesson(whole.pk, activity_of(test))
    attempt = operations.begin_attempt(part.pk, test, test.quiz, seed=number)
    for key, version in attempt.pinned.items():
        question = questions_at([version])[version]
        operations.answer_attempt(
            part.pk, test, attempt.pk, question=key, form_key=uuid4(),
            sent=sent(question, number < size - 4),
        )
    return operations.hand_in(part.pk, test, attempt.pk).passed

def follow_all(slug, size):
    course = CoursePage.objects.get(slug=slug)
    return [follow(course, number, size) for number in range(size)]
"""


def let_a_group_follow(server: Server, slug: str, *, size: int) -> list[bool]:
    """Have so many new people do the first lesson and the test; who passed."""
    passed: list[bool] = server.ask(SIMULATING, f"follow_all('{slug}', {size})")
    return passed
