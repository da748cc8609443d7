"""A trainer records completions by name; the register of certificates is read only."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.models import Certificate
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Source
from lms.learning.models import Completion
from tests.certification.years import EARNED, OPENS, earn, on, tick
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return an_activity(
        ActivityKind.SESSION, title="Dilemma’s begeleiden", trainer_completes=True
    )


@pytest.fixture
def trainer():
    return person_who_may("access_admin", "record_completion")


@pytest.fixture
def follower(session):
    """Somebody who follows a trajectory with the session, and did not register for it."""
    mandate = MandateFactory(person__first_name="Lore", person__last_name="Maesen")
    trajectory = a_trajectory(requires=[session, an_activity()])
    learning.register(mandate.person, trajectory, mandate=mandate)
    return mandate.person


def person_who_may(*codenames):
    person = UserFactory()
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def url(session=None, q=""):
    base = reverse("certification_record_completion")
    return f"{base}?activity={session.pk}&q={q}" if session else base


def record(client, session, person, day=None):
    return client.post(
        url(session),
        {"person": person.pk, "attended_on": (day or clock.today()).isoformat()},
        follow=True,
    )


def test_a_trainer_records_who_attended_and_when(client, trainer, session, follower):
    client.force_login(trainer)
    day = clock.today() - timedelta(days=3)

    response = record(client, session, follower, day)

    completion = Completion.objects.get(activity=session)
    assert completion.learner == follower
    assert completion.recorded_by == trainer
    assert completion.source == Source.SESSION
    assert clock.local_date(completion.completed_at) == day
    assert completion.entity == follower.mandates.get().entity
    assert "Lore Maesen" in response.content.decode()


def test_recording_twice_changes_nothing_and_says_so(
    client, trainer, session, follower
):
    client.force_login(trainer)
    record(client, session, follower, clock.today() - timedelta(days=3))

    response = record(client, session, follower)

    assert Completion.objects.filter(activity=session).count() == 1
    [message] = response.context["messages"]
    assert message.level_tag == "warning"


def test_a_day_before_the_renewal_is_on_record_already_and_says_so(
    client, trainer, session
):
    mandate = MandateFactory(person__first_name="Lore", valid_from=date(2020, 1, 1))
    earn(a_trajectory(requires=[session]), mandate, EARNED)
    tick(OPENS)
    client.force_login(trainer)

    with on(OPENS):
        html = record(
            client, session, mandate.person, OPENS - timedelta(days=1)
        ).content.decode()

    assert "Er is niets veranderd" in html
    assert "20 november 2026" in html
    assert Completion.objects.filter(activity=session).count() == 1


def test_a_day_that_has_yet_to_come_is_refused(client, trainer, session, follower):
    client.force_login(trainer)

    response = record(client, session, follower, clock.today() + timedelta(days=1))

    assert response.status_code == 400
    assert response.context["form"].errors["attended_on"]
    assert not Completion.objects.exists()


def test_today_is_never_recorded_in_the_future(client, trainer, session, follower):
    client.force_login(trainer)

    record(client, session, follower)

    assert Completion.objects.get(activity=session).completed_at <= clock.now()


def test_nobody_else_can_be_recorded(client, trainer, session, follower):
    client.force_login(trainer)

    response = record(client, session, UserFactory())

    assert response.status_code == 400
    assert not Completion.objects.exists()


def test_people_are_found_by_name_or_address(client, trainer, session, follower):
    registered = UserFactory(first_name="Karim", last_name="Belkacem")
    learning.register(registered, session)
    UserFactory(first_name="Lore", last_name="Anders")
    client.force_login(trainer)

    def found(q):
        return {one.name for one in client.get(url(session, q)).context["people"]}

    assert found("") == {"Lore Maesen", "Karim Belkacem"}
    assert found("maes lore") == {"Lore Maesen"}
    assert found(registered.email[:9]) >= {"Karim Belkacem"}
    assert found("niemand") == set()


def test_only_what_a_trainer_completes_can_be_chosen(client, trainer, session):
    course = an_activity()
    client.force_login(trainer)

    response = client.get(url(course))

    assert "people" not in response.context
    assert response.context["find"].errors


@pytest.mark.parametrize("codenames", [(), ("access_admin",)])
def test_it_takes_the_permission(client, session, codenames):
    client.force_login(person_who_may(*codenames))

    assert client.get(url(session)).status_code in (302, 403)
    assert client.post(url(session)).status_code in (302, 403)


def test_finding_costs_the_same_however_many_people(client, trainer, session):
    client.force_login(trainer)
    costs = []
    for number in (2, 20):
        for _ in range(number):
            mandate = MandateFactory()
            learning.register(mandate.person, session, mandate=mandate)
        client.get(url(session))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(session))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_register_is_read_by_who_may_and_changed_by_nobody(client):
    certificate = a_certificate()
    index = reverse("certification_certificates:index")
    inspect = reverse("certification_certificates:inspect", args=[certificate.pk])
    client.force_login(person_who_may("access_admin", "view_certificate"))

    assert certificate.number in client.get(index).content.decode()
    assert certificate.name in client.get(inspect).content.decode()
    assert (
        certificate.number
        in client.get(index, {"q": certificate.name}).content.decode()
    )
    assert certificate.number not in client.get(index, {"q": "zzz"}).content.decode()
    client.force_login(person_who_may("access_admin"))
    assert client.get(index).status_code == 302
    assert client.get(inspect).status_code == 302


def test_the_register_costs_the_same_however_many(client):
    client.force_login(person_who_may("access_admin", "view_certificate"))
    index = reverse("certification_certificates:index")
    trajectory = a_trajectory()
    costs = []
    for number in (1, 6):
        for _ in range(number):
            a_certificate(trajectory=trajectory)
        client.get(index)
        with CaptureQueriesContext(connection) as queries:
            client.get(index)
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert Certificate.objects.count() == 7
