"""A list is sent, checked and recorded, each once; what dies in between goes on."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.models import Completion, HistoricProof, HistoryLine, HistoryRun
from lms.learning.operations import importing
from lms.xapi.models import StoredStatement
from tests.certification.test_once import die_at
from tests.factories.accounts import UserFactory, who_may
from tests.factories.history import PROOF, a_csv, a_list, a_row, a_workbook
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.threads import at_the_same_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    who = who_may("import_completions")
    client.force_login(who)
    return who


def send(client, *rows, make=a_csv, **fields):
    content = a_list(*rows, make=make).read()
    given = {
        "key": str(uuid4()),
        "file": SimpleUploadedFile("=lijst.csv", content),
        **fields,
    }
    return client.post(reverse("learning_history"), given)


def checked(importer, *rows):
    """A run whose list was looked through."""
    run = learning.receive_history(
        a_list(*rows), name="lijst.csv", by=importer, key=uuid4()
    )
    learning.work_at_history(run.pk)
    return run


@pytest.mark.parametrize("make", [a_csv, a_workbook])
def test_nothing_is_recorded_before_it_was_seen_and_asked(
    client, signed_in, course, person, make
):
    rows = a_row(person.vo_id), a_row("NIEMAND")
    report = send(client, *rows, make=make)["Location"]

    page = client.get(report).content.decode()
    assert "Niemand hier heeft" in page
    assert "voltooid op 12 maart 2022" not in page  # what is wrong comes first
    assert "1 voltooiing registreren" in page
    waiting = client.get(f"{report}?resultaat=wacht").content.decode()
    assert "voltooid op 12 maart 2022" in waiting
    assert not Completion.objects.exists()

    for _ in range(2):
        client.post(f"{report}uitvoeren/")

    done = Completion.objects.get()
    assert (done.learner, done.recorded_by) == (person, signed_in)
    run = HistoryRun.objects.get()
    assert done.historic_proof.run == run
    assert run.state == "uitgevoerd"
    assert run.numbers == {"geregistreerd": 1, "geweigerd": 1}
    assert not HistoryLine.objects.exclude(proof="").exists()  # it stands elsewhere now


def test_the_same_list_again_changes_nothing_and_says_so(
    client, signed_in, course, person
):
    report = send(client, a_row(person.vo_id))["Location"]
    client.post(f"{report}uitvoeren/")

    again = send(client, a_row(person.vo_id))["Location"]

    page = client.get(again).content.decode()
    assert "Deze persoon voltooide “Melden” al op 12 maart 2022" in page
    assert "Dit bestand wijzigt niets" in page
    client.post(f"{again}uitvoeren/")
    assert Completion.objects.count() == 1
    assert HistoryRun.objects.first().numbers == {"ongewijzigd": 1}


def test_a_form_that_is_sent_twice_is_one_import(client, signed_in):
    for _ in range(2):
        send(client, a_row("X"), key="5b0b6ee4-50a8-4c5f-9d0f-0d7ec2b1f3a5")

    assert HistoryRun.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"file": SimpleUploadedFile("a.csv", b"persoon_id;naam\r\n1;2")},
            "activiteit",
        ),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * 99)}, "Excel"),
        ({"file": ""}, "Kies eerst een bestand"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(client, signed_in, fields, said):
    response = send(client, a_row("X"), **fields)

    assert response.status_code == 400
    assert said in response.content.decode()
    assert not HistoryRun.objects.exists()


def test_the_report_and_the_template_are_files_without_formulas(client, signed_in):
    report = send(client, a_row("=1+1", "@code"))["Location"]

    text = client.get(f"{report}verslag.csv").content.decode("utf-8-sig")
    assert "2;'=1+1;Geweigerd;activiteit_code;'@code;" in text
    address = reverse("learning_history_template")
    template = client.get(address).content.decode("utf-8-sig")
    assert template.startswith("persoon_id;e-mail;activiteit_code;afgerond_op;")
    send(client, *(row.split(";") for row in template.splitlines()[1:]))
    assert HistoryRun.objects.first().numbers == {"geweigerd": 2}


def test_only_who_may_import_completions_comes_here(client, importer):
    run = checked(importer, a_row("X"))
    addresses = [
        reverse("learning_history"),
        reverse("learning_history_template"),
        *(
            reverse(f"learning_history_{name}", args=[run.key])
            for name in ("import", "report", "carry_out")
        ),
    ]
    client.force_login(who_may("import_people", "record_completion"))

    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            sent_home = answer.status_code == 302 and answer["Location"] == "/beheer/"
            assert sent_home or answer.status_code == 405


@pytest.mark.parametrize("number", [2, 60])
def test_a_report_costs_the_same_however_long(
    client, signed_in, number, django_assert_num_queries
):
    report = send(client, *(a_row(f"V-{n}") for n in range(number)))["Location"]
    client.get(report)

    with django_assert_num_queries(12):
        client.get(report)


def test_a_worker_that_died_at_the_check_is_followed_up(importer, course, person):
    run = learning.receive_history(
        a_list(a_row(person.vo_id)), name="x", by=importer, key=uuid4()
    )
    assert learning.go_on_with_history(clock.now()) == 0  # somebody is at work
    later = clock.now() + timedelta(minutes=6)
    assert learning.go_on_with_history(later) == 1
    run.refresh_from_db()
    assert run.state == "nagekeken"
    assert learning.go_on_with_history(later) == 0

    HistoryRun.objects.filter(pk=run.pk).update(state="ontvangen", tries=3)
    learning.work_at_history(run.pk)
    run.refresh_from_db()
    assert run.state == "mislukt"


def test_work_is_done_in_parts_and_shows_how_far_it_is(client, signed_in, course):
    people = [MandateFactory().person for _ in range(15)]
    run = checked(signed_in, *(a_row(each.vo_id) for each in people))
    assert learning.order_history(run.pk)
    importing._record_together(list(run.lines.values_list("pk", flat=True)[:10]), run)

    page = client.get(reverse("learning_history_import", args=[run.key]))
    assert 'value="10" max="15"' in page.content.decode()
    assert "10 van 15 regels" in page.content.decode()

    assert learning.work_at_history(run.pk, until=0)
    assert not learning.work_at_history(run.pk)
    assert Completion.objects.count() == 15


def test_a_line_that_kills_is_left_out_and_the_rest_goes_on(
    importer, course, monkeypatch
):
    people = [MandateFactory().person for _ in range(3)]
    run = checked(importer, *(a_row(each.vo_id) for each in people))
    learning.order_history(run.pk)
    take_over = importing.take_over

    def die_for_one(person, *args, **given):
        if person == people[1]:
            raise KeyboardInterrupt  # as a worker that is stopped
        return take_over(person, *args, **given)

    monkeypatch.setattr(importing, "take_over", die_for_one)
    deaths = 0
    for _ in range(9):
        try:
            learning.work_at_history(run.pk)
        except KeyboardInterrupt:
            deaths += 1

    run.refresh_from_db()
    assert run.state == "uitgevoerd"
    assert run.numbers == {"geregistreerd": 2, "geweigerd": 1}
    assert deaths <= 5
    assert run.lines.refused().get().person == people[1]


def test_one_line_that_fails_stops_no_other(importer, course, monkeypatch):
    people = [MandateFactory().person for _ in range(3)]
    run = checked(importer, *(a_row(each.vo_id) for each in people))
    learning.order_history(run.pk)
    take_over = importing.take_over

    def fail_for_one(person, *args, **given):
        kept = take_over(person, *args, **given)
        if person == people[1]:
            raise RuntimeError
        return kept

    monkeypatch.setattr(importing, "take_over", fail_for_one)
    learning.work_at_history(run.pk)

    run.refresh_from_db()
    assert run.numbers == {"geregistreerd": 2, "geweigerd": 1}


def test_what_changed_since_the_check_is_seen_when_it_is_recorded(
    importer, course, person, mandate
):
    gone = MandateFactory().person
    run = checked(importer, a_row(person.vo_id), a_row(gone.vo_id))
    own = learning.register(person, course, mandate=mandate)
    learning.report_progress(own.pk, 100)
    type(gone).objects.filter(pk=gone.pk).update(erased_at=clock.now())
    learning.order_history(run.pk)

    learning.work_at_history(run.pk)

    run.refresh_from_db()
    assert run.numbers == {"ongewijzigd": 1, "geweigerd": 1}


def test_a_line_costs_the_same_however_many_there_are(importer, course):
    def cost(number):
        people = [MandateFactory().person for _ in range(number)]
        run = checked(importer, *(a_row(each.vo_id) for each in people))
        learning.order_history(run.pk)
        with CaptureQueriesContext(connection) as asked:
            learning.work_at_history(run.pk)
        return len(asked)

    cost(1)
    some, more = cost(10), cost(30)
    assert more - some <= 2 * (cost(20) - some) + 2


def test_files_and_lines_go_and_what_nobody_ordered_is_given_up(
    importer, course, person
):
    run = checked(importer, a_row(person.vo_id))
    run.refresh_from_db()
    assert run.file.storage.exists(run.file.name)

    learning.forget_history(clock.now() + timedelta(days=8))
    assert not run.file.storage.exists(run.file.name)
    assert HistoryLine.objects.exists()
    learning.forget_history(clock.now() + timedelta(days=91))

    assert not HistoryLine.objects.exists()
    run.refresh_from_db()
    assert run.state == "mislukt"
    assert not learning.order_history(run.pk)


def test_who_is_erased_stands_in_no_list_and_in_no_file(importer, course, person):
    run = checked(importer, a_row(person.vo_id))
    [held] = personal.collect(person)["learning: imports"]
    assert held["proof"] == PROOF

    personal.erase(person)

    assert not HistoryLine.objects.exists()
    run.refresh_from_db()
    assert not run.file


def test_the_command_prints_a_report_or_one_sentence(
    tmp_path, importer, course, person
):
    file = tmp_path / "lijst.csv"
    file.write_bytes(a_list(a_row(person.vo_id), a_row("NIEMAND")).read())
    out = StringIO()
    by = ["--by", importer.email]

    call_command("import_completions", str(file), *by, "--dry-run", stdout=out)
    assert not Completion.objects.exists()
    assert not HistoryRun.objects.exists()
    assert "3, persoon_id: “NIEMAND” Niemand hier" in out.getvalue()
    call_command("import_completions", str(file), *by, stdout=out)
    assert "Geregistreerd: 1" in out.getvalue()
    assert Completion.objects.get().recorded_by == importer

    for arguments in (
        [str(file), "--by", "niemand@voorbeeld.test"],
        [str(tmp_path / "weg.csv"), *by],
    ):
        with pytest.raises(CommandError):
            call_command("import_completions", *arguments, stdout=out)


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_goes_on_where_it_was(tmp_path):
    points = (
        'INSERT INTO "learning_historicproof"',
        'UPDATE "learning_historyline"',
        'INSERT INTO "xapi_storedstatement"',
    )

    told = die_at(points, tmp_path, "tests.learning.history.dying")

    assert [one["killed"] for one in told] == [True] * len(points)
    assert all(0 <= one["done_before"] < 4 for one in told)
    assert told[0]["done_before"] == 1  # what was recorded stays recorded
    for one in told:
        assert one["state"] == "uitgevoerd", one
        assert one["numbers"] == {"geregistreerd": 4}, one
        assert one["completions"] == one["told"] == [1] * 4, one
        assert one["proofs"] == 4, one


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_learner_at_once_record_everything_once(monkeypatch):
    importer, course = UserFactory(), an_activity(code="OPL-1")
    mandates = [MandateFactory() for _ in range(12)]
    # Two lists about the same people, in opposite order.
    rows = [a_row(each.person.vo_id) for each in mandates]
    runs = [checked(importer, *rows), checked(importer, *reversed(rows))]
    monkeypatch.setattr(importing, "TOGETHER", 4)
    for run in runs:
        learning.order_history(run.pk)

    def learn():
        for each in mandates[:4]:
            own = learning.register(each.person, course, mandate=each)
            learning.report_progress(own.pk, 100)

    errors = at_the_same_time(
        *(lambda run=run: learning.work_at_history(run.pk) for run in (*runs, runs[0])),
        learn,
    )

    assert errors == []
    assert Completion.objects.count() == 12
    completed = StoredStatement.objects.filter(verb__endswith="/completed")
    assert completed.count() == 12
    for run in runs:
        run.refresh_from_db()
        assert run.state == "uitgevoerd"
        assert sum(run.numbers.values()) == 12
    recorded = HistoryLine.objects.filter(outcome="geregistreerd").count()
    assert recorded == HistoricProof.objects.count()
