"""The files that an export can be: rows in, bytes out, a piece at a time."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from lms.reporting.enums import ExportFormat
from lms.reporting.rows import Row

from . import delimited, json_lines, workbook


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a format is written and what it is called on the way."""

    write: Callable[[Iterable[Row]], Generator[bytes, None, None]]
    extension: str
    content_type: str


KINDS = {
    ExportFormat.XLSX: FileKind(workbook.write, "xlsx", workbook.CONTENT_TYPE),
    ExportFormat.CSV_EXCEL: FileKind(
        delimited.write_for_excel, "csv", "text/csv; charset=utf-8"
    ),
    ExportFormat.CSV: FileKind(delimited.write, "csv", "text/csv; charset=utf-8"),
    ExportFormat.JSONL: FileKind(json_lines.write, "jsonl", "application/jsonl"),
}
