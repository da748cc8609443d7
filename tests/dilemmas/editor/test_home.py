"""The dashboard of the admin leads a trainer to their dilemmas."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario

pytestmark = pytest.mark.django_db


def home(client) -> str:
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_trainer_begins_a_dilemma_or_goes_on_with_a_draft(client, trainer):
    draft, done = a_scenario(title="Het concept", publish=False), a_scenario(title="Af")
    draft.save_revision()

    html = home(client)

    assert reverse("scenario_listing:choose_parent") in html
    assert f'href="{reverse("dilemmas_map", args=[draft.pk])}"' in html
    assert reverse("dilemmas_map", args=[done.pk]) not in html
    assert client.get(reverse("scenario_listing:choose_parent")).status_code in (
        200,
        302,
    )


def test_who_leads_sessions_writes_none(client):
    person = UserFactory()
    person.groups.add(Group.objects.get(name=PlatformGroup.FACILITATORS))
    client.force_login(person)

    assert reverse("scenario_listing:choose_parent") not in home(client)


def test_it_costs_the_same_however_many_drafts(client, trainer):
    costs = []
    for number in range(4):
        a_scenario(title=f"Concept {number}", publish=False).save_revision()
        if number in (0, 3):
            home(client)
            with CaptureQueriesContext(connection) as queries:
                home(client)
            costs.append(
                [one["sql"] for one in queries if "dilemmas_scenariopage" in one["sql"]]
            )

    assert len(costs[0]) == len(costs[1])
