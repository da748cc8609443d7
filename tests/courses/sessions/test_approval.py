"""A session of which an editor says that a manager decides who comes."""

import pytest
from django.urls import reverse

from lms.learning import operations
from lms.learning.models import LearningRequest
from tests.factories.organisation import MandateFactory, RoleFactory
from tests.factories.sessions import a_date, a_session_page, activity_of

pytestmark = pytest.mark.django_db


def test_a_place_is_given_once_the_manager_approved(client):
    page = a_session_page()
    page.needs_approval = True
    page.save_revision().publish()
    activity = activity_of(page)
    assert activity.needs_approval
    date = a_date(activity)
    mandate = MandateFactory()
    manager = MandateFactory(
        entity=mandate.entity, role=RoleFactory(slug="leidinggevende")
    ).person
    client.force_login(mandate.person)
    enrol = reverse("courses:session_enrol", args=[date.uid])

    answer = client.post(enrol)
    join = reverse("learning:join", args=[activity.key])
    assert answer.url == join
    assert not mandate.person.enrolments.exists()

    client.post(join, {"reason": "Graag"})
    operations.grant(LearningRequest.objects.get().pk, by=manager)
    client.post(enrol)
    assert mandate.person.enrolments.get().has_place
