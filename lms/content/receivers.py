"""Pages become activities when they are published, and leave the offer when they go."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from lms.learning import operations
from lms.learning.models import LearningActivity

from .models import ActivityPage


@receiver(page_published)
def publish_activity_of_page(instance: Any, **kwargs: Any) -> None:
    # Wagtail sends this for a page that is scheduled for later, too.
    published = isinstance(instance, ActivityPage) and instance.live
    if published and instance.alias_of_id is None:
        instance.after_publishing(operations.publish_activity(instance.card()))


@receiver(page_unpublished)
def withdraw_activity_of_page(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance.specific, ActivityPage):
        operations.withdraw_activity(instance.translation_key)


@receiver(post_delete)
def withdraw_activity_of_deleted_page(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ActivityPage):
        operations.withdraw_activity(instance.translation_key)


@receiver(post_page_move)
def follow_moved_pages(instance: Any, **kwargs: Any) -> None:
    for page in instance.get_descendants(inclusive=True).live().specific():
        if isinstance(page, ActivityPage):
            LearningActivity.objects.filter(key=page.translation_key).update(
                address=page.url or ""
            )
