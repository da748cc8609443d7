"""The pages to issue in bulk: who may, what they ask, how far it is, and the zip."""

import hashlib
import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from certification import operations
from certification.models import Batch, Certificate
from certification.operations import ordering
from cms_site.operations.groups import PERMISSIONS
from lms.accounts.enums import PlatformGroup
from lms.common import clock, personal
from lms.learning.models import Completion
from lms.reporting.models import ExportAudit
from tests.factories.accounts import UserFactory, let_edit, who_may
from tests.factories.attendance import a_held_date, completion_of, who_was_there
from tests.factories.certification import a_certificate, a_trajectory
from tests.factories.organisation import EntityFactory, MandateFactory
from tests.factories.sessions import a_session_page

pytestmark = pytest.mark.django_db


def signed_in(client, *groups):
    person = UserFactory()
    for name in {name for group in groups for name in PERMISSIONS[group]}:
        app_label, codename = name.split(".")
        person.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )
    let_edit(person, Page.objects.get(depth=2))  # as they may, below the catalogue
    client.force_login(person)
    return person


@pytest.fixture
def coordinator(client):
    return signed_in(client, PlatformGroup.COORDINATORS)


@pytest.fixture
def session():
    return a_held_date()


def desk_of(session):
    return reverse(
        "certification_bulk_attendees", args=[session.activity.key, session.uid]
    )


def sent(activity, people, **fields):
    return {
        "key": str(uuid4()),
        "activity": activity.pk,
        "file": SimpleUploadedFile("lijst.csv", people.encode()),
        "days": "3/3/2026, 10/3/2026",
        "hours": "6,5",
        "trainers": "",
        "provider": "VTO",
        "grounds": "Getekende lijst in dossier 7",
        **fields,
    }


IMPORT = reverse("certification_import")
DOWNLOAD = reverse("certification_download")


def test_the_desk_of_a_date_leads_to_it_once_it_is_over(client, session):
    signed_in(client, PlatformGroup.TRAINERS)
    who_was_there(session)

    desk = client.get(reverse("courses_roll", args=[session.pk])).content.decode()
    assert desk_of(session) in desk
    page = client.get(desk_of(session)).content.decode()
    assert "1 persoon was aanwezig" in page
    assert "1 van hen heeft nog geen deelnameattest" in page


def test_who_is_not_in_charge_of_the_session_issues_nothing(client, session):
    who_was_there(session)
    trainer = who_may("record_completion", "mark_attendance")
    let_edit(trainer, a_session_page(slug="anders", title="Een andere sessie"))
    client.force_login(trainer)

    assert client.get(desk_of(session)).status_code == 404
    assert client.post(desk_of(session)).status_code == 404
    assert not Certificate.objects.exists()


def test_a_session_that_promises_nothing_shows_no_way_to_it(client):
    signed_in(client, PlatformGroup.TRAINERS)
    session = a_held_date(attests=False)

    desk = client.get(reverse("courses_roll", args=[session.pk])).content.decode()
    assert "deelnameattesten/" not in desk
    assert client.get(desk_of(session)).status_code == 404


def test_one_press_issues_and_shows_how_far_it_is(
    client, session, django_capture_on_commit_callbacks
):
    signed_in(client, PlatformGroup.TRAINERS)
    here = who_was_there(session)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(desk_of(session))
    page = client.get(answer.url).content.decode()

    assert Certificate.objects.of(here.learner).count() == 1
    assert "1 van 1 gedaan" in page
    assert 'max="1" value="1"' in page
    assert "Klaar." in page
    assert "Ze hebben allemaal" in client.get(desk_of(session)).content.decode()


def test_a_batch_at_work_says_how_to_see_more_without_script(
    client, session, monkeypatch
):
    signed_in(client, PlatformGroup.TRAINERS)
    monkeypatch.setattr(ordering.batch_started, "send_robust", lambda **_: None)
    who_was_there(session)

    answer = client.post(desk_of(session))
    page = client.get(answer.url).content.decode()

    assert "0 van 1 gedaan" in page
    assert f'href="{answer.url}"' in page
    assert 'http-equiv="refresh"' not in page


def test_a_trainer_sees_only_what_they_asked(client, session):
    who_was_there(session)
    other = operations.order_for_attendees(
        session.activity, session.uid, by=UserFactory()
    )
    address = reverse("certification_batch", args=[other.key])

    signed_in(client, PlatformGroup.TRAINERS)
    assert client.get(address).status_code == 404
    signed_in(client, PlatformGroup.COORDINATORS)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "groups",
    [(), (PlatformGroup.EXPERTS,), (PlatformGroup.DATA_PROTECTION,)],
)
def test_who_may_not_record_reaches_none_of_it(client, session, groups):
    who_was_there(session)
    batch = operations.order_for_attendees(
        session.activity, session.uid, by=UserFactory()
    )
    signed_in(client, *groups)

    for address in (
        *(desk_of(session), IMPORT, DOWNLOAD),
        reverse("certification_batch", args=[batch.key]),
    ):
        assert client.get(address).status_code in {302, 403}, address
        assert client.post(address).status_code in {302, 403, 405}, address
    assert not Certificate.objects.exists()


def test_a_trainer_neither_imports_nor_downloads(client):
    signed_in(client, PlatformGroup.TRAINERS)

    assert client.get(IMPORT).status_code == 302
    assert client.get(DOWNLOAD).status_code == 302


def test_hr_downloads_nothing(client):
    mandate = MandateFactory(role__slug="hr-verantwoordelijke")
    client.force_login(mandate.person)

    assert client.get(DOWNLOAD).status_code == 302


def test_a_list_for_a_session_issues_and_names_who_got_nothing(
    client, coordinator, session, django_capture_on_commit_callbacks
):
    person = UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            IMPORT, sent(session.activity, f"e-mail\n{person.email}\nweg@elders.test\n")
        )
    page = client.get(answer.url).content.decode()

    assert "2 van 2 gedaan" in page
    assert "weg@elders.test" in page
    attest = Certificate.objects.of(person).get()
    assert attest.facts["attendance"]["minutes"] == 390
    assert Batch.objects.get().grounds == "Getekende lijst in dossier 7"
    assert "dossier 7" in page
    assert "6 uur 30 minuten" in page
    assert "dossier 7" not in str(Completion.objects.values_list("evidence"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": ""}, "Zeg op welke dag"),
        ({"days": "3/3/2026, morgen"}, "“morgen” kunnen we niet lezen als een dag"),
        ({"days": "1/1/2999"}, "moet nog komen"),
        ({"hours": ""}, "Zeg hoeveel uur"),
        ({"grounds": " "}, "Zeg waaruit blijkt"),
        ({"file": ""}, "Kies eerst een bestand"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "Excel"),
        ({"key": "x"}, ""),
    ],
)
def test_what_is_missing_is_asked_at_its_place(
    client, coordinator, session, fields, sentence
):
    answer = client.post(IMPORT, sent(session.activity, "an@a.test\n", **fields))

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Batch.objects.exists()


def test_of_a_trajectory_no_day_is_asked(client, coordinator):
    trajectory = a_trajectory()

    answer = client.post(
        IMPORT,
        sent(trajectory, "an@a.test\n", days="", hours="", grounds="", provider=""),
    )

    assert answer.status_code == 302


def test_the_list_costs_the_same_however_many_there_were(
    client, coordinator, session, django_assert_max_num_queries
):
    def queries(number):
        for _ in range(number):
            operations.order_import(
                session.activity, ["an@a.test"], key=uuid4(), by=UserFactory()
            )
        with django_assert_max_num_queries(60) as asked:
            client.get(IMPORT)
        return len(asked)

    queries(1)
    assert queries(1) == queries(12)


def test_a_zip_holds_what_was_issued_by_number_and_nothing_that_leaks(
    client, coordinator, session
):
    below = EntityFactory()
    mandate = MandateFactory(entity=below)
    attest, _new = operations.attest(completion_of(who_was_there(session, mandate)).pk)
    certificate = a_certificate(mandate=mandate)
    elsewhere = a_certificate(trajectory=certificate.award.trajectory)
    known = bytes(operations.document_of(attest).content)

    counted = client.get(DOWNLOAD, {"entity": below.pk}).content.decode()
    assert "2 certificaten zijn uitgereikt" in counted
    answer = client.get(DOWNLOAD, {"entity": below.pk, "zip": "1"})
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    assert bundle.testzip() is None
    assert bundle.namelist() == [f"{attest.number}.pdf", f"{certificate.number}.pdf"]
    assert elsewhere.number not in str(bundle.namelist())
    assert bundle.read(f"{attest.number}.pdf") == known
    assert below.code in answer["Content-Disposition"]
    only = client.get(DOWNLOAD, {"entity": below.pk, "kind": "attendance", "zip": "1"})
    names = zipfile.ZipFile(io.BytesIO(b"".join(only.streaming_content))).namelist()
    assert names == [f"{attest.number}.pdf"]


def test_who_takes_a_zip_is_audited_with_what_it_held(client, coordinator):
    mandate = MandateFactory()
    a_certificate(mandate=mandate)

    assert client.head(DOWNLOAD, {"entity": mandate.entity_id, "zip": "1"})
    answer = client.get(DOWNLOAD, {"entity": mandate.entity_id, "zip": "1"})
    content = b"".join(answer.streaming_content)

    audit = ExportAudit.objects.with_ending().get()
    assert (audit.by, audit.format, audit.channel) == (
        coordinator,
        "zip",
        "certificates",
    )
    assert audit.scope == [mandate.entity_id]
    assert (audit.ending.rows, audit.ending.outcome) == (1, "complete")
    assert audit.ending.sha256 == hashlib.sha256(content).hexdigest()


def test_the_register_tells_the_two_apart(client, coordinator, session):
    attest, _new = operations.attest(completion_of(who_was_there(session)).pk)
    certificate = a_certificate()

    index = reverse("certification_certificates:index")
    only = client.get(index, {"kind": "attendance"}).content.decode()
    one = client.get(
        reverse("certification_certificates:inspect", args=[attest.pk])
    ).content.decode()

    assert attest.number in only
    assert certificate.number not in only
    assert "Deelnameattest" in one
    assert not re.search(r">\s*None\s*<", one)


def test_of_who_was_erased_only_the_number_is_told(client, coordinator):
    mandate = MandateFactory()
    certificate = a_certificate(mandate=mandate)
    personal.erase(mandate.person)

    answer = client.get(DOWNLOAD, {"entity": mandate.entity_id, "zip": "1"})
    bundle = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    assert bundle.namelist() == ["niet-opgenomen.txt"]
    assert certificate.number in bundle.read("niet-opgenomen.txt").decode()


def test_a_period_that_runs_backwards_is_refused(client, coordinator):
    entity = EntityFactory()

    answer = client.get(
        DOWNLOAD,
        {"entity": entity.pk, "since": "2026-02-01", "until": "2026-01-01"},
    )

    assert answer.status_code == 400
    assert "Deze dag komt voor de eerste dag" in answer.content.decode()
    none = client.get(DOWNLOAD, {"entity": entity.pk, "since": clock.today()})
    assert "niets uitgereikt" in none.content.decode()
