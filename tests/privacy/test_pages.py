"""The pages: one's own, those for everybody, and the desk; who may see them and who not."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms_site.operations import set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.privacy import operations
from lms.privacy.enums import Decision, Destination
from lms.privacy.models import ErasureRequest, ProcessingVersion, RetentionRule
from lms.reporting.enums import LookedAt
from lms.reporting.looking import note_looks
from tests.factories.accounts import UserFactory
from tests.factories.site import a_content_page

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"
WORDS = {
    "name": "Leren volgen",
    "purpose": "Bijhouden wie wat voltooide.",
    "legal_basis": "ce",
    "people": "Personeelsleden",
    "data": "Naam en voltooiing",
    "recipients": "HR",
    "measures": "Alleen wie mag, ziet het.",
    "kinds": ["messaging.sent_mails"],
}


@pytest.fixture
def officer(client):
    set_up_groups()
    person = UserFactory(first_name="Fien", last_name="Gevaert")
    person.groups.add(Group.objects.get(name=PlatformGroup.DATA_PROTECTION))
    client.force_login(person)
    return person


def test_the_desk_opens_at_the_first_page_that_one_may_see(client, officer):
    desk = "/beheer/privacy/"
    assert client.get(desk).url == reverse("privacy_requests")

    administrator, trainer = UserFactory(), UserFactory()
    for person, group in (
        (administrator, PlatformGroup.ADMINISTRATORS),
        (trainer, PlatformGroup.TRAINERS),
    ):
        person.groups.add(Group.objects.get(name=group))
    client.force_login(administrator)
    assert client.get(desk).url == reverse("privacy_periods")
    client.force_login(trainer)
    assert client.get(desk, follow=True).redirect_chain[-1][0] == "/beheer/"


def confirm(client):
    """Say the password once more, as the page asks."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302, answer.content


def test_everything_is_downloaded_after_the_password_was_asked(client):
    person = UserFactory(password=PASSWORD)
    client.force_login(person)
    address = reverse("privacy:everything")
    asked = client.get(address)
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))

    confirm(client)
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_somebody_asks_and_takes_it_back(client):
    person = UserFactory(password=PASSWORD)
    client.force_login(person)
    confirm(client)

    refused = client.post(reverse("privacy:ask"), {"reason": "Ik ga weg"})
    assert refused.status_code == 400
    assert "Ik ga weg" in refused.content.decode()  # kept what was typed
    client.post(reverse("privacy:ask"), {"reason": "Ik ga weg", "sure": "on"})
    client.post(reverse("privacy:ask"), {"reason": "Ik ga weg", "sure": "on"})

    request = ErasureRequest.objects.get()
    assert request.reason == "Ik ga weg"
    assert (
        "Mijn verzoek intrekken" in client.get(reverse("privacy:own")).content.decode()
    )
    client.post(reverse("privacy:withdraw"))
    request.refresh_from_db()
    assert request.decision == Decision.WITHDRAWN


@pytest.mark.parametrize("name", ["own", "everything", "ask"])
def test_pages_of_oneself_ask_to_sign_in(client, name):
    assert client.get(reverse(f"privacy:{name}")).status_code == 302


def test_somebody_sees_who_looked_at_their_record_and_the_officer_sees_all(
    client, officer
):
    person, viewer = UserFactory(), UserFactory(first_name="Hilde", last_name="Baert")
    note_looks(viewer, [person.pk], LookedAt.HR)

    desk = client.get(reverse("privacy_looks")).content.decode()
    client.force_login(person)
    own = client.get(reverse("privacy:own")).content.decode()
    client.force_login(viewer)
    other = client.get(reverse("privacy:own")).content.decode()

    assert "Hilde Baert" in desk
    assert str(person) in desk
    assert "Hilde Baert" in own
    assert "Niemand opende" in other
    assert client.get(reverse("privacy_looks")).status_code in {302, 403}


def test_the_officer_sees_what_would_go_and_then_erases(client, officer):
    person = UserFactory(first_name="Zwaluwina", last_name="Quoirin")
    request = operations.ask(person, reason="Ik ga weg")
    address = reverse("privacy_request", args=[request.pk])
    assert "Quoirin" in client.get(reverse("privacy_requests")).content.decode()
    assert "Ik ga weg" in client.get(address).content.decode()

    shown = client.post(address, {"what": "ask-again"}).content.decode()
    assert "Deze persoon voorgoed wissen" in shown
    assert User.objects.get(pk=person.pk).erased_at is None
    client.post(address, {"what": "grant"})
    again = client.post(address, {"what": "grant"}, follow=True)

    assert User.objects.get(pk=person.pk).erased_at is not None
    assert "was al beslist" in again.content.decode()
    assert "Quoirin" not in client.get(reverse("privacy_requests")).content.decode()


def test_a_refusal_without_reasons_is_asked_again(client, officer):
    request = operations.ask(UserFactory())
    address = reverse("privacy_request", args=[request.pk])

    assert client.post(address, {"what": "refuse", "answer": ""}).status_code == 400
    client.post(address, {"what": "refuse", "answer": "Het moet blijven."})

    request.refresh_from_db()
    assert request.decision == Decision.REFUSED


@pytest.mark.parametrize(
    "group", [None, PlatformGroup.TRAINERS, PlatformGroup.COORDINATORS]
)
def test_nobody_else_comes_at_the_desk(client, officer, group):
    request = operations.ask(UserFactory())
    stranger = UserFactory()
    if group:
        stranger.groups.add(Group.objects.get(name=group))
    client.force_login(stranger)

    for address in (
        reverse("privacy_requests"),
        reverse("privacy_request", args=[request.pk]),
        reverse("privacy_periods"),
        reverse("privacy_period", args=["messaging.sent_mails"]),
        reverse("privacy_processings"),
        reverse("privacy_processing_new"),
    ):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {302, 403, 405}, address
            if answer.status_code == 302:
                there = answer["Location"].partition("?")[0]
                assert there in {"/beheer/login/", "/beheer/"}


def test_administrators_set_periods_but_do_not_decide_on_erasure(client, officer):
    request = operations.ask(UserFactory())
    boss = UserFactory()
    boss.groups.add(Group.objects.get(name=PlatformGroup.ADMINISTRATORS))
    client.force_login(boss)

    assert client.get(reverse("privacy_periods")).status_code == 200
    decides = client.post(
        reverse("privacy_request", args=[request.pk]), {"what": "grant"}
    )
    assert decides.status_code in {302, 403}
    request.refresh_from_db()
    assert request.is_waiting


def test_a_period_is_saved_after_it_was_shown_what_would_go(client, officer):
    address = reverse("privacy_period", args=["messaging.sent_mails"])
    said = {"months": "12", "reference": "", "destination": Destination.DESTROY}
    assert client.post(address, said).status_code == 400
    said["reference"] = "Selectielijst 3"

    client.post(address, said)
    assert not RetentionRule.objects.exists()
    client.post(address, said | {"sure": "yes"})

    assert RetentionRule.objects.get().months == 12
    page = client.get(reverse("privacy_periods")).content.decode()
    assert "Selectielijst 3" in page
    assert client.get(reverse("privacy_period", args=["iets"])).status_code == 404


def test_each_change_of_a_statement_is_a_version_that_stays_readable(client, officer):
    first = operations.describe("leren", by=officer, **WORDS)
    assert operations.describe("leren", by=officer, **WORDS).pk == first.pk
    operations.describe(
        "leren", by=officer, **WORDS | {"recipients": "HR en wie leidt"}
    )
    client.logout()

    now = client.get(reverse("privacy:statement", args=["leren"])).content.decode()
    then = client.get(
        reverse("privacy:statement_version", args=["leren", 1])
    ).content.decode()

    assert "HR en wie leidt" in now
    assert "HR en wie leidt" not in then
    assert "versie 1" in then
    assert "Verzonden mails" in now
    assert "er is nog geen termijn ingesteld" in now
    assert client.get("/privacy/verwerkingen/iets/").status_code == 404
    assert client.get("/privacy/verwerkingen/leren/3/").status_code == 404


def test_the_record_is_kept_in_the_admin_and_leaves_as_csv_and_json(client, officer):
    client.post(reverse("privacy_processing_new"), WORDS | {"data": "=1+1"})
    address = reverse("privacy_processing", args=["leren-volgen"])
    client.post(address, WORDS | {"data": "=2+2"})

    assert ProcessingVersion.objects.count() == 2
    text = client.get(reverse("privacy_processings") + "?format=csv").content
    line = next(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert line["data"] == "'=2+2"
    found = client.get(reverse("privacy_processings") + "?format=json").content
    assert json.loads(found)["processings"][0]["version"] == 2
    client.post(address, {"what": "end"})
    assert "Leren volgen" not in client.get("/privacy/").content.decode()
    assert client.get("/privacy/verwerkingen/leren-volgen/").status_code == 200


def test_the_page_about_privacy_is_there_with_and_without_a_page_of_editors(
    client, site
):
    operations.describe("leren", by=None, **WORDS)
    assert "Leren volgen" in client.get("/privacy/").content.decode()
    home, _catalogue = site
    a_content_page(home, "privacy", body=[("text", "<p>Niemand.</p>")])

    page = client.get("/privacy/").content.decode()

    assert "Niemand." in page
    assert "Leren volgen" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("processings", [1, 12])
def test_the_page_costs_the_same_however_many_processings(
    client, site, django_assert_max_num_queries, processings
):
    for number in range(processings):
        operations.describe(f"nr-{number}", by=None, **WORDS | {"name": f"Nr {number}"})
    client.get("/privacy/")

    with django_assert_max_num_queries(12):
        client.get("/privacy/")
