"""A file is sent, checked and carried out, each once; what dies in between is found again."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from lms.accounts.models import User
from lms.common import clock, personal
from lms.organisation import operations
from lms.organisation.models import ImportLine, ImportRun, Mandate
from tests.factories.accounts import UserFactory, who_may
from tests.factories.imports import a_csv, a_workbook
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = pytest.mark.django_db
RIGHT = ("VO-1", "Noor", "Peeters", "noor@voorbeeld.test", "E-1", "Medewerker")
WRONG = ("VO-2", "Noor", "Peeters", "geen adres", "E-1", "Medewerker")
DAYS = ("1/3/2024", "")


@pytest.fixture(autouse=True)
def entity():
    RoleFactory(slug="medewerker", name="Medewerker")
    return EntityFactory(code="E-1")


@pytest.fixture
def importer(client):
    person = who_may("import_people")
    client.force_login(person)
    return person


def send(client, *rows, make=a_csv, **fields):
    content = make(*rows).read()
    given = {
        "key": str(uuid4()),
        "file": SimpleUploadedFile("=lijst.csv", content),
        **fields,
    }
    return client.post(reverse("organisation_imports"), given)


@pytest.mark.parametrize("make", [a_csv, a_workbook])
def test_nothing_happens_before_it_was_seen_and_asked(client, importer, make):
    report = send(client, (*RIGHT, *DAYS), (*WRONG, *DAYS), make=make)["Location"]
    page = client.get(report).content.decode()
    assert "Dit is geen e-mailadres" in page
    assert "Krijgt een account" not in page  # what is wrong comes first
    assert (
        "Krijgt een account" in client.get(f"{report}?resultaat=nieuw").content.decode()
    )
    assert not Mandate.objects.exists()

    for _ in range(2):
        client.post(f"{report}uitvoeren/")

    assert User.objects.filter(vo_id="VO-1").count() == 1
    assert Mandate.objects.get().person.vo_id == "VO-1"
    run = ImportRun.objects.get()
    assert (run.state, run.by) == ("uitgevoerd", importer)
    assert run.numbers == {"nieuw": 1, "geweigerd": 1}
    assert len(run.sha256) == 64


def test_a_form_that_is_sent_twice_is_one_import(client, importer):
    for _ in range(2):
        send(client, RIGHT, key="5b0b6ee4-50a8-4c5f-9d0f-0d7ec2b1f3a5")

    assert ImportRun.objects.count() == 1


def test_a_complete_file_says_beforehand_what_ends(client, importer, entity):
    held = MandateFactory(entity=entity)
    report = send(client, (*RIGHT, *DAYS), complete_for="e-1")["Location"]

    assert "1 mandaat eindigt" in client.get(report).content.decode()
    held.refresh_from_db()
    assert held.valid_to is None
    client.post(f"{report}uitvoeren/")
    held.refresh_from_db()
    assert held.valid_to == clock.today()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"complete_for": "E-1, NERGENS"}, "NERGENS"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * 99)}, "Excel"),
        ({"file": ""}, "Kies eerst een bestand"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(client, importer, fields, said):
    response = send(client, RIGHT, **fields)

    assert response.status_code == 400
    assert said in response.content.decode()
    assert not ImportRun.objects.exists()


def test_the_report_and_the_template_are_files_without_formulas(client, importer):
    wrong = ("=1+1", "Noor", "Peeters", "@geen adres", "", "", "", "")
    report = send(client, wrong)["Location"]

    text = client.get(f"{report}verslag.csv").content.decode("utf-8-sig")
    assert "2;'=1+1;Geweigerd;e-mail;'@geen adres;" in text
    address = reverse("organisation_import_template")
    template = client.get(address).content.decode("utf-8-sig")
    assert template.startswith("persoon_id;vo_id;personeelsnummer;voornaam;naam;")
    send(client, *(row.split(";") for row in template.splitlines()[1:]))
    assert not Mandate.objects.exists()


def test_only_who_may_import_comes_here(client):
    run = operations.receive_file(a_csv(RIGHT), name="x", by=None, key=uuid4())
    addresses = [
        reverse("organisation_imports"),
        reverse("organisation_import_template"),
        *(
            reverse(f"organisation_import{name}", args=[run.key])
            for name in ("", "_report", "_carry_out")
        ),
    ]
    client.force_login(who_may("view_entity"))

    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            sent_home = answer.status_code == 302 and answer["Location"] == "/beheer/"
            assert sent_home or answer.status_code == 405
    run.refresh_from_db()
    assert run.state == "ontvangen"


def test_a_worker_that_died_is_followed_up_and_a_file_that_kills_is_given_up():
    run = operations.receive_file(
        a_csv((*RIGHT, *DAYS)), name="lijst.csv", by=None, key=uuid4()
    )
    assert operations.go_on(clock.now()) == 0  # somebody is at work
    later = clock.now() + timedelta(minutes=6)
    assert operations.go_on(later) == 1
    run.refresh_from_db()
    assert run.state == "nagekeken"

    assert operations.order_run(run.pk)
    assert not operations.order_run(run.pk)
    assert operations.go_on(later) == 1
    assert Mandate.objects.count() == 1
    assert operations.go_on(later) == 0

    ImportRun.objects.filter(pk=run.pk).update(state="gevraagd", tries=3)
    operations.work(run.pk)
    run.refresh_from_db()
    assert run.state == "mislukt"


def test_files_and_lines_go_and_the_import_stays(client, importer):
    send(client, (*RIGHT, *DAYS))
    run = ImportRun.objects.get()
    assert run.file.storage.exists(run.file.name)

    operations.forget(clock.now() + timedelta(days=8))
    assert not run.file.storage.exists(run.file.name)
    assert ImportLine.objects.exists()
    operations.forget(clock.now() + timedelta(days=91))
    assert not ImportLine.objects.exists()
    assert ImportRun.objects.get().numbers == {"nieuw": 1}


def test_who_is_erased_stands_in_no_report_and_in_no_file(client, importer):
    person = UserFactory(vo_id="VO-1", email="noor@voorbeeld.test")
    send(client, ("VO-1", "Nora", "Peeters", "", "", "", "", ""))
    assert len(personal.collect(person)["organisation: imports"]) == 1

    personal.erase(person)

    assert not ImportLine.objects.exists()
    assert not ImportRun.objects.get().file


def test_the_command_prints_a_report_or_one_sentence(tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_bytes(a_csv((*RIGHT, *DAYS), (*WRONG, *DAYS)).read())
    out = StringIO()

    call_command("import_mandates", str(file), "--dry-run", stdout=out)
    assert not Mandate.objects.exists()
    assert "3, e-mail: “geen adres” Dit is geen e-mailadres" in out.getvalue()
    call_command("import_mandates", str(file), stdout=out)
    assert Mandate.objects.count() == 1

    file.write_bytes(b"\x89PNG")
    for arguments in (
        [str(file)],
        [str(tmp_path / "weg.csv")],
        [str(file), "--complete-for", "X"],
    ):
        with pytest.raises(CommandError):
            call_command("import_mandates", *arguments, stdout=out)


@pytest.mark.parametrize("number", [2, 40])
def test_a_report_costs_the_same_however_long(
    client, importer, number, django_assert_num_queries
):
    rows = [(f"V-{n}", "N", "P", "fout", "", "", "", "") for n in range(number)]
    report = send(client, *rows)["Location"]
    client.get(report)

    with django_assert_num_queries(13):
        client.get(report)
