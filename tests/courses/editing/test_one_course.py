"""Who edits one course meets that course in the admin, and no other."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from courses.models import ExtraTime
from lms.accounts.enums import PlatformGroup
from lms.learning.models import LearningActivity
from tests.courses.editing.people import in_group
from tests.courses.player import text_of
from tests.factories.accounts import UserFactory
from tests.factories.bank import a_topic
from tests.factories.courses import a_course, a_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(catalogue):
    return a_course([a_question("elders")], slug="elders", parent=catalogue)


@pytest.fixture
def editor(client, course, other):
    """A trainer's rights on nothing but one course."""
    person = in_group(PlatformGroup.TRAINERS, email="een@voorbeeld.test")
    group = person.groups.get()
    GroupPagePermission.objects.filter(group=group).delete()
    for codename in ("add_page", "change_page", "publish_page"):
        right = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=course, permission=right)
    client.force_login(person)
    return client


@pytest.mark.parametrize(
    "name",
    ["courses_tree", "courses_copy", "courses_results", "content_where_used"],
)
def test_a_page_about_a_course_opens_for_who_edits_it(editor, course, other, name):
    refused = editor.get(reverse(name, args=[other.pk]))

    assert editor.get(reverse(name, args=[course.pk])).status_code == 200
    assert refused.status_code in (302, 403)
    assert other.title not in text_of(refused)


def test_what_changes_a_course_is_refused_for_another(editor, other):
    for name in ("courses_move", "courses_read_over"):
        refused = editor.post(reverse(name, args=[other.pk]))
        assert refused.status_code in (302, 403)
        assert "/opbouw/" not in refused.headers.get("Location", "")


def test_lists_hold_one_course(editor, course, other):
    assert LearningActivity.objects.filter(key=other.translation_key).exists()
    for name in ("courses_inbox", "courses_reviewing", "content_upkeep_report"):
        answer = editor.get(reverse(name))
        assert answer.status_code == 200
        assert other.title not in text_of(answer)


def test_the_menu_has_two_lines_for_all_that_belongs_together(author, client):
    shown = text_of(author.get(reverse("wagtailadmin_home")))

    for label in (
        "Cursussen",
        "Vragenbank",
        "Bevragingen",
        "Open antwoorden",
        "Wetten",
    ):
        assert label in shown
    assert "Instellingen" not in shown


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("course_listing:index", lambda n: a_course([], slug=f"c-{n}")),
        (
            "wagtailsnippets_courses_questiontopic:list",
            lambda n: a_topic(f"Onderwerp {n}"),
        ),
        (
            "extra_time:index",
            lambda _n: ExtraTime.objects.create(person=UserFactory(), per_cent=50),
        ),
    ],
)
def test_a_list_costs_the_same_for_few_and_for_many(admin_client, name, make):
    costs = []
    for numbers in (range(2), range(2, 8)):
        for number in numbers:
            make(number)
        admin_client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(reverse(name)).status_code == 200
        costs.append(len(captured))

    assert costs[0] == costs[1]
