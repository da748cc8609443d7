"""What an answer costs with few and with very many answers stored, through whole requests.

usage: python -m tests.bench.answering RESULT SIZE…

On a migrated database, in one process: the handler of the product with all its
middleware, learners who are signed in. A course of ten lessons of ten questions is filled
with the answers of as many people as makes the size; readers of their own then answer.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from courses.models import Answer, CoursePage, LessonPage  # noqa: E402
from courses.results.reading import results_of  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from lms.common import clock  # noqa: E402
from lms.learning import operations as learning  # noqa: E402
from lms.learning.enums import Status  # noqa: E402
from lms.learning.models import LearningActivity, Participation  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.bank import a_bank_question, a_quiz  # noqa: E402
from tests.factories.courses import (  # noqa: E402
    a_course,
    a_question,
    a_text,
    an_id,
    lessons_of,
)
from tests.factories.site import a_site  # noqa: E402

LESSONS, QUESTIONS = 10, 10
QUIZ, QUIZ_SIZE = "vijf-per-pijler", 20
READERS, ANSWERS, VISITS = 4, 10, 12
RESULTS = 3
BATCH = 5_000
HANDLER = ClientHandler(enforce_csrf_checks=True)
TOKEN = "b" * 32
ON_THIS_MACHINE = {"SERVER_NAME": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "nl"}

Times = dict[str, list[tuple[float, float]]]
SAVING = "save an answer"
SAVING_QUIZ = "save an answer of a test"
LESSON = "a lesson with a test of 20"
RESULTS_OF_LESSON = "results of a lesson"
RESULTS_OF_COURSE = "results of a course"


def timed(times: Times, name: str, ask: Callable[[], Any]) -> Any:
    """Ask, and note how long it took: by the clock, and of our processor."""
    begun, processor = time.perf_counter(), time.process_time()
    answer = ask()
    passed = time.perf_counter() - begun, time.process_time() - processor
    times[name].append((1000 * passed[0], 1000 * passed[1]))
    return answer


def a_filled_course() -> CoursePage:
    """Ten lessons of ten questions, and one with a test of twenty of the bank."""
    _home, catalogue = a_site()
    bank = [a_bank_question(f"bank-{number}") for number in range(QUIZ_SIZE)]
    bodies = [
        [a_text(), *(a_question(f"{lesson}-{n}") for n in range(QUESTIONS))]
        for lesson in range(LESSONS)
    ]
    bodies.append([a_text(), a_quiz(QUIZ, *bank, presentation="all")])
    return a_course(*bodies, slug="gemeten", parent=catalogue)


class Filling:
    """Fills the course with answers, straight into the tables."""

    def __init__(self, lessons: list[LessonPage]) -> None:
        keys = [lesson.translation_key for lesson in lessons]
        known = LearningActivity.objects.in_bulk(keys, field_name="key")
        self.activities = [known[key] for key in keys]
        self.people = 0

    def to(self, size: int) -> int:
        """Have about so many answers; answers how many there are."""
        wanted = max(1, size // (LESSONS * QUESTIONS))
        while self.people < wanted:
            self._add(min(BATCH // 50, wanted - self.people))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return Answer.objects.count()

    @transaction.atomic
    def _add(self, count: int) -> None:
        now = clock.now()
        people = User.objects.bulk_create(
            User(email=f"m{self.people + n}@voorbeeld.test", public_id=uuid4())
            for n in range(count)
        )
        taking_part = Participation.objects.bulk_create(
            Participation(
                learner=person,
                activity=activity,
                status=Status.STARTED,
                registered_at=now,
                started_at=now,
                last_activity_at=now,
            )
            for person in people
            for activity in self.activities
        )
        Answer.objects.bulk_create(self._answers(taking_part, now), BATCH)
        self.people += count

    def _answers(self, taking_part: list[Participation], now: Any) -> Iterator[Answer]:
        for place, participation in enumerate(taking_part):
            person, lesson = divmod(place, len(self.activities))
            for number in range(QUESTIONS):
                name = f"{lesson}-{number}"
                letter = "abc"[(self.people + person + number) % 3]
                yield Answer(
                    participation=participation,
                    question=an_id(name),
                    form_key=uuid4(),
                    response=[str(an_id(name, letter))],
                    correct=letter == "a",
                    score=float(letter == "a"),
                    lesson_version=1,
                    answered_at=now,
                )


class Reader:
    """A browser with a session of somebody who takes part."""

    def __init__(self, course: CoursePage) -> None:
        self.person = UserFactory()
        activity = LearningActivity.objects.get(key=course.translation_key)
        learning.register(self.person, activity)
        self.client = Client(enforce_csrf_checks=True, **ON_THIS_MACHINE)
        self.client.handler = HANDLER
        self.client.force_login(self.person)
        self.client.cookies["csrftoken"] = TOKEN

    def get(self, page: LessonPage) -> HttpResponse:
        return _well(self.client.get(page.url), 200)

    def post(self, name: str, *where: Any, **data: str) -> HttpResponse:
        address = reverse(f"courses:{name}", args=where)
        answer = self.client.post(address, data, HTTP_X_CSRFTOKEN=TOKEN)
        return _well(answer, 302)


def _well(answer: HttpResponse, status: int) -> HttpResponse:
    if answer.status_code != status:
        raise RuntimeError(f"It answers {answer.status_code}.")
    return answer


def measure(course: CoursePage, lessons: list[LessonPage]) -> tuple[Times, int]:
    """Everything at the present size; and the queries of the lesson with the test."""
    times: Times = defaultdict(list)
    *plain, with_quiz = lessons
    queries = 0
    for number in range(READERS):
        reader = Reader(course)
        lesson = plain[number]
        reader.get(lesson)
        for n in range(ANSWERS):
            _answer(reader, times, lesson, f"{number}-{n}", key=str(uuid4()))
        reader.get(with_quiz)
        quiz = an_id("quiz", QUIZ)
        reader.post("quiz_begin", with_quiz.pk, quiz)
        for n in range(ANSWERS):
            _answer_quiz(reader, times, with_quiz, quiz, f"bank-{n}")
        for _ in range(VISITS):
            timed(times, LESSON, lambda r=reader: r.get(with_quiz))
        with CaptureQueriesContext(connection) as captured:
            reader.get(with_quiz)
        queries = max(queries, len(captured))
    for _ in range(RESULTS):
        timed(times, RESULTS_OF_LESSON, lambda: results_of(plain[0]))
        timed(times, RESULTS_OF_COURSE, lambda: results_of(course))
    return times, queries


def _answer(
    reader: Reader, times: Times, lesson: LessonPage, name: str, *, key: str
) -> None:
    chosen = str(an_id(name, "b"))
    timed(
        times,
        SAVING,
        lambda: reader.post("answer", lesson.pk, an_id(name), answer=chosen, key=key),
    )


def _answer_quiz(
    reader: Reader, times: Times, lesson: LessonPage, quiz: UUID, name: str
) -> None:
    data = {"answer": str(an_id(name, "b")), "key": str(uuid4())}
    where = (lesson.pk, quiz, an_id("bank", name))
    timed(times, SAVING_QUIZ, lambda: reader.post("quiz_answer", *where, **data))


def main(sizes: list[int]) -> dict[str, Any]:
    course = a_filled_course()
    lessons = lessons_of(course)
    filling = Filling(lessons[:LESSONS])
    lines: dict[str, dict[int, list[tuple[float, float]]]] = defaultdict(dict)
    told: dict[int, tuple[int, int]] = {}
    measure(course, lessons)  # what a first request loads
    gc.freeze()  # as the server does with what it loaded
    for size in sizes:
        stored = filling.to(size)
        times, queries = measure(course, lessons)
        told[size] = (stored, queries)
        for name, measured in times.items():
            lines[name][size] = measured
    return {"lines": lines, "told": told}


if __name__ == "__main__":
    result = main([int(size) for size in sys.argv[2:]])
    Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")
