"""People, teams, and the numbers about them: each is that of the rows behind it."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.common import clock
from lms.organisation.operations import end_mandate
from lms.reporting.models import RecordLook, SavedReport
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory

from .people import TODAY, asked, chosen, finished, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

HR = "/hr/"
PEOPLE = "/hr/mensen/"
TEAM = "/hr/team/"


@pytest.fixture
def hr(client, here):
    client.force_login(here.hr)
    return client


@pytest.fixture
def manager(client, here):
    role = RoleFactory(slug="leidinggevende")
    client.force_login(MandateFactory(entity=here.entity, role=role).person)
    return client


@pytest.fixture
def everything(here, today):
    """Two people with something of each sort: late, soon, done, certified, expiring."""
    first = here.learner(first_name="An", last_name="Aerts")
    second = here.learner(first_name="Bo", last_name="Boon")
    asked(first, an_activity(title="Laat"), due_on=date(2025, 6, 1))
    asked(first, an_activity(title="Straks"), due_on=date(2025, 6, 20))
    with on(date(2025, 5, 20)):
        finished(asked(second, an_activity(title="Mei")))
        chosen(second, an_activity(title="Eigen keuze"))
    long_ago = clock.now() - timedelta(days=3 * 365 - 60)
    trajectory = a_trajectory()
    with clock.at(long_ago):
        a_certificate(trajectory=trajectory, mandate=second, at=long_ago)
    with clock.at(clock.now() - timedelta(days=4 * 365)):
        a_certificate(trajectory=trajectory, mandate=here.learner(), at=clock.now())
    return first, second


def rows_behind(client, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["rows"]


def numbers_with_links(page: str) -> list[tuple[int, str]]:
    """Every number that is pressed: what it says, and where it leads."""
    in_cells = re.findall(
        r'<a href="([^"]+)">(\d+)<span class="visually-hidden">', page
    )
    tiles = re.findall(r'<dt><a href="([^"]+)">[^<]+</a></dt><dd>(\d+)</dd>', page)
    found = [(int(number), link) for link, number in in_cells]
    found += [(int(number), link) for link, number in tiles]
    return [(number, link.replace("&amp;", "&")) for number, link in found]


@pytest.mark.usefixtures("everything")
def test_every_number_of_hr_is_that_of_the_rows_behind_it(hr, here):
    pages = [HR, PEOPLE, f"{PEOPLE}?toestand=vervalt", f"{PEOPLE}?entiteit=TEST-A"]
    listed = hr.get(PEOPLE).context["lines"]
    pages += [line.address for line in listed]
    counted = 0

    for address in pages:
        for number, link in numbers_with_links(hr.get(address).content.decode()):
            rows = link if link.startswith("/") else f"{HR}{link}"
            assert rows_behind(hr, rows) == number, (address, link)
            counted += 1

    assert counted > 20


@pytest.mark.usefixtures("everything")
def test_every_number_of_a_manager_is_that_of_the_rows_behind_it(manager):
    lines = manager.get(TEAM).context["lines"]
    counted = 0
    for address in (TEAM, *(line.address for line in lines)):
        for number, link in numbers_with_links(manager.get(address).content.decode()):
            assert link.startswith("/hr/team/voltooiingen/")
            assert rows_behind(manager, link) == number
            counted += 1
    assert counted > 5


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("te-laat", ["Aerts"]),
        ("binnenkort", ["Aerts"]),
        ("open", ["Aerts"]),
        ("vervalt", ["Boon"]),
        ("gecertificeerd", ["Boon"]),
    ],
)
def test_people_are_found_by_how_they_stand(hr, state, names):
    lines = hr.get(PEOPLE, {"toestand": state}).context["lines"]

    assert [line.person.last_name for line in lines] == names


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("te-laat=ja", {"Laat"}),
        ("binnen-dagen=30", {"Straks"}),
        ("gecertificeerd=ja", {"Traject contactpersonen"}),
        ("vervalt-binnen=3", {"Traject contactpersonen"}),
        ("vervalt-binnen=1", set()),
        ("periode=vorige-maand", {"Mei"}),
        ("periode=mei", {"Mei"}),
        ("periode=maart", set()),
        ("beleidsdomein=Mobiliteit en Openbare Werken&te-laat=ja", {"Laat"}),
        ("beleidsdomein=Elders", set()),
        ("bron=vrijstelling", set()),
        ("entiteit=TEST-A&eronder=ja&te-laat=ja", {"Laat"}),
    ],
)
def test_records_are_found_by_what_they_hold(hr, query, titles):
    page = hr.get(f"{HR}?{query}").context["page_obj"]

    assert {record.activity_title for record in page} == titles


def test_an_entity_is_filtered_with_what_lies_under_it(hr, here):
    from tests.factories.organisation import EntityFactory  # noqa: PLC0415

    below = MandateFactory(entity=EntityFactory(code="ONDER", parent=here.entity))
    asked(below, an_activity(title="Onder"))
    asked(here.learner(), an_activity(title="Boven"))

    def titles(query):
        page = hr.get(f"{HR}?{query}").context["page_obj"]
        return [record.activity_title for record in page]

    assert titles("entiteit=TEST-A") == ["Boven"]
    assert sorted(titles("entiteit=TEST-A&eronder=ja")) == ["Boven", "Onder"]


def test_a_certificate_that_was_revoked_counts_no_more(hr, here):
    trajectory = a_trajectory()
    mandate = here.learner()
    before = clock.now() - timedelta(days=3 * 365 - 60)
    with clock.at(before):
        first = a_certificate(trajectory=trajectory, mandate=mandate, at=before)
    assert rows_behind(hr, f"{HR}?vervalt-binnen=3") == 1

    from certification import operations as certification  # noqa: PLC0415

    certification.revoke(first.pk, by=here.hr, reason="Vergissing")

    assert rows_behind(hr, f"{HR}?vervalt-binnen=3") == 0
    assert rows_behind(hr, f"{HR}?gecertificeerd=ja") == 0


def test_the_page_of_a_person_is_noted_and_of_a_stranger_is_not_there(hr, here, there):
    mine, other = here.learner(), there.learner()
    asked(mine, an_activity(title="Geschenken"))
    asked(other, an_activity())

    page = hr.get(reverse("reporting:individual", args=[mine.person_id]))

    assert "Geschenken" in page.content.decode()
    look = RecordLook.objects.get()
    assert (look.by, look.person, look.page) == (here.hr, mine.person, "hr")
    for stranger in (other.person_id, here.hr.pk, 999_999):
        address = reverse("reporting:individual", args=[stranger])
        assert hr.get(address).status_code == 404
    assert RecordLook.objects.count() == 1


def test_a_list_of_one_person_is_noted_too(hr, here):
    mine = here.learner()
    asked(mine, an_activity())

    hr.get(HR)
    assert not RecordLook.objects.exists()

    hr.get(HR, {"persoon": mine.person_id})
    assert RecordLook.objects.get().person == mine.person


def test_a_manager_sees_the_team_of_today_without_own_choices(manager, here, there):
    member, left = here.learner(last_name="Blijft"), here.learner(last_name="Vertrok")
    asked(member, an_activity(title="Gevraagd"))
    chosen(member, an_activity(title="Eigen keuze"))
    gone = asked(left, an_activity(title="Van wie vertrok"))
    asked(there.learner(last_name="Elders"), an_activity())
    end_mandate(left, on=TODAY - timedelta(days=1))

    for address in (TEAM, "/hr/team/voltooiingen/"):
        page = manager.get(address).content.decode()
        assert "Blijft" in page
        for unseen in ("Vertrok", "Elders", "Eigen keuze"):
            assert unseen not in page
    for address in (f"/hr/team/{left.person_id}/", f"/hr/team/persoon/{gone.pk}/"):
        assert manager.get(address).status_code == 404
    for address in (HR, PEOPLE, "/hr/rapporten/", "/hr/export/?format=csv"):
        assert manager.get(address).status_code == 403


def test_hr_who_leads_no_team_has_no_team_page(hr):
    assert hr.get(TEAM).status_code == 403
    assert hr.get("/hr/team/voltooiingen/").status_code == 403


def test_somebody_erased_is_no_line(hr, here):
    mandate = here.learner()
    asked(mandate, an_activity())
    mandate.person.erased_at = clock.now()
    mandate.person.save()

    assert hr.get(PEOPLE).context["lines"] == []


@pytest.mark.usefixtures("everything")
def test_people_sort_by_name_and_by_number(hr):
    def names(sort):
        lines = hr.get(PEOPLE, {"sorteer": sort}).context["lines"]
        return [line.person.last_name for line in lines]

    assert names("naam") == sorted(names("naam"))
    assert names("-naam") == sorted(names("naam"), reverse=True)
    assert names("-te-laat")[0] == "Aerts"
    assert names("te-laat")[-1] == "Aerts"


def queries(client, address) -> int:
    caches["local"].clear()  # where counts are remembered
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_of_people_cost_the_same_however_many(hr, here):
    course = an_activity()
    first = asked(here.learner(), course)
    addresses = [
        *(PEOPLE, f"{PEOPLE}?toestand=te-laat&sorteer=-te-laat", HR),
        f"{HR}?persoon={first.learner_id}",
    ]
    hr.get(HR)
    few = [queries(hr, address) for address in addresses]
    for _each in range(55):
        asked(here.learner(), course)

    assert [queries(hr, address) for address in addresses] == few


def save(client, **given):
    given = {"query": "?te-laat=ja&sorteer=-naam", "name": "Te laat", **given}
    return client.post("/hr/rapporten/bewaren/", given)


def test_a_report_is_saved_shared_changed_and_deleted(hr, here):
    assert save(hr, entity=here.entity.pk).status_code == 302
    report = SavedReport.objects.get()
    assert report.parameters == {"te-laat": "ja", "sorteer": "-naam"}
    assert report.shared_with == here.entity
    opened = hr.get(f"/hr/rapporten/{report.pk}/")
    place, _mark, query = opened.url.partition("?")
    assert (place, dict(parse_qsl(query))) == ("/hr/", report.parameters)
    page = hr.get("/hr/rapporten/").content.decode()
    assert "Te laat" in page

    assert hr.get(f"/hr/rapporten/{report.pk}/aanpassen/").status_code == 200
    hr.post(f"/hr/rapporten/{report.pk}/opslaan/", {"name": "Nu te laat"})
    report.refresh_from_db()
    assert (report.name, report.shared_with) == ("Nu te laat", None)

    for _twice in range(2):
        answer = hr.post(f"/hr/rapporten/{report.pk}/verwijderen/")
        assert answer.status_code == 302
    assert not SavedReport.objects.exists()


def test_a_wrong_report_is_told_and_nothing_is_lost(hr):
    save(hr)
    again = save(hr, query="?status=voltooid")
    assert again.status_code == 400
    assert "al een rapport" in again.content.decode()
    assert save(hr, name="").status_code == 400
    assert save(hr, query="?status=onzin", name="x").status_code == 400
    assert SavedReport.objects.count() == 1


def test_a_shared_report_shows_what_the_viewer_sees_and_changes_for_its_owner_alone(
    hr, client, here, there
):
    save(hr, entity=here.entity.pk)
    report = SavedReport.objects.get()

    client.force_login(there.hr)

    for address in ("", "aanpassen/"):
        assert client.get(f"/hr/rapporten/{report.pk}/{address}").status_code == 404
    answer = client.post(f"/hr/rapporten/{report.pk}/opslaan/", {"name": "Gekaapt"})
    assert answer.status_code == 404
    client.post(f"/hr/rapporten/{report.pk}/verwijderen/")
    assert SavedReport.objects.get().name == "Te laat"
