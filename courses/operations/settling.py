"""What falls due: rules that follow their pages, and who completed by a new rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from courses.demands import Demand
from courses.enums import Condition
from courses.models import Answer, Attempt, CoursePage, Fulfilment, LessonPage
from lms.learning.enums import ActivityKind, Operator, Status
from lms.learning.models import Completion, Participation, RequirementNode
from lms.learning.operations import report_progress

from .conditions import own_progress
from .order import keep_order_in_step
from .requirements import keep_course_in_step

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def requirements_in_step(now: datetime) -> int:  # noqa: ARG001 (a job's signature)
    """Repair what a process that died between page and rule left behind."""
    courses = CoursePage.objects.live().filter(alias_of=None)
    return sum(
        keep_course_in_step(course) + keep_order_in_step(course, strict=False)
        for course in courses.iterator()
    )


def settle_courses(now: datetime) -> int:  # noqa: ARG001 (a job's signature)
    """Complete lessons and courses that came to demand less after all the rest was done.

    The last step was taken under the old rule (with a dilemma that was withdrawn since,
    or a lesson that is gone), so no step of theirs will tell. Lessons come first, for
    they may complete their course.
    """
    return (
        sum(_settle_own_part(one) for one in list(_with_a_new_rule()))
        + _settle(_finished_lessons())
        + _settle(_finished_courses())
    )


def _settle(finished: QuerySet[Participation]) -> int:
    pks = list(finished.values_list("pk", flat=True))
    for pk in pks:
        report_progress(pk, 0)
    return len(pks)


def _settle_own_part(lesson: LessonPage) -> int:
    """Complete the own part of who did what the lesson demands today."""
    likely = list(_with_own_part(lesson).values_list("pk", flat=True))
    done = [pk for pk in likely if own_progress(pk, lesson) == 100]
    for pk in done:
        report_progress(pk, 100)
    return len(done)


def _with_a_new_rule() -> QuerySet[LessonPage]:
    """Lessons published since the last step of somebody who is not done with them."""
    busy = Participation.objects.filter(
        activity__key=OuterRef("translation_key"),
        status=Status.STARTED,
        own_progress__lt=100,
        last_activity_at__lt=OuterRef("last_published_at"),
    )
    return LessonPage.objects.live().filter(Exists(busy), alias_of=None)


def _with_own_part(lesson: LessonPage) -> QuerySet[Participation]:
    """Begun ones of whom everything is recorded that the lesson demands today.

    So few are left that each can be asked in full.
    """
    found = Participation.objects.filter(
        activity__key=lesson.translation_key,
        status=Status.STARTED,
        own_progress__lt=100,
    )
    for demand in lesson.demands:
        for made in _makings(demand, lesson):
            found = found.filter(made)
    return found


def _makings(demand: Demand, lesson: LessonPage) -> Iterator[Exists]:
    """What must be recorded of somebody who met a demand."""
    if demand.condition == Condition.OPENED:
        return
    if demand.condition == Condition.ANSWERED:
        given = Answer.objects.outside_attempts().filter(participation=OuterRef("pk"))
        for question in lesson.questions:
            yield Exists(given.filter(question=question))
        done = Attempt.objects.filter(
            participation=OuterRef("pk"), handed_in_at__isnull=False
        )
        for quiz in lesson.quizzes:
            yield Exists(done.filter(quiz=quiz))
        return
    met = Fulfilment.objects.filter(
        participation=OuterRef("pk"), condition=demand.condition
    )
    for part in demand.parts or (None,):
        yield Exists(met.filter(Q(part=part) | Q(part=None)))


def _finished_lessons() -> QuerySet[Participation]:
    """Open ones that were read, of which nothing that is shown is left to do."""
    return (
        Participation.objects.open()
        .filter(activity__kind=ActivityKind.LESSON, own_progress=100, tree=None)
        .filter(~Exists(_left_to_do()))
    )


def _finished_courses() -> QuerySet[Participation]:
    """Open ones of which enough lessons are done, by a rule younger than their last step."""
    choice = RequirementNode.objects.filter(
        tree__is_current=True,
        tree__activity=OuterRef("activity"),
        operator=Operator.AT_LEAST,
    )
    done = _demanded().filter(Exists(_completion())).order_by().values("tree")
    return (
        Participation.objects.open()
        .filter(
            activity__kind=ActivityKind.COURSE,
            activity__requirement_trees__is_current=True,
            activity__requirement_trees__created_at__gt=F("last_activity_at"),
            tree=None,
        )
        .annotate(
            asked=Subquery(choice.values("minimum")[:1]),
            done=Subquery(done.annotate(number=Count("pk")).values("number")),
        )
        .filter(
            Q(asked=None) & Exists(_demanded()) & ~Exists(_left_to_do())
            | Q(done__gte=F("asked"))
        )
    )


def _demanded() -> QuerySet[RequirementNode]:
    """What the activity of the participation in the outer query demands now."""
    return RequirementNode.objects.filter(
        tree__is_current=True,
        tree__activity=OuterRef("activity"),
        activity__isnull=False,
    )


def _left_to_do() -> QuerySet[RequirementNode]:
    """What of it the learner has not completed."""
    return _demanded().filter(~Exists(_completion()))


def _completion() -> QuerySet[Completion]:
    """That the learner two queries further out completed what a node names.

    Who does it again for a renewal: since that began.
    """
    since = Coalesce(OuterRef(OuterRef("counts_from")), Value(EVER))
    return Completion.objects.standing().filter(
        learner=OuterRef(OuterRef("learner")),
        activity=OuterRef("activity"),
        completed_at__gte=since,
    )
