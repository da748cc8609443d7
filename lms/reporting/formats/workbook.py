"""xlsx (ECMA-376, Part 1), written a piece at a time straight into the answer.

Not through openpyxl: that builds the whole sheet before the first byte leaves, takes
minutes for a large export, and writes the time of making and its own version into the
file. Here the same rows give the same bytes, memory stays flat, and the first byte
leaves at once. Tests read the files back with openpyxl.
"""

from collections.abc import Generator, Iterable, Iterator
from datetime import date
from io import RawIOBase
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lms.reporting.rows import COLUMNS, Row

from .guarding import is_dangerous

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_AT_ONCE = 200
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, right from 1 March 1900 on
_LETTERS = [chr(ord("A") + number) for number in range(len(COLUMNS))]
_WIDTHS = (14, 18, 16, 14, 28, 28, 26, 14, 48, 12, 14, 12, 12, 13, 18, 12, 12, 12)

# Positions in cellXfs below.
_PLAIN, _HEADING, _DATE, _INERT = range(4)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# The last row of a sheet; what comes after it stands in a next one, with its heading.
# Excel stops at 1,048,576. Half of that keeps a sheet far below 2 GiB, beyond which a
# zip needs a form (zip64) that not every program reads.
MOST_ROWS = 500_001


def _parts(sheets: int) -> dict[str, str]:
    """What describes a book of so many sheets; with one sheet, the words of always."""
    numbers = range(1, sheets + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    names = "".join(
        f'<sheet name="{_sheet_name(number)}" sheetId="{number}" r:id="rId{number}"/>'
        for number in numbers
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    return {
        **_PARTS,
        "[Content_Types].xml": _CONTENT_TYPES.format(sheets=types),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            f'<Relationship Id="rId{sheets + 1}" Type="{_RELATIONS}/styles" '
            'Target="styles.xml"/></Relationships>'
        ),
    }


def _sheet_name(number: int) -> str:
    return "voltooiingen" if number == 1 else f"voltooiingen {number}"


_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    "{sheets}"
    '<Override PartName="/xl/styles.xml" '
    f'ContentType="{_SHEET_TYPE}.styles+xml"/>'
    "</Types>"
)
_PARTS = {
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    # quotePrefix is the apostrophe of a workbook: text stays text, also when edited.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
        "</borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        '<cellXfs count="4">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
        'applyNumberFormat="1"/>'
        "</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


def write(rows: Iterable[Row]) -> Generator[bytes, None, None]:
    """A workbook of one sheet; dates are dates, numbers numbers, all else is text."""
    out, lines, sheets = _Outlet(), _Lookahead(rows), 0
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        while not sheets or lines.has_more:
            sheets += 1
            name = f"xl/worksheets/sheet{sheets}.xml"
            with archive.open(_entry(name), "w") as sheet:
                for piece in _sheet(islice(lines, MOST_ROWS - 1)):
                    sheet.write(piece.encode())
                    if written := out.take():
                        yield written
        # How many sheets there are is known only now, and a zip has no order.
        for name, xml in _parts(sheets).items():
            archive.writestr(_entry(name), _XML + xml)
        yield out.take()
    yield out.take()


class _Lookahead(Iterator[Row]):
    """Rows, and whether there is another one; none is asked for before it is wanted."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = iter(rows)
        self._next: Row | None = None

    def __next__(self) -> Row:
        if self._next is None:
            return next(self._rows)
        row, self._next = self._next, None
        return row

    @property
    def has_more(self) -> bool:
        if self._next is None:
            self._next = next(self._rows, None)
        return self._next is not None


class _Outlet(RawIOBase):
    """Takes what the archive writes and hands it on; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _entry(name: str) -> ZipInfo:
    """A member without a trace of when and where it was made."""
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _sheet(rows: Iterable[Row]) -> Iterator[str]:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, start=1)
    )
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )
    heading = zip(_LETTERS, COLUMNS, strict=True)
    cells = (_text(f"{letter}1", name, _HEADING) for letter, name in heading)
    yield f'<row r="1">{"".join(cells)}</row>'
    lines = enumerate(rows, start=2)
    while some := list(islice(lines, _AT_ONCE)):
        yield "".join(_line(number, row) for number, row in some)
    yield "</sheetData></worksheet>"


def _line(number: int, row: Row) -> str:
    cells = (
        _cell(f"{letter}{number}", value)
        for letter, value in zip(_LETTERS, row, strict=True)
        if value not in (None, "")
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, date):
        days = (value - _EPOCH).days
        return f'<c r="{place}" s="{_DATE}"><v>{days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = str(value)
    return _text(place, text, _INERT if is_dangerous(text) else _PLAIN)


def _text(place: str, text: str, style: int) -> str:
    """A string kept in its cell: never a formula, whatever it starts with."""
    safe = escape(text, {"\r": "&#13;"})
    return (
        f'<c r="{place}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{safe}</t></is></c>'
    )
