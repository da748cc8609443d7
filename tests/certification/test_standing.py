"""How a certificate stands on a day of choice: one of five words, and since when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from certification import operations
from certification.operations import Changes
from lms.common import clock, personal
from lms.learning.models import LearningActivity
from lms.learning.operations import withdraw_activity
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_certificate

pytestmark = pytest.mark.django_db

ISSUED = datetime(2024, 2, 29, 9, tzinfo=UTC)
LAST = date(2027, 2, 28)


@pytest.fixture
def certificate():
    with clock.at(ISSUED):
        return a_certificate(at=ISSUED)


def page(client, certificate, **query):
    response = client.get(certificate.get_absolute_url(), query)
    return response.status_code, response.content.decode()


def answer(client, certificate, day=None):
    query = {"op": day} if day else {}
    return client.get(f"/certificaten/{certificate.code}.json", query).json()


@pytest.mark.parametrize(
    ("day", "status", "word"),
    [
        ("2024-02-28", "unknown", "Onbekend"),
        ("2024-02-29", "valid", "Geldig"),
        ("2027-02-28", "valid", "Geldig"),
        ("28/02/2027", "valid", "Geldig"),
        ("2027-03-01", "expired", "Vervallen"),
        ("9999-12-31", "expired", "Vervallen"),
    ],
)
def test_the_status_on_a_day_of_choice(client, certificate, day, status, word):
    told = answer(client, certificate, day)
    code, html = page(client, certificate, op=day)

    assert told["status"] == status
    assert code == 200
    assert f"status-panel--{status}" in html
    assert word in html
    assert "Vandaag, 2" in html  # and how it stands today


def test_it_expires_with_the_end_of_its_last_day_in_brussels(client, certificate):
    before_midnight = datetime(2027, 2, 28, 22, 59, tzinfo=UTC)
    with clock.at(before_midnight):
        assert answer(client, certificate)["status"] == "valid"
    with clock.at(before_midnight + timedelta(minutes=1)):
        told = answer(client, certificate)
    assert (told["status"], told["since"]) == ("expired", "2027-03-01")


def test_a_revoked_one_says_since_when_and_not_why(client, certificate):
    since = date(2025, 3, 30)
    operations.revoke(certificate.pk, by=UserFactory(), reason="Fraude", on=since)

    told = answer(client, certificate)
    _code, html = page(client, certificate)

    assert (told["status"], told["since"]) == ("revoked", "2025-03-30")
    assert "30 maart 2025" in html
    assert "Ingetrokken" in html
    assert "Fraude" not in html
    assert answer(client, certificate, "2025-03-29")["status"] == "valid"
    assert answer(client, certificate, "2030-01-01")["status"] == "revoked"


def test_a_superseded_one_leads_to_what_took_its_place(client, certificate):
    new = operations.reissue(
        certificate.pk, by=UserFactory(), reason="Fout", changes=Changes()
    )

    told = answer(client, certificate)
    _code, html = page(client, certificate)

    assert told["status"] == "superseded"
    assert told["superseded_by"]["number"] == new.number
    assert f'href="{new.get_absolute_url()}"' in html
    assert "Vervangen" in html
    assert answer(client, new)["status"] == "valid"
    yesterday = clock.today() - timedelta(days=1)
    assert answer(client, certificate, yesterday)["superseded_by"] is None
    assert answer(client, new, yesterday)["status"] == "unknown"


@pytest.mark.parametrize("nonsense", ["", "gisteren", "2027-02-30", "x" * 2000, "\x00"])
def test_a_day_that_cannot_be_read_gets_a_sentence_and_todays_status(
    client, certificate, nonsense
):
    code, html = page(client, certificate, op=nonsense)

    assert code == 400
    assert "id_op_error" in html
    assert "status-panel--valid" in html
    machine = client.get(f"/certificaten/{certificate.code}.json", {"op": nonsense})
    assert (machine.status_code, list(machine.json())) == (400, ["error"])


def test_a_code_that_is_put_right_keeps_the_day(client, certificate):
    sloppy = certificate.code.lower()

    response = client.get(f"/certificaten/{sloppy}/?op=2027-03-01")

    assert response.url == f"{certificate.get_absolute_url()}?op=2027-03-01"


def test_it_is_checked_when_trajectory_and_person_are_gone(client, certificate):
    for activity in LearningActivity.objects.all():
        withdraw_activity(activity.key)

    assert page(client, certificate)[0] == 200
    personal.erase(certificate.award.person)

    told = answer(client, certificate)
    assert (told["status"], told["personal_data"]) == ("valid", "erased")
    assert told["trajectory"]["title"] == "Traject contactpersonen"
