"""The files: typed, guarded, the same bytes for the same rows."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from lms.reporting.enums import ExportFormat
from lms.reporting.formats import KINDS
from lms.reporting.rows import COLUMNS, Row

DAY = date(2025, 3, 31)
ROW = Row(
    persoon_id="001234",
    naam="De “Wit”; Peeters",
    voornaam="Zoë <&>",
    entiteit_code="TEST-A",
    entiteit_naam="Agentschap Wegwijzers",
    beleidsdomein="Mobiliteit, Openbare Werken",
    rol="",
    opleiding_code="EL-1",
    opleiding_titel="Dilemma’s",
    vorm="e-learning",
    status="voltooid",
    startdatum=date(2025, 3, 1),
    voltooid_op=None,
    duur_minuten=25,
    certificaatnummer="",
    geldig_tot=None,
    bron="platform",
    peildatum=DAY,
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1"]


def written(file_format: ExportFormat, *rows: Row) -> bytes:
    return b"".join(KINDS[file_format].write(iter(rows)))


def sheet(*rows: Row):
    book = load_workbook(io.BytesIO(written(ExportFormat.XLSX, *rows)))
    return book.active


def lines(text: str, **how) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), **how))


def test_csv_for_excel_has_a_bom_semicolons_and_crlf():
    content = written(ExportFormat.CSV_EXCEL, ROW)

    assert content.startswith(b"\xef\xbb\xbfpersoon_id;naam;")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    heading, row = lines(content.decode("utf-8-sig"), delimiter=";")
    assert heading == list(COLUMNS)
    assert row[:3] == ["001234", "De “Wit”; Peeters", "Zoë <&>"]
    assert row[11:14] == ["2025-03-01", "", "25"]


def test_csv_has_commas_and_no_bom():
    content = written(ExportFormat.CSV, ROW)

    assert content.startswith(b"persoon_id,naam,")
    assert b"\r" not in content
    heading, row = lines(content.decode())
    assert heading == list(COLUMNS)
    assert row[5] == "Mobiliteit, Openbare Werken"
    assert row[-1] == "2025-03-31"


def test_jsonl_is_one_object_a_line_with_real_types():
    [line] = written(ExportFormat.JSONL, ROW).decode().splitlines()

    found = json.loads(line)

    assert list(found) == list(COLUMNS)
    assert found["persoon_id"] == "001234"
    assert found["startdatum"] == "2025-03-01"
    assert found["voltooid_op"] is None
    assert found["duur_minuten"] == 25


def test_a_workbook_has_dates_numbers_and_text():
    heading, row = sheet(ROW).iter_rows()

    assert [cell.value for cell in heading] == list(COLUMNS)
    values = dict(zip(COLUMNS, row, strict=True))
    assert values["persoon_id"].value == "001234"
    assert values["voornaam"].value == "Zoë <&>"
    assert values["startdatum"].is_date
    assert values["startdatum"].value == datetime(2025, 3, 1)  # noqa: DTZ001
    assert values["peildatum"].number_format == r"yyyy\-mm\-dd"
    assert values["voltooid_op"].value is None
    assert values["duur_minuten"].value == 25


def test_a_workbook_keeps_its_heading_in_sight():
    assert sheet(ROW).freeze_panes == "A2"


def test_a_workbook_carries_no_trace_of_when_it_was_made():
    archive = zipfile.ZipFile(io.BytesIO(written(ExportFormat.XLSX, ROW)))

    assert archive.testzip() is None
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in archive.namelist() if "docProps" in name]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_guarded_in_csv(text):
    row = ROW._replace(naam=text, opleiding_titel=text)

    found = lines(written(ExportFormat.CSV, row).decode())[1]
    excel = lines(
        written(ExportFormat.CSV_EXCEL, row).decode("utf-8-sig"), delimiter=";"
    )[1]

    assert found[1] == found[8] == excel[1] == excel[8] == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_plain_text_in_a_workbook(text):
    cell = sheet(ROW._replace(naam=text))["B2"]

    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


@pytest.mark.parametrize("file_format", ExportFormat)
def test_the_same_rows_give_the_same_bytes(file_format):
    rows = [ROW._replace(persoon_id=f"P-{number}") for number in range(1200)]

    assert written(file_format, *rows) == written(file_format, *rows)


@pytest.mark.parametrize("file_format", ExportFormat)
def test_bytes_leave_while_rows_still_come(file_format):
    taken = []

    def slowly():
        for number in range(100_000):
            taken.append(number)
            yield ROW

    pieces = KINDS[file_format].write(slowly())
    for _each in range(3):
        next(pieces)

    assert len(taken) < 2_000


@pytest.mark.parametrize("file_format", ExportFormat)
def test_no_rows_is_a_file_too(file_format):
    content = written(file_format)

    if file_format == ExportFormat.JSONL:
        assert content == b""
    elif file_format == ExportFormat.XLSX:
        assert [cell.value for cell in sheet()[1]] == list(COLUMNS)
    else:
        assert b"peildatum" in content


def test_what_no_longer_fits_on_a_sheet_goes_on_in_a_next_one(monkeypatch):
    monkeypatch.setattr("lms.reporting.formats.workbook.MOST_ROWS", 3)

    content = written(ExportFormat.XLSX, *[ROW] * 5)
    exactly = written(ExportFormat.XLSX, *[ROW] * 2)

    sheets = load_workbook(io.BytesIO(content)).worksheets
    assert [one.title for one in sheets] == [
        "voltooiingen",
        "voltooiingen 2",
        "voltooiingen 3",
    ]
    assert [one.max_row for one in sheets] == [3, 3, 2]
    assert {one["A1"].value for one in sheets} == {"persoon_id"}
    assert len(load_workbook(io.BytesIO(exactly)).worksheets) == 1
