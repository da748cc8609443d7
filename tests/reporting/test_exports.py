"""Exports leave in one way, whatever the door, and every one is audited."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from openpyxl import load_workbook

from lms.learning.enums import Status
from lms.learning.models import Participation, Transition
from lms.reporting import operations
from lms.reporting.enums import Channel, ExportFormat, Outcome
from lms.reporting.exceptions import NotHr
from lms.reporting.filters import RecordFilter
from lms.reporting.models import ExportAudit, ExportEnding
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

from .people import TODAY, asked, chosen, finished

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def an_export(hr, file_format=ExportFormat.CSV, **filters):
    return operations.begin_export(
        hr,
        file_format=file_format,
        peildatum=TODAY,
        filters=RecordFilter(**filters),
        channel=Channel.PAGE,
    )


def command(**options) -> str:
    out = io.StringIO()
    call_command("export_completions", stdout=out, **options)
    return out.getvalue()


def test_an_export_is_audited_with_what_left(here):
    finished(asked(here.learner(), an_activity()))
    asked(here.learner(), an_activity())

    content = b"".join(an_export(here.hr, status="voltooid"))

    audit = ExportAudit.objects.with_ending().get()
    assert audit.by == here.hr
    assert audit.format == "csv"
    assert audit.channel == Channel.PAGE
    assert audit.peildatum == TODAY
    assert audit.is_provisional
    assert audit.filters == {"status": "voltooid"}
    assert audit.scope == [here.entity.pk]
    assert audit.ending.outcome == Outcome.COMPLETE
    assert audit.ending.rows == 1
    assert audit.ending.sha256 == hashlib.sha256(content).hexdigest()


def test_an_export_that_breaks_off_says_how_much_had_left(here):
    for _each in range(3):
        asked(here.learner(), an_activity())

    export = an_export(here.hr)
    heading = next(export)
    export.close()
    export.close()

    ending = ExportEnding.objects.get()
    assert ending.outcome == Outcome.BROKEN_OFF
    assert ending.rows == 0
    assert ending.sha256 == hashlib.sha256(heading).hexdigest()


def test_an_export_that_fails_says_so(here, monkeypatch):
    asked(here.learner(), an_activity())
    export = an_export(here.hr)
    monkeypatch.setattr("lms.reporting.formats.delimited.guarded", 1)

    with pytest.raises(TypeError):
        b"".join(export)

    assert ExportEnding.objects.get().outcome == Outcome.FAILED


@pytest.mark.parametrize("file_format", ExportFormat)
@pytest.mark.django_db(transaction=True)
def test_a_long_export_that_breaks_off_while_others_write_has_its_ending(
    here, file_format
):
    many_records(here, 2100)  # more than the database hands over at once
    export = an_export(here.hr, file_format)
    pieces = [next(export) for _ in range(3)]
    in_another_connection(UserFactory)

    export.close()

    ending = ExportEnding.objects.get()
    assert ending.outcome == Outcome.BROKEN_OFF
    assert 0 < ending.rows < 2000
    assert ending.sha256 == hashlib.sha256(b"".join(pieces)).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_a_long_export_that_fails_while_others_write_says_so(here, monkeypatch):
    many_records(here, 2100)
    export = an_export(here.hr)
    pieces = [next(export) for _ in range(3)]
    in_another_connection(UserFactory)
    monkeypatch.setattr("lms.reporting.formats.delimited.guarded", 1)

    with pytest.raises(TypeError):
        pieces += export

    assert ExportEnding.objects.get().outcome == Outcome.FAILED


def many_records(agency, number: int) -> None:
    """So many records of one learner, copied from one that was really made."""
    made = asked(agency.learner(), an_activity())
    transition = made.transitions.last()
    copies = Participation.objects.bulk_create(
        Participation(
            learner=made.learner,
            activity=made.activity,
            mandate=made.mandate,
            status=Status.WITHDRAWN,
            assigned=True,
            registered_at=made.registered_at,
            last_activity_at=made.registered_at,
            closed_at=made.registered_at,
        )
        for _ in range(number - 1)
    )
    fields = {
        field.attname: getattr(transition, field.attname)
        for field in Transition._meta.concrete_fields
        if field.name not in {"id", "participation"}
    }
    Transition.objects.bulk_create(
        Transition(participation=copy, **fields) for copy in copies
    )


def in_another_connection(write: Callable[[], object]) -> None:
    def work() -> None:
        try:
            write()
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def test_an_export_whose_process_died_still_shows_that_it_began(here):
    an_export(here.hr)

    assert ExportAudit.objects.with_ending().get().ending is None


def test_the_database_refuses_to_change_or_delete_the_audit(here):
    b"".join(an_export(here.hr))

    for attempt in (
        lambda: ExportAudit.objects.update(peildatum=date(2020, 1, 1)),
        lambda: ExportEnding.objects.update(rows=99),
        lambda: ExportEnding.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_whoever_is_hr_of_nothing_exports_nothing(here):
    with pytest.raises(NotHr):
        an_export(here.learner().person)

    assert not ExportAudit.objects.exists()


def people_in(content: bytes, file_format: ExportFormat) -> list[str]:
    """The first column of every row, read as whoever gets the file would."""
    if file_format == ExportFormat.XLSX:
        sheet = load_workbook(io.BytesIO(content)).active
        return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    text = content.decode("utf-8-sig")
    if file_format == ExportFormat.JSONL:
        return [json.loads(line)["persoon_id"] for line in text.splitlines()]
    delimiter = ";" if file_format == ExportFormat.CSV_EXCEL else ","
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [line["persoon_id"] for line in lines]


@pytest.mark.parametrize("file_format", ExportFormat)
def test_two_hr_officers_export_disjoint_people(here, there, file_format):
    course = an_activity()
    asked(here.learner(vo_id="HIER-1"), course)
    asked(there.learner(vo_id="DAAR-1"), course)
    chosen(here.learner(vo_id="HIER-2"), course)

    def people(agency):
        content = b"".join(an_export(agency.hr, file_format))
        return people_in(content, file_format)

    assert people(here) == ["HIER-1"]
    assert people(there) == ["DAAR-1"]


@pytest.mark.parametrize("file_format", ExportFormat)
def test_the_same_question_gives_the_same_bytes(here, file_format):
    for _each in range(3):
        finished(asked(here.learner(), an_activity()))
    first = b"".join(an_export(here.hr, file_format))

    assert b"".join(an_export(here.hr, file_format)) == first


def test_the_command_writes_what_the_page_gives(here, there, tmp_path):
    asked(here.learner(), an_activity())
    asked(there.learner(vo_id="DAAR-1"), an_activity())
    output = tmp_path / "voltooiingen.csv"

    printed = command(
        user=here.hr.email.upper(), file_format="csv", as_of=str(TODAY), output=output
    )

    content = output.read_bytes()
    assert content == b"".join(an_export(here.hr))
    assert b"DAAR-1" not in content
    assert printed == (
        "file=voltooiingen.csv format=csv peildatum=2025-06-12 provisional=yes rows=1 "
        f"sha256={hashlib.sha256(content).hexdigest()} erasures=0 scope=TEST-A\n"
    )
    beside = tmp_path / "voltooiingen.csv.manifest.json"
    assert set(tmp_path.iterdir()) == {output, beside}
    manifest = json.loads(beside.read_text())
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert (manifest["rows"], manifest["scope"]) == (1, ["TEST-A"])
    assert manifest["columns"][0] == "persoon_id"
    assert manifest["provisional"] is True
    assert ExportAudit.objects.filter(channel=Channel.COMMAND).count() == 1


def refusal(**options) -> str:
    with pytest.raises(CommandError) as refused:
        command(**options)
    return str(refused.value)


def test_the_command_refuses_in_one_sentence(here, tmp_path):
    right = {
        "user": here.hr.email,
        "file_format": "csv",
        "as_of": str(TODAY),
        "output": tmp_path / "x.csv",
    }

    def refused(**changed):
        return refusal(**{**right, **changed})

    assert "niemand@" in refused(user="niemand@voorbeeld.test")
    assert refused(user=here.learner().person.email)
    assert "pdf" in refused(file_format="pdf")
    assert "31-03-2025" in refused(as_of="31-03-2025")
    assert refused(as_of=str(TODAY + timedelta(days=1)))
    assert "map" in refused(output=tmp_path / "map" / "x.csv")
    assert not ExportAudit.objects.exists()
    assert list(tmp_path.iterdir()) == []
