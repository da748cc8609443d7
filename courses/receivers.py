"""Requirements follow pages, in the transaction of what happens to the page."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
)

from lms.learning.models import LearningActivity

from . import operations
from .models import BankQuestion, CoursePage, LessonPage, ModulePage, TestPage
from .signals import put_on_offer


@receiver(put_on_offer)
def demand_what_is_published(page: CoursePage | LessonPage, **kwargs: Any) -> None:
    if isinstance(page, LessonPage):
        operations.keep_lesson_in_step(page)
    _keep_courses_in_step(page.path, strict=True)


@receiver(page_published, sender=ModulePage)
@receiver(page_unpublished, sender=ModulePage)
@receiver(page_unpublished, sender=LessonPage)
@receiver(page_unpublished, sender=TestPage)
@receiver(post_delete, sender=ModulePage)
@receiver(post_delete, sender=LessonPage)
@receiver(post_delete, sender=TestPage)
def follow_the_tree(instance: Page, **kwargs: Any) -> None:
    _keep_courses_in_step(instance.path)


@receiver(post_page_move)
def follow_moved_pages(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    # Moving changes paths, also those of siblings: read them again.
    parents = Page.objects.filter(pk__in=[parent_page_before.pk, parent_page_after.pk])
    for path in parents.values_list("path", flat=True):
        _keep_courses_in_step(path)


@receiver(post_save, sender=LearningActivity)
def follow_embedded_activities(
    instance: LearningActivity, *, created: bool, **kwargs: Any
) -> None:
    if not created:
        operations.keep_lessons_with_in_step(instance)


@receiver(published, sender=BankQuestion)
def freeze_what_is_published(instance: BankQuestion, **kwargs: Any) -> None:
    # Wagtail sends this for a question that is scheduled for later, too.
    if instance.live:
        operations.freeze_question(instance)


def _keep_courses_in_step(path: str, *, strict: bool = False) -> None:
    """The course at or above a tree path; none for a page that stands elsewhere."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    for course in CoursePage.objects.filter(path__in=above):
        operations.keep_course_in_step(course)
        operations.keep_order_in_step(course, strict=strict)
