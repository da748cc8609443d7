"""Dates of sessions as who plans them reads them."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.sessions import operations
from lms.common import clock
from tests.factories.accounts import UserFactory, let_edit, who_may
from tests.factories.sessions import a_date, a_session_page, activity_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return activity_of(a_session_page())


def in_brussels(*moment):
    return datetime(*moment, tzinfo=clock.BRUSSELS)


def test_one_date_is_read_in_the_hours_of_brussels(client, activity):
    session = a_date(activity, begins=in_brussels(2030, 7, 2, 9, 30))
    client.force_login(who_may("view_session"))

    page = client.get(reverse("courses_sessions:inspect", args=[session.pk]))

    assert "2 juli 2030, 9.30" in page.content.decode()
    assert not re.search(r">\s*None\s*<", page.content.decode())


def test_the_last_date_comes_first(client, activity):
    for day in (2, 4, 3):
        a_date(activity, begins=in_brussels(2030, 7, day, 9, 30))
    client.force_login(who_may("view_session"))

    page = client.get(reverse("courses_sessions:index")).content.decode()

    assert re.findall(r"(\d) juli 2030, 9.30", page) == ["4", "3", "2"]


def test_who_waits_is_counted_among_who_gets_a_mail_of_cancelling(client, activity):
    session = a_date(activity, begins=clock.now() + timedelta(days=9), capacity=1)
    for _ in range(2):
        operations.enrol(UserFactory(), session.pk)
    planner = who_may("change_session")
    let_edit(planner, Page.objects.get(depth=2))
    client.force_login(planner)

    page = client.get(reverse("courses_cancel_session", args=[session.pk]))

    assert "2 mensen hebben een plaats of wachten" in page.content.decode()
