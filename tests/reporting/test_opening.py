"""The files as whoever gets them opens them: LibreOffice in Belgian Dutch, and openpyxl."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lms.reporting.enums import ExportFormat
from lms.reporting.formats import KINDS
from lms.reporting.rows import COLUMNS, Row
from tests.missing import missing

FORMULAS = ('=HYPERLINK("http://x.test")', "+1+1", "-1+1", "@SUM(1)", "=1+1")
ROWS = [
    Row(
        persoon_id=f"VO-{number:04d}",
        naam=name,
        voornaam="Zoë “Renée” <&>; Ægir",
        entiteit_code="TEST-A",
        entiteit_naam="Agentschap Wegen, Verkeer; en meer",
        beleidsdomein="Mobiliteit",
        rol="",
        opleiding_code="EL-1",
        opleiding_titel="Dilemma’s\nop twee lijnen",
        vorm="e-learning",
        status="voltooid",
        startdatum=date(2025, 3, 1),
        voltooid_op=date(2025, 12, 4),
        duur_minuten=20,
        certificaatnummer="",
        geldig_tot=None,
        bron="platform",
        peildatum=date(2025, 12, 31),
    )
    for number, name in enumerate(("Peeters", *FORMULAS))
]
# Semicolons, UTF-8, every line, Dutch (Belgium), numbers and dates recognised: what a
# Belgian Excel does with such a file by itself (it knows UTF-8 by the BOM).
BELGIAN = "CSV:59,34,76,1,,2067,false,true"


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        missing("LibreOffice is not installed (libreoffice-calc-nogui)")
    return found


def opened(office: str, folder: Path, file_format: ExportFormat, *options: str):
    """The sheet that LibreOffice makes of a file, read back."""
    kind = KINDS[file_format]
    given = folder / f"gegeven.{kind.extension}"
    given.write_bytes(b"".join(kind.write(ROWS)))
    out = folder / "uit"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            *options,
            *("--convert-to", "xlsx", "--outdir", str(out), str(given)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "HOME": str(folder)},
    )
    return load_workbook(out / "gegeven.xlsx").active


def is_as_it_was(sheet) -> None:
    """Columns, accents and dates are right, and no cell runs."""
    heading, *lines = list(sheet.iter_rows())
    assert [cell.value for cell in heading] == list(COLUMNS)
    assert len(lines) == len(ROWS)
    assert {cell.data_type for line in lines for cell in line} <= {"s", "n", "d"}
    for line, row in zip(lines, ROWS, strict=True):
        cells = dict(zip(COLUMNS, line, strict=True))
        assert cells["persoon_id"].value == row.persoon_id
        assert cells["voornaam"].value == row.voornaam
        assert cells["entiteit_naam"].value == row.entiteit_naam
        assert cells["opleiding_titel"].value == row.opleiding_titel
        assert cells["naam"].value.removeprefix("'") == row.naam
        assert cells["voltooid_op"].value.date() == row.voltooid_op
        assert cells["duur_minuten"].value == 20
        assert cells["geldig_tot"].value is None


@pytest.mark.soak  # CI would spend its time on installing an office
def test_csv_for_excel_opens_in_belgian_as_columns_with_dates(office, tmp_path):
    sheet = opened(office, tmp_path, ExportFormat.CSV_EXCEL, f"--infilter={BELGIAN}")

    is_as_it_was(sheet)


@pytest.mark.soak
def test_the_workbook_opens_in_libreoffice_with_dates_and_inert_formulas(
    office, tmp_path
):
    sheet = opened(office, tmp_path, ExportFormat.XLSX)

    is_as_it_was(sheet)


def test_the_workbook_opens_in_openpyxl_with_dates_and_inert_formulas(tmp_path):
    path = tmp_path / "gegeven.xlsx"
    path.write_bytes(b"".join(KINDS[ExportFormat.XLSX].write(ROWS)))

    is_as_it_was(load_workbook(path).active)
