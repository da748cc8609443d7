"""What is scheduled goes live, and comes down, by ``tick`` alone."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from dilemmas.enums import BATCH, RESERVE
from dilemmas.models import Play, ScenarioPage
from lms.common import clock
from lms.learning.models import LearningActivity
from tests.factories.dilemmas import a_crowd, a_scenario

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def tick() -> str:
    out = io.StringIO()
    call_command("tick", stdout=out)
    return out.getvalue()


def a_scheduled_page(title: str, at: datetime) -> ScenarioPage:
    """A page that somebody published with a moment at which it is to go live."""
    page = a_scenario(title=title, publish=False)
    page.live = False
    page.go_live_at = at
    page.save()
    page.save_revision(approved_go_live_at=at)
    return page


def is_live(page: Page) -> bool:
    return Page.objects.live().filter(pk=page.pk).exists()


def test_tick_publishes_what_is_due_and_nothing_else():
    due = a_scheduled_page("Vandaag", clock.now() - timedelta(minutes=1))
    later = a_scheduled_page("Morgen", clock.now() + timedelta(days=1))

    assert "content.publish_what_is_scheduled: 1" in tick()

    assert is_live(due)
    assert not is_live(later)
    activity = LearningActivity.objects.get(key=due.translation_key)
    assert activity.is_offered


def test_tick_takes_down_what_has_expired():
    page = a_scenario()
    Page.objects.filter(pk=page.pk).update(expire_at=clock.now() - timedelta(minutes=1))

    assert "content.publish_what_is_scheduled: 1" in tick()

    assert not is_live(page)
    assert not LearningActivity.objects.get(key=page.translation_key).is_offered


def test_ticking_twice_changes_nothing_more():
    a_scheduled_page("Vandaag", clock.now() - timedelta(minutes=1))
    tick()

    assert "publish" not in tick()


def test_a_page_that_cannot_be_published_stops_no_other_job():
    a_crowd(a_scenario(), people=RESERVE + BATCH)
    broken = a_scheduled_page("Stuk", clock.now() - timedelta(minutes=1))
    Revision.objects.for_instance(broken).update(content={"scenes": [{"title": 1}]})

    with pytest.raises(CommandError, match=r"content\.publish_what_is_scheduled"):
        tick()

    assert not is_live(broken)
    assert Play.objects.waiting().count() == RESERVE
