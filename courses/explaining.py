"""Which conditions of a lesson its learner has not met: told where it is asked "why"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from lms.learning.enums import ActivityKind
from lms.learning.explaining.conditions import knows_conditions
from lms.learning.models import Participation

from .demands import Done
from .models import Answer, Attempt, Fulfilment, LessonPage
from .reading.needs import words_of


def missing_in_lessons(pks: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """What is left of these lessons, for participations (ids) that were begun.

    Five queries, and one for each lesson that asks questions of the bank.
    """
    taken = list(
        Participation.objects.filter(pk__in=pks).values_list(
            "pk", "activity__key", "own_progress"
        )
    )
    keys = {key for _pk, key, _progress in taken}
    pages = LessonPage.objects.live().filter(translation_key__in=keys, alias_of=None)
    lessons = {page.translation_key: page for page in pages.order_by("-pk")}
    done = _done(pks)
    return {
        pk: _missing(lessons[key], done[pk], progress)
        for pk, key, progress in taken
        if key in lessons
    }


def _missing(lesson: LessonPage, done: Done, progress: int) -> tuple[str, ...]:
    # Done under an earlier rule is done: only what it shows of others is left then.
    if progress == 100:
        return (_("Complete what this lesson refers to."),)
    left = (demand for demand in lesson.demands if not done.meets(demand))
    return tuple(words_of(demand.condition, *done.of(demand)) for demand in left)


def _done(pks: Collection[int]) -> dict[int, Done]:
    answered: dict[int, set[UUID]] = defaultdict(set)
    answers = Answer.objects.outside_attempts().filter(participation__in=pks)
    for pk, question in answers.order_by().values_list("participation", "question"):
        answered[pk].add(question)
    handed_in = Attempt.objects.filter(
        participation__in=pks, handed_in_at__isnull=False
    )
    for pk, quiz in handed_in.order_by().values_list("participation", "quiz"):
        answered[pk].add(quiz)
    met: dict[int, set[tuple[str, UUID | None]]] = defaultdict(set)
    fulfilled = Fulfilment.objects.filter(participation__in=pks)
    for pk, condition, part in fulfilled.order_by().values_list(
        "participation", "condition", "part"
    ):
        met[pk].add((condition, part))
    return {pk: Done(answered=answered[pk], fulfilled=met[pk]) for pk in pks}


def announce() -> None:
    """Lessons alone: how a test is completed stands in its own words."""
    knows_conditions(ActivityKind.LESSON, missing_in_lessons)
