import pytest

from tests.factories.accounts import UserFactory
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


def test_a_person_sees_their_mandates_and_changes_their_name(client):
    person = UserFactory(first_name="Lore")
    mandate = MandateFactory(person=person)
    MandateFactory()  # of somebody else
    client.force_login(person)

    page = client.get("/mijn-gegevens/")
    assert [each.pk for each in page.context["mandates"]] == [mandate.pk]

    response = client.post(
        "/mijn-gegevens/", {"first_name": "Laura", "last_name": "Maes"}
    )

    assert response.url == "/mijn-gegevens/"
    person.refresh_from_db()
    assert person.get_full_name() == "Laura Maes"


def test_a_name_cannot_be_empty(client):
    person = UserFactory(first_name="Lore")
    client.force_login(person)

    response = client.post("/mijn-gegevens/", {"first_name": "", "last_name": "Maes"})

    assert response.status_code == 400
    person.refresh_from_db()
    assert person.first_name == "Lore"


def test_nobody_sees_it_without_a_login(client):
    assert client.get("/mijn-gegevens/").status_code == 302
