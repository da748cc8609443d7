"""The overview of who sees what: as it is for HR, with the button to share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.common import clock
from lms.learning.models import Participation
from lms.organisation.visibility import hr_scope
from lms.reporting.records import completion_records
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory
from tests.reporting.people import a_scenario, an_agency, asked, chosen

pytestmark = pytest.mark.django_db

PAGE = "/mijn-leren/wie-ziet-wat/"


@pytest.fixture
def agency():
    return an_agency("TEST-A", name="Agentschap Wegwijzers")


def lines(client) -> dict[str, tuple[bool, bool]]:
    who = client.get(PAGE).context["who"]
    return {
        line.participation.activity.title: (line.is_seen, line.can_change)
        for line in who.lines
    }


def test_each_line_says_what_hr_really_sees_and_what_can_change(client, agency):
    mandate = agency.learner()
    asked(mandate, an_activity(title="Gevraagd"))
    chosen(mandate, an_activity(title="Eigen keuze"))
    chosen(mandate, a_scenario("Een dilemma"))
    client.force_login(mandate.person)

    found = lines(client)

    assert found == {
        "Gevraagd": (True, False),
        "Eigen keuze": (False, True),
        "Een dilemma": (False, False),
    }
    records = completion_records(hr_scope(agency.hr), clock.today())
    seen = {record.activity_title for record in records}
    assert seen == {title for title, (is_seen, _can) in found.items() if is_seen}


def test_one_shares_and_takes_back_from_there(client, agency):
    mandate = agency.learner()
    part = chosen(mandate, an_activity(title="Eigen keuze"))
    client.force_login(mandate.person)
    address = f"/deelname/{part.activity.key}/delen/"

    answer = client.post(address, {"share": "yes", "next": PAGE})
    assert answer.url == PAGE
    assert lines(client) == {"Eigen keuze": (True, True)}

    client.post(address, {"share": "no", "next": PAGE})
    assert lines(client) == {"Eigen keuze": (False, True)}
    away = client.post(address, {"share": "no", "next": "https://elders.example/"})
    assert away.url == part.activity.address


def test_it_names_hr_the_manager_and_the_coordinator(client, agency):
    role = RoleFactory(slug="leidinggevende")
    boss = MandateFactory(entity=agency.entity, role=role, person__last_name="Baas")
    gone = MandateFactory(entity=agency.entity, role=role, person__last_name="Weg")
    gone.person.erased_at = clock.now()
    gone.person.save()
    mandate = agency.learner()
    client.force_login(mandate.person)

    page = client.get(PAGE).content.decode()

    assert "HR van Agentschap Wegwijzers" in page
    assert str(boss.person) in page
    assert "Weg<" not in page
    assert "De coördinator Integriteitszorg" in page


def test_without_an_entity_nobody_sees_anything(client):
    client.force_login(UserFactory())

    assert "geen HR en geen leidinggevende" in client.get(PAGE).content.decode()


def test_it_costs_the_same_however_much_somebody_does(client, agency):
    mandate = agency.learner()
    client.force_login(mandate.person)
    chosen(mandate, an_activity())
    client.get(PAGE)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    few = queries()
    for _each in range(10):
        chosen(mandate, an_activity())
    assert queries() == few
    assert Participation.objects.of(mandate.person).count() == 11
