"""A trainer confirms lessons in the admin; the editor says what completes what."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses import operations
from courses.enums import Condition
from courses.exceptions import CourseError
from courses.models import Fulfilment, LessonPage
from tests.courses.player import activity_of, in_, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_text, lessons_of, publish

pytestmark = pytest.mark.django_db
LIST = "courses_confirm"
ONE = "courses_confirm_lesson"


@pytest.fixture
def lesson(course):
    page = lessons_of(course)[1]
    page.conditions = [Condition.READ.value, Condition.CONFIRMED.value]
    publish(page)
    return LessonPage.objects.get(pk=page.pk)


def with_permissions(*names):
    person = UserFactory()
    for name in ("wagtailadmin.access_admin", *names):
        app, codename = name.split(".")
        person.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return person


@pytest.fixture
def trainer():
    return with_permissions("learning.record_completion")


@pytest.fixture
def admin(client, trainer):
    client.force_login(trainer)
    return client


def opens(learner, course, lesson):
    return operations.open_lesson(join(learner, course).pk, activity_of(lesson))


def test_a_trainer_sees_who_waits_and_confirms(admin, trainer, learner, course, lesson):
    waiting = opens(learner, course, lesson)
    operations.complete_lesson(waiting.pk, lesson)

    listed = text_of(admin.get(reverse(LIST)))
    assert lesson.title in listed
    assert lessons_of(course)[0].title not in listed
    address = reverse(ONE, args=[lesson.pk])
    assert str(learner) in text_of(admin.get(address))
    admin.post(address, {"participation": waiting.pk})

    done = in_(learner, lesson)
    assert done.is_completed
    assert done.completion.recorded_by == trainer
    assert str(trainer) in text_of(admin.get(address))
    admin.post(address, {"participation": waiting.pk})
    assert Fulfilment.objects.filter(condition="confirmed").count() == 1


@pytest.mark.parametrize("sent", ["", "x", "999999", "9" * 40])
def test_who_does_not_wait_cannot_be_confirmed(admin, lesson, sent):
    answer = admin.post(reverse(ONE, args=[lesson.pk]), {"participation": sent})

    assert answer.status_code == 302
    assert not Fulfilment.objects.exists()


def test_nobody_confirms_their_own_work(trainer, course, lesson):
    own = opens(trainer, course, lesson)

    with pytest.raises(CourseError):
        operations.confirm(own.pk, lesson, by=trainer)


def test_an_editor_confirms_the_lessons_that_they_edit(client, learner, course, lesson):
    editor = with_permissions()
    client.force_login(editor)
    assert client.get(reverse(LIST)).status_code == 302
    assert client.get(reverse(ONE, args=[lesson.pk])).status_code == 404

    group = editor.groups.create(name="Redactie")
    GroupPagePermission.objects.create(
        group=group,
        page=Page.objects.get(pk=course.pk),
        permission=Permission.objects.get(
            content_type__app_label="wagtailcore", codename="change_page"
        ),
    )
    waiting = opens(learner, course, lesson)

    assert lesson.title in text_of(client.get(reverse(LIST)))
    client.post(reverse(ONE, args=[lesson.pk]), {"participation": waiting.pk})
    assert Fulfilment.objects.get().by == editor


def test_the_lists_cost_the_same_for_few_and_for_many(admin, course, lesson):
    costs = []
    for people in (1, 6):
        for _ in range(people):
            opens(UserFactory(), course, lesson)
        cost = 0
        for address in (reverse(LIST), reverse(ONE, args=[lesson.pk])):
            admin.get(address)
            with CaptureQueriesContext(connection) as captured:
                admin.get(address)
            cost += len(captured)
        costs.append(cost)

    assert costs[0] == costs[1]


def edit(client, page, **values):
    """Send the form of a page in the editor, to publish it."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "duration_minutes": 10,
        "body": streamfield([]),
        "goals": streamfield([]),
        "sources": streamfield([]),
        "introduction": "null",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "yes",
    }
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {**nested_form_data(data), **values},
    )


def test_the_editor_chooses_what_completes_a_lesson_and_what_comes_first(admin_client):
    course = a_course([a_text()], [a_text()])
    first, second = lessons_of(course)
    form = text_of(
        admin_client.get(reverse("wagtailadmin_pages:edit", args=[second.pk]))
    )
    for condition in Condition:
        assert f'value="{condition.value}"' in form

    sent = edit(
        admin_client,
        second,
        conditions=["read", "watched"],
        counts="on",
        prerequisites=[first.pk],
    )

    assert sent.status_code == 302
    second = LessonPage.objects.get(pk=second.pk)
    assert second.conditions == ["read", "watched"]
    assert [page.pk for page in second.prerequisites.all()] == [first.pk]
    assert "Bekeken" in text_of(admin_client.get(reverse("wagtailadmin_home")))


def test_the_editor_says_why_a_lesson_cannot_be_published(admin_client):
    course = a_course([a_text()], [a_text()])
    first, second = lessons_of(course)
    second.prerequisites = [first]
    publish(second)

    nothing = edit(admin_client, first, conditions=[], counts="on")
    assert "Kies minstens" in text_of(nothing)
    circle = edit(
        admin_client,
        first,
        conditions=["read"],
        counts="on",
        prerequisites=[second.pk],
    )

    assert "wacht op" in text_of(circle)
    assert not LessonPage.objects.get(pk=first.pk).prerequisites.exists()


def test_the_editor_refuses_more_lessons_than_there_are(admin_client):
    course = a_course([a_text()], [a_text()])

    refused = edit(admin_client, course, minimum=3)

    assert "3 lessen" in text_of(refused)
    course.refresh_from_db()
    assert course.minimum is None
