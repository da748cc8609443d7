"""What a course and a lesson demand follows from their pages."""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import ReferenceIndex

from courses.models import CoursePage, LessonPage
from courses.outline import lesson_keys
from lms.learning.enums import ActivityKind
from lms.learning.models import (
    Completion,
    Containment,
    LearningActivity,
    Participation,
    RequirementNode,
)
from lms.learning.operations import (
    clear_requirements,
    report_progress,
    rule_of,
    set_requirements,
)
from lms.learning.rules import AllOf, Needs


@transaction.atomic
def keep_course_in_step(course: CoursePage) -> bool:
    """Have a course demand its live lessons, in the order of the tree.

    Without a live lesson it demands nothing, and having no part of its own nobody can
    complete it. Nothing happens before the course itself was published. Answers
    whether the rule changed.
    """
    keys = lesson_keys(course.tree())
    known = set(
        LearningActivity.objects.filter(key__in=keys).values_list("key", flat=True)
    )
    needs = tuple(Needs(key) for key in keys if key in known)
    return _demand(course, needs)


@transaction.atomic
def keep_lesson_in_step(lesson: LessonPage) -> bool:
    """Have a lesson demand the activities shown in its body that are still offered.

    What was withdrawn since is no longer demanded, nor is a card that shows what the
    lesson itself is part of: nobody could complete the lesson.
    """
    embedded = lesson.embedded
    around = _around(lesson)
    offered = LearningActivity.objects.offered().exclude(around).in_bulk(embedded)
    return _demand(
        lesson, tuple(Needs(offered[pk].key) for pk in embedded if pk in offered)
    )


@transaction.atomic
def keep_lessons_with_in_step(activity: LearningActivity) -> None:
    """Have every live lesson that shows this activity demand it, or no longer."""
    references = ReferenceIndex.get_references_to(activity).filter(
        content_type=ContentType.objects.get_for_model(LessonPage)
    )
    pages = {int(pk) for pk in references.values_list("object_id", flat=True)}
    for lesson in LessonPage.objects.live().filter(pk__in=pages):
        keep_lesson_in_step(lesson)


def _around(lesson: LessonPage) -> Q:
    """The lesson, its course, and whatever contains these."""
    course = CoursePage.objects.filter(path=lesson.course_path)
    keys = [lesson.translation_key, *course.values_list("translation_key", flat=True)]
    containers = Containment.objects.filter(activity__key__in=keys)
    return Q(key__in=keys) | Q(pk__in=containers.values("container"))


def requirements_in_step(now: datetime) -> int:  # noqa: ARG001 (a job's signature)
    """Repair what a process that died between page and rule left behind."""
    return sum(
        keep_course_in_step(course)
        for course in CoursePage.objects.live().filter(alias_of=None).iterator()
    )


def settle_courses(now: datetime) -> int:  # noqa: ARG001 (a job's signature)
    """Complete lessons and courses that came to demand less after all the rest was done.

    The last step was taken under the old rule (with a dilemma that was withdrawn since,
    or a lesson that is gone), so no step of theirs will tell. Lessons come first, for
    they may complete their course.
    """
    return _settle(_finished_lessons()) + _settle(_finished_courses())


def _settle(finished: QuerySet[Participation]) -> int:
    pks = list(finished.values_list("pk", flat=True))
    for pk in pks:
        report_progress(pk, 0)
    return len(pks)


def _finished_lessons() -> QuerySet[Participation]:
    """Open ones that were read, of which nothing that is shown is left to do."""
    return (
        Participation.objects.open()
        .filter(activity__kind=ActivityKind.LESSON, own_progress=100, tree=None)
        .filter(~Exists(_left_to_do()))
    )


def _finished_courses() -> QuerySet[Participation]:
    """Open ones of which every lesson is done, by a rule younger than their last step."""
    return (
        Participation.objects.open()
        .filter(
            activity__kind=ActivityKind.COURSE,
            activity__requirement_trees__is_current=True,
            activity__requirement_trees__created_at__gt=F("last_activity_at"),
            tree=None,
        )
        .filter(Exists(_demanded()), ~Exists(_left_to_do()))
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
    done = Completion.objects.filter(
        learner=OuterRef(OuterRef("learner")), activity=OuterRef("activity")
    )
    return _demanded().filter(~Exists(done))


def _demand(page: CoursePage | LessonPage, needs: tuple[Needs, ...]) -> bool:
    activity = LearningActivity.objects.filter(key=page.translation_key).first()
    if activity is None:
        return False
    current = activity.requirement_trees.filter(is_current=True).first()
    if not needs:
        clear_requirements(activity)
        return current is not None
    if rule_of(current) == (rule := AllOf(needs)):
        return False
    set_requirements(activity, rule)
    return True
