"""Reading over: a trainer sends, an expert approves or sends back with a comment."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState

from courses import operations
from courses.editing.tree import read_tree
from courses.models import LessonPage
from lms.accounts.models import User
from lms.content.models import Upkeep
from lms.learning.models import LearningActivity
from tests.courses.editing.people import in_group
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_lesson, a_text

pytestmark = pytest.mark.django_db
WAITING = "/beheer/inhoud/nalezen/"


@pytest.fixture
def reader_over(expert):
    """A browser of its own in which the expert is signed in."""
    client = Client()
    client.force_login(expert)
    return client


def change(page, title):
    draft = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision()


def send(client, course):
    return client.post(reverse("courses_read_over", args=[course.pk]), follow=True)


def say(client, action, *states, comment=""):
    data = {
        "task": [state.pk for state in states],
        "action": action,
        "comment": comment,
    }
    return client.post(WAITING, data, follow=True)


def waiting():
    return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)


def test_what_is_changed_goes_to_the_experts_and_an_approval_publishes_it(
    author, reader_over, course, lessons, expert
):
    change(lessons[0], "Eerste, beter")
    change(lessons[1], "Tweede, beter")

    told = send(author, course).content.decode()

    assert "Je hebt 2 pagina’s laten nalezen." in told
    states = {node.pk: node.state for node in read_tree(course).nodes}
    assert states[lessons[0].pk] == states[lessons[1].pk] == "review"
    listed = reader_over.get(WAITING).content.decode()
    assert "2 pagina’s wachten op jou" in listed
    assert "Eerste, beter" in listed
    assert "Een cursus / Deel 1" in listed

    response = say(reader_over, "approve", *waiting())

    assert "2 pagina’s zijn goedgekeurd en gepubliceerd." in response.content.decode()
    titles = LessonPage.objects.live().order_by("path").values_list("title", flat=True)
    assert list(titles)[:2] == ["Eerste, beter", "Tweede, beter"]
    assert Upkeep.objects.of(lessons[0]).get().reviewed_by == expert


@pytest.mark.rules
def test_what_goes_back_carries_a_comment_and_may_be_sent_again(
    author, reader_over, course, lessons
):
    change(lessons[0], "Slordig")
    send(author, course)

    refused = say(reader_over, "reject", *waiting())
    assert refused.status_code == 400
    assert "Schrijf wat er anders moet." in refused.content.decode()
    assert waiting().count() == 1

    say(reader_over, "reject", *waiting(), comment="De datum klopt niet.")
    node = read_tree(course).node(lessons[0].pk)
    assert (node.state, node.remark) == ("returned", "De datum klopt niet.")
    shown = author.get(reverse("courses_tree", args=[course.pk])).content.decode()
    assert "De datum klopt niet." in shown

    send(author, course)
    assert read_tree(course).node(lessons[0].pk).state == "review"
    say(reader_over, "approve", *waiting())
    lessons[0].refresh_from_db()
    assert lessons[0].title == "Slordig"


def test_what_cannot_be_published_stays_waiting_and_says_why(
    author, reader_over, course, lessons
):
    draft = course.get_latest_revision_as_object()
    draft.code = "EL-1"
    draft.save_revision()
    send(author, course)
    other = lessons[0]
    LearningActivity.objects.filter(key=other.translation_key).update(code="EL-1")

    response = say(reader_over, "approve", *waiting())

    assert "EL-1" in response.content.decode()
    assert waiting().count() == 1


def test_nothing_is_asked_of_others(client, author, course, lessons):
    change(lessons[0], "Anders")
    send(author, course)
    (state,) = waiting()
    for person in (UserFactory(), in_group("begeleiders"), in_group("trainers")):
        client.force_login(person)
        response = client.post(WAITING, {"task": [state.pk], "action": "approve"})
        assert response.status_code in {302, 400}
    assert waiting().count() == 1


def test_nothing_ticked_is_said(reader_over, author, course, lessons):
    change(lessons[0], "Anders")
    send(author, course)

    response = say(reader_over, "approve")

    assert response.status_code == 400
    assert "Vink aan wat je hebt gelezen." in response.content.decode()


def test_the_line_of_the_menu_is_for_who_reads_over(author, reader_over):
    assert WAITING in reader_over.get("/beheer/").content.decode()
    assert WAITING not in author.get("/beheer/").content.decode()


def test_the_list_costs_as_much_for_any_number(
    author, reader_over, course, lessons, django_assert_num_queries
):
    change(lessons[0], "Anders")
    send(author, course)
    reader_over.get(WAITING)
    with CaptureQueriesContext(
        connection,
    ) as few:
        reader_over.get(WAITING)
    for page in (lessons[1], lessons[2]):
        change(page, f"{page.title}, anders")
    module = lessons[0].get_parent().specific
    for number in range(20, 26):
        change(a_lesson(module, number, [a_text()]), "Anders")
    operations.send_to_review(
        course, by=User.objects.get(email="trainer@voorbeeld.test")
    )

    with django_assert_num_queries(len(few)):
        reader_over.get(WAITING)
