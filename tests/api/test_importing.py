"""Importing people by the API: within reach alone, line by line, twice the same."""

import pytest

from lms.accounts.models import User
from lms.api.models import TokenUse
from lms.organisation.models import Mandate
from tests.factories.organisation import RoleFactory

from .test_door import problem

pytestmark = pytest.mark.django_db


def a_line(entity, **changes):
    RoleFactory()
    return {
        "persoon_id": "VO-NIEUW-1",
        "voornaam": "Noor",
        "naam": "Peeters",
        "e-mail": "noor.peeters@voorbeeld.test",
        "entiteit_code": entity.code,
        "rol": "contactpersoon-integriteit",
        "van": "2025-06-01",
    } | changes


def send(system, *lines, **more):
    response = system.post("people/import", {"regels": list(lines), **more})
    assert response.status_code == 200, response.content
    return response.json()


def test_somebody_new_gets_an_account_and_a_mandate_and_again_changes_nothing(
    here, hr_system
):
    line = a_line(here.entity)

    first = send(hr_system, line)
    again = send(hr_system, line)

    assert first["aantallen"] == {"nieuw": 1}
    assert again["aantallen"] == {"ongewijzigd": 1}
    shown = hr_system.get("people/VO-NIEUW-1").json()
    assert shown["mandaten"][0]["van"] == "2025-06-01"
    uses = TokenUse.objects.filter(resource="people:write")
    assert [use.rows for use in uses] == [1, 1]


def test_a_trial_tells_and_does_nothing(here, hr_system):
    line = a_line(here.entity)
    before = (User.objects.count(), Mandate.objects.count())

    told = send(hr_system, line, proef=True)

    assert (told["proef"], told["aantallen"]) == (True, {"nieuw": 1})
    assert (User.objects.count(), Mandate.objects.count()) == before


def test_a_line_of_another_agency_is_refused_and_the_rest_is_done(
    here, there, hr_system
):
    elsewhere = a_line(
        there.entity, **{"persoon_id": "VO-NIEUW-2", "e-mail": "b@voorbeeld.test"}
    )

    told = send(hr_system, elsewhere, a_line(here.entity))

    assert told["aantallen"] == {"nieuw": 1, "geweigerd": 1}
    (refused,) = (each for each in told["meldingen"] if each["uitkomst"] == "geweigerd")
    assert (refused["regel"], refused["kolom"]) == (1, "entiteit_code")
    assert not User.objects.filter(vo_id="VO-NIEUW-2").exists()


@pytest.mark.parametrize(
    "change", [{"regels": []}, {"proef": "ja"}, {"regels": [{"x": 1}]}, {"meer": 1}]
)
def test_what_is_not_whole_is_refused(here, hr_system, change):
    body = {"regels": [a_line(here.entity)]} | change

    problem(hr_system.post("people/import", body), 422)

    assert not User.objects.filter(vo_id="VO-NIEUW-1").exists()
