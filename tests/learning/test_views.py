"""The buttons of every activity page: leaving and sharing."""

import pytest
from django.urls import reverse

from lms.learning import operations
from lms.learning.enums import ActivityKind
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/aanbod/geschenken/"


@pytest.fixture
def course():
    return an_activity(address=ADDRESS)


@pytest.fixture
def taking_part(course):
    mandate = MandateFactory()
    return operations.register(mandate.person, course, mandate=mandate)


@pytest.mark.parametrize("button", ["learning:leave", "learning:share"])
def test_who_signs_in_on_the_way_comes_back_to_the_page_with_the_button(
    client, course, taking_part, button
):
    address = reverse(button, args=[course.key])
    assert client.post(address).url == f"{reverse('account_login')}?next={address}"

    client.force_login(taking_part.learner)
    response = client.get(address)

    assert response.url == ADDRESS
    taking_part.refresh_from_db()
    assert taking_part.is_open
    assert not taking_part.shared


def test_sharing_and_taking_it_back(client, course, taking_part):
    client.force_login(taking_part.learner)
    address = reverse("learning:share", args=[course.key])

    for answer, shared in (("yes", True), ("no", False)):
        assert client.post(address, {"share": answer}).url == ADDRESS
        taking_part.refresh_from_db()
        assert taking_part.shared == shared


@pytest.mark.parametrize("button", ["learning:leave", "learning:share"])
def test_nobody_reaches_what_they_take_no_part_in(client, course, taking_part, button):
    client.force_login(MandateFactory().person)

    assert client.post(reverse(button, args=[course.key])).status_code == 404


def test_a_lesson_is_no_thing_of_its_own_to_leave(client, course, taking_part):
    lesson = an_activity(ActivityKind.LESSON)
    inside = operations.register(taking_part.learner, lesson)
    client.force_login(taking_part.learner)

    response = client.post(reverse("learning:leave", args=[lesson.key]))

    assert response.status_code == 404
    inside.refresh_from_db()
    assert inside.is_open
