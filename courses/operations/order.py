"""What comes first in a course, and before it, follows from its pages."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from courses.models import CoursePage, LessonPage
from courses.outline import keys_in_order, lesson_keys
from lms.learning.exceptions import CircularPrerequisite
from lms.learning.operations import set_prerequisites


def keep_order_in_step(course: CoursePage, *, strict: bool = True) -> bool:
    """Have the course and its live lessons wait for what their pages say.

    With lessons in order each waits for the one before it that counts, else for what
    was chosen for it among the lessons of this course. Raises ``CircularPrerequisite``;
    unless ``strict``, as where pages are moved or removed: then all stays as it was.
    Answers whether it changed.
    """
    rows = course.tree()
    wanted = keys_in_order(rows) if course.in_order else _chosen(lesson_keys(rows))
    first = course.prerequisites.values_list("key", flat=True)
    wanted[course.translation_key] = list(first)
    try:
        with transaction.atomic():
            return set_prerequisites(wanted)
    except CircularPrerequisite:
        if strict:
            raise
        return False


def _chosen(lessons: list[UUID]) -> dict[UUID, list[UUID]]:
    """What was chosen per lesson; another course's lessons do not count."""
    wanted: dict[UUID, list[UUID]] = {key: [] for key in lessons}
    rows = LessonPage.objects.filter(translation_key__in=lessons)
    rows = rows.filter(prerequisites__translation_key__in=lessons).order_by("path")
    pairs = rows.values_list("translation_key", "prerequisites__translation_key")
    for lesson, needed in pairs:
        if needed != lesson:
            wanted[lesson].append(needed)
    return wanted
