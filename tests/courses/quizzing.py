"""What tests say of those who do a quiz."""

from uuid import uuid4

from courses import operations
from courses.models import Attempt, ModulePage
from lms.learning import operations as learning
from tests.courses.player import activity_of
from tests.factories.bank import a_test, key_of
from tests.factories.courses import a_course, an_id


def a_course_with_a_test(value, **fields):
    """A course with one test and nothing else; the test."""
    course = a_course(slug=fields.pop("course_slug", "met-toets"))
    test = a_test(ModulePage.objects.child_of(course).get(), value, **fields)
    course.refresh_from_db()
    return course, test


def opened(learner, course, page):
    """The participation of somebody who joined the course and opened the page."""
    whole = learning.register(learner, activity_of(course))
    return operations.open_lesson(whole.pk, activity_of(page)).pk


def quiz_of(page):
    return next(iter(page.quizzes.values()))


def begin(participation, page, **options):
    return operations.begin_attempt(participation, page, quiz_of(page), **options)


def chosen(name, *letters):
    """What a form sends for answers of a choice."""
    return {"answer": [str(an_id(name, letter)) for letter in letters]}


def give(participation, page, attempt, name, *letters, sent=None, key=None, **options):
    return operations.answer_attempt(
        participation,
        page,
        attempt.pk,
        question=key_of(name),
        sent=chosen(name, *letters) if sent is None else sent,
        form_key=key or uuid4(),
        **options,
    )


def asked_in(attempt):
    return list(Attempt.objects.get(pk=attempt.pk).pinned)
