"""“Waarom ben ik nog niet klaar?”: the page for who learns."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.rules import AllOf, Hours, Needs, Points, Worth
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.reporting.people import asked, chosen, finished

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate():
    return MandateFactory()


def page_of(client, participation) -> str:
    client.force_login(participation.learner)
    address = reverse("learning:why", args=[participation.activity.key])
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_it_names_rule_requirements_evidence_and_what_to_do(client, mandate):
    parts = [an_activity(title=f"Deel {letter}") for letter in "ABC"]
    trajectory = an_activity(ActivityKind.TRAJECTORY)
    rule = AllOf(
        (
            AllOf((Needs(parts[0].key),), "Kern"),
            Points(3, (Worth(2, Needs(parts[1].key)), Worth(1, Needs(parts[2].key)))),
            Hours(40, (Needs(parts[1].key), Needs(parts[2].key)), "Uren"),
        )
    )
    learning.set_requirements(trajectory, rule)
    way = learning.register(mandate.person, trajectory, mandate=mandate)
    finished(learning.register(mandate.person, parts[0], mandate=mandate))

    page = page_of(client, way)

    assert "Waarom ben ik nog niet klaar?" in page
    assert "Versie 1 van de regel" in page
    assert "Voltooid op" in page
    assert "0 van 3 punten" in page
    assert "Wat je nu kunt doen" in page


def test_it_says_who_asks_it_and_until_when(client, mandate):
    due = clock.today() - timedelta(days=1)
    participation = asked(mandate, an_activity(), due_on=due)

    page = page_of(client, participation)

    assert "Uiterste datum:" in page
    assert "state--late" in page


def test_of_what_is_completed_it_says_by_what(client, mandate):
    page = page_of(client, finished(chosen(mandate, an_activity())))

    assert "Waardoor dit voltooid is" in page


def test_nobody_reads_it_of_what_they_take_no_part_in(client, mandate):
    participation = chosen(mandate, an_activity())
    client.force_login(MandateFactory().person)

    answer = client.get(reverse("learning:why", args=[participation.activity.key]))

    assert answer.status_code == 404
