"""What a file says: whatever Excel made of it, and never what is hostile."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest

from lms.organisation.exceptions import UnreadableFile
from lms.organisation.importing.days import read_day
from lms.organisation.importing.reading import lines_of
from lms.organisation.importing.tables import MOST_ROWS
from tests.factories.imports import HEADS, a_csv, a_workbook

ROW = ("P-1", "Zoë", "Maës", "zoe@voorbeeld.test", "D-1", "Medewerker", "1/3/2026", "")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_csv_is_read_in_every_way_that_excel_writes_it(separator, encoding):
    (line,) = lines_of(a_csv(ROW, separator=separator, encoding=encoding))

    assert (line.number, line.key, line.first_name, line.last_name) == (
        *(2, "P-1"),
        *("Zoë", "Maës"),
    )
    assert (line.entity, line.role, line.since, line.until) == (
        *("D-1", "Medewerker"),
        *("1/3/2026", ""),
    )


def test_a_workbook_is_read_with_its_days_and_noughts():
    file = a_workbook(
        (*ROW[:6], datetime(2026, 3, 1), date(2027, 1, 31)),  # noqa: DTZ001
    )
    (line,) = lines_of(file)

    assert (line.since, line.until) == (date(2026, 3, 1), date(2027, 1, 31))


def test_columns_are_known_by_their_names_in_any_order_and_others_passed_over():
    heads = ("Opmerking", "E-mailadres", "Vlimpersnummer", "Familienaam")
    (line,) = lines_of(a_csv(("x", "a@b.test", "012345", "Maes"), heads=heads))

    assert (line.email, line.personnel_number, line.last_name) == (
        *("a@b.test", "012345"),
        "Maes",
    )
    assert line.until is None  # the file says nothing of an end


def test_empty_lines_are_passed_over_and_numbers_stay_those_of_the_file():
    lines = list(lines_of(a_csv(ROW, ("",) * 8, ROW)))

    assert [line.number for line in lines] == [2, 4]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("01-03-2026", date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("2026-03-01 00:00:00", date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        ("31/2/2026", None),
        ("3/13/2026", None),
        ("0026-03-01", None),
        ("maart", None),
    ],
)
def test_days_as_people_and_spreadsheets_write_them(written, day):
    assert read_day(written) == day


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


HOSTILE = {
    "empty": io.BytesIO(b""),
    "no heading that we know": a_csv(heads=("a", "b")),
    "a column twice": a_csv(heads=(*HEADS, "E-mail")),
    "NUL": io.BytesIO(b"persoon_id;naam\r\nP-1;a\0b"),
    "5,000 columns": a_csv(heads=("persoon_id", *("x" for _ in range(5_000)))),
    "5,000 columns in a workbook": a_workbook(heads=("persoon_id", *(["x"] * 5_000))),
    "an old Excel": io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 1_000),
    "a picture": io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "a zip of something else": packed(**{"a.txt": "persoon_id"}),
    "a bomb": packed(**{"xl/workbook.xml": b"0" * 200_000_000}),
    "no sheet": packed(**{"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
    "macros": packed(**{"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}),
    "a quote that never ends": io.BytesIO(b'persoon_id;naam\r\n"' + b"x" * 200_000),
    "more lines than we take": io.BytesIO(b"persoon_id\n" + b"1\n" * (MOST_ROWS + 1)),
    "21 MB": io.BytesIO(b"persoon_id\n" + b"1" * 21 * 1024 * 1024),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_with_a_sentence_and_little_memory(name):
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile) as refusal:
            list(lines_of(HOSTILE[name]))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert str(refusal.value).endswith(".")
    assert most < 60 * 1024 * 1024


def test_a_formula_is_text_that_nothing_calculates():
    (line,) = lines_of(a_csv(("P-1", "=1+1", "Maes", "", "", "", "", "")))
    assert line.first_name == "=1+1"

    (line,) = lines_of(a_workbook(("P-1", "=1+1", "Maes")))
    assert line.first_name == ""  # never calculated by who saved it
