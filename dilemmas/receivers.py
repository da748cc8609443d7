"""Pages that go live freeze a version; the umbrella follows what is live below it."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import (
    copy_for_translation_done,
    page_unpublished,
    post_page_move,
)

from . import operations
from .models import DilemmaIndexPage, ScenarioPage
from .signals import scenario_going_live, umbrella_on_offer


@receiver(scenario_going_live)
def freeze_version(page: ScenarioPage, **kwargs: Any) -> None:
    operations.freeze_version(page)
    _umbrella_of(page)


@receiver(umbrella_on_offer)
def umbrella_published(page: DilemmaIndexPage, **kwargs: Any) -> None:
    operations.keep_umbrella_in_step(page)


@receiver(page_unpublished, sender=ScenarioPage)
def scenario_unpublished(instance: Page, **kwargs: Any) -> None:
    _umbrella_of(instance)


@receiver(post_delete, sender=ScenarioPage)
def scenario_deleted(instance: Page, **kwargs: Any) -> None:
    _umbrella_of(instance)


@receiver(post_page_move)
def scenario_moved(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    if isinstance(instance.specific, ScenarioPage):
        for parent in {parent_page_before, parent_page_after}:
            _step(parent)


@receiver(copy_for_translation_done)
def translation_begun(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, ScenarioPage):
        operations.remember_source(target_obj)
    elif isinstance(target_obj, DilemmaIndexPage):
        operations.let_the_same_write(source_obj, target_obj)


def _umbrella_of(page: Page) -> None:
    _step(page.get_parent(update=True))


def _step(parent: Page | None) -> None:
    umbrella = parent.specific if parent else None
    if isinstance(umbrella, DilemmaIndexPage):
        operations.keep_umbrella_in_step(umbrella)
