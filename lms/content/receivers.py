"""Pages become activities when they are published, and leave the offer when they go."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.search.index import insert_or_update_object
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    task_approved,
)

from lms.learning import operations as learning
from lms.learning.models import LearningActivity

from . import operations, restrictions
from .exceptions import NotPublishable
from .followable import faults_of
from .kept_up import is_kept_up
from .models import ActivityPage, Audio, BasePage, Video
from .models.media import Recorded
from .signals import publication_refused


@receiver(page_published)
def refuse_what_not_everyone_can_follow(instance: Any, **kwargs: Any) -> None:
    # First of those that hear it; a page that is scheduled is asked when it is due.
    if not (isinstance(instance, BasePage) and instance.live):
        return
    if sentences := faults_of(instance):
        raise NotPublishable(sentences)


@receiver(post_save, sender=Video)
@receiver(post_save, sender=Audio)
def let_searches_find_what_is_said(instance: Recorded, **kwargs: Any) -> None:
    """Pages are found by the words of what they play."""
    for page in instance.shown_on().specific():
        insert_or_update_object(page)


@receiver(page_published)
def publish_activity_of_page(instance: Any, **kwargs: Any) -> None:
    # Wagtail sends this for a page that is scheduled for later, too.
    published = isinstance(instance, ActivityPage) and instance.live
    if published and instance.alias_of_id is None:
        instance.after_publishing(_put_on_offer(instance))


def _put_on_offer(page: ActivityPage) -> LearningActivity:
    """The activity of a page that goes live; the database decides whose a code is.

    Languages share one activity, and its card is that of the first page with an address.
    """
    speaker = _speaks_for(page.translation_key) or page
    card = (page if speaker.pk == page.pk else speaker).card()
    try:
        with transaction.atomic():
            return learning.publish_activity(card)
    except IntegrityError as error:
        if obstacles := page.obstacles():
            raise NotPublishable(obstacles) from error
        raise


def _speaks_for(key: UUID, *, but: int | None = None) -> ActivityPage | None:
    """The live page of an activity that people can come to; the oldest, if it has several."""
    live = Page.objects.live().filter(translation_key=key, alias_of=None)
    # ``specific`` leaves what is being deleted as the plain page that is still there.
    for page in live.exclude(pk=but).order_by("pk").specific():
        if isinstance(page, ActivityPage) and page.url:
            return page
    return None


def _take_off_the_offer(page: ActivityPage) -> None:
    """Withdraw the activity of a page, unless it is live in another language."""
    if speaker := _speaks_for(page.translation_key, but=page.pk):
        learning.publish_activity(speaker.card())
    else:
        learning.withdraw_activity(page.translation_key)


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
@receiver(post_page_move)
def forget_restrictions(**kwargs: Any) -> None:
    transaction.on_commit(restrictions.forget)


@receiver(publication_refused)
def tell_author(
    page: BasePage, revision: Any, refusal: ValidationError, **kwargs: Any
) -> None:
    operations.tell_author(page, revision, refusal)


@receiver(page_unpublished)
def withdraw_activity_of_page(instance: Any, **kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, ActivityPage):
        _take_off_the_offer(page)


@receiver(post_delete)
def withdraw_activity_of_deleted_page(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, ActivityPage):
        _take_off_the_offer(instance)


@receiver(post_delete)
def forget_review_date(instance: Any, **kwargs: Any) -> None:
    if is_kept_up(instance):
        operations.forget(instance)


@receiver(task_approved)
def note_that_it_was_looked_over(instance: Any, user: Any, **kwargs: Any) -> None:
    thing = instance.revision.content_object
    if is_kept_up(thing):
        operations.look_over(thing, by=user)


@receiver(post_page_move)
def follow_moved_pages(instance: Any, **kwargs: Any) -> None:
    for page in instance.get_descendants(inclusive=True).live().specific():
        if isinstance(page, ActivityPage):
            LearningActivity.objects.filter(key=page.translation_key).update(
                address=page.url or ""
            )
