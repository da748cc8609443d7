"""What the header shows, and what it costs."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms_site.operations.groups import set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.content.context_processors import site_frame
from lms.messaging.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

ALWAYS = ["Aanbod", "Dilemma’s", "Bij wie kun je terecht?", "Mijn leren"]


def frame(rf, person):
    request = rf.get("/")
    request.user = person
    return site_frame(request)


def lines(rf, person):
    shown = [line.label for line in frame(rf, person)["nav"]]
    assert shown[: len(ALWAYS)] == ALWAYS
    return shown[len(ALWAYS) :]


def member_of(group):
    set_up_groups()
    person = UserFactory()
    person.groups.add(Group.objects.get(name=group))
    return person


def test_the_header_shows_from_where_somebody_sees_others_and_the_admin(rf):
    hr = MandateFactory(role__slug="hr-verantwoordelijke").person
    coordinator = member_of(PlatformGroup.COORDINATORS)

    assert lines(rf, UserFactory()) == []
    assert lines(rf, hr) == ["HR"]
    assert lines(rf, MandateFactory(role__slug="leidinggevende").person) == [
        "Mijn team"
    ]
    assert lines(rf, coordinator) == ["Dekking", "Beheer"]
    assert lines(rf, member_of(PlatformGroup.TRAINERS)) == ["Beheer"]
    assert lines(rf, UserFactory(is_superuser=True)) == ["Beheer"]
    hr.groups.set(coordinator.groups.all())
    assert lines(rf, hr) == ["HR", "Beheer"]


def test_a_permission_of_ones_own_opens_the_admin_and_a_closed_account_nothing(rf):
    trainer = member_of(PlatformGroup.TRAINERS)
    group = trainer.groups.get()
    own = UserFactory()
    own.user_permissions.set(group.permissions.all())

    assert lines(rf, own) == ["Beheer"]
    trainer.is_active = False
    assert lines(rf, trainer) == []


@pytest.mark.parametrize("group", [None, PlatformGroup.COORDINATORS])
def test_the_header_costs_one_query_for_a_request(rf, group):
    person = member_of(group) if group else UserFactory()
    tell(person, kind="decision", key="k", title="Besluit", text="Goed.")
    with CaptureQueriesContext(connection) as queries:
        shown = frame(rf, person)
        assert list(shown["nav"])
        assert bool(shown["sees_admin"]) is bool(group)
        assert shown["unread"] == 1
    assert len(queries) == 1


@pytest.mark.parametrize("path", ["/bestaat-niet/", "/hr/dekking/"])
def test_a_page_that_refuses_asks_of_the_header_once(client, path):
    client.force_login(MandateFactory().person)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code in {403, 404}

    asked = [each["sql"] for each in queries if "messaging_notification" in each["sql"]]
    rights = [each["sql"] for each in queries if "auth_permission" in each["sql"]]
    assert (len(asked), rights) == (1, asked)
