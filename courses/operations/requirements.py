"""What a course and a lesson demand follows from their pages."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import ReferenceIndex

from courses.enums import Condition
from courses.models import CoursePage, LessonPage
from courses.outline import counting_keys
from lms.learning.models import Containment, LearningActivity, Prerequisite
from lms.learning.operations import clear_requirements, rule_of, set_requirements
from lms.learning.rules import AllOf, AtLeast, Needs


@transaction.atomic
def keep_course_in_step(course: CoursePage) -> bool:
    """Have a course demand its live lessons that count, or so many of them.

    In the order of the tree. Without such a lesson it demands nothing, and having no
    part of its own nobody can complete it; when fewer are left than it asks for, it
    asks for these. Nothing happens before the course itself was published. Answers
    whether the rule changed.
    """
    keys = counting_keys(course.tree())
    known = set(
        LearningActivity.objects.filter(key__in=keys).values_list("key", flat=True)
    )
    needs = tuple(Needs(key) for key in keys if key in known)
    if course.minimum and course.minimum < len(needs):
        return _demand(course, AtLeast(course.minimum, needs))
    return _demand(course, AllOf(needs))


@transaction.atomic
def keep_lesson_in_step(lesson: LessonPage) -> bool:
    """Have a lesson demand the activities shown in its body that are still offered.

    What was withdrawn since is no longer demanded, nor is a card that shows what the
    lesson itself is part of, or what waits for that: nobody could complete the lesson.
    Nothing is demanded of a lesson that does not ask for activities.
    """
    embedded = lesson.embedded if Condition.ACTIVITIES in lesson.conditions else []
    around = _around(lesson)
    offered = LearningActivity.objects.offered().exclude(around).in_bulk(embedded)
    needs = tuple(Needs(offered[pk].key) for pk in embedded if pk in offered)
    return _demand(lesson, AllOf(needs))


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
    """The lesson, its course, whatever contains these, and what waits for one of them."""
    course = CoursePage.objects.filter(path=lesson.course_path)
    keys = [lesson.translation_key, *course.values_list("translation_key", flat=True)]
    containers = Containment.objects.filter(activity__key__in=keys)
    around = Q(key__in=keys) | Q(pk__in=containers.values("container"))
    waiting = Prerequisite.objects.filter(
        needed__in=LearningActivity.objects.filter(around).values("pk")
    )
    return around | Q(pk__in=waiting.values("activity"))


def _demand(page: CoursePage | LessonPage, rule: AllOf | AtLeast) -> bool:
    activity = LearningActivity.objects.filter(key=page.translation_key).first()
    if activity is None:
        return False
    current = activity.requirement_trees.filter(is_current=True).first()
    if not rule.parts:
        clear_requirements(activity)
        return current is not None
    if rule_of(current) == rule:
        return False
    set_requirements(activity, rule)
    return True
