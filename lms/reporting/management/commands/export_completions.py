"""``manage.py export_completions``: the export of the HR page, to a file."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.accounts.models import User
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.exceptions import ReportingError
from lms.reporting.filters import RecordFilter
from lms.reporting.manifest import as_json, manifest
from lms.reporting.models import ExportAudit
from lms.reporting.operations import Export, begin_export


class Command(BaseCommand):
    """Writes the file whole or not at all, its manifest beside it, and prints that."""

    help = "Export the completions that an HR officer may see, as of the end of a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, metavar="EMAIL")
        parser.add_argument("--format", required=True, dest="file_format")
        parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = _viewer(options["user"])
        file_format = _format(options["file_format"])
        peildatum = _day(options["as_of"])
        output: Path = options["output"]
        if output.is_dir() or not output.parent.is_dir():
            raise CommandError(f"{output} is not a file that can be written.")
        try:
            export = begin_export(
                viewer,
                file_format=file_format,
                peildatum=peildatum,
                filters=RecordFilter(),
                channel=Channel.COMMAND,
            )
        except ReportingError as error:
            raise CommandError(str(error)) from error
        try:
            _write(export, output)
            audit = ExportAudit.objects.with_ending().get(pk=export.audit.pk)
            beside = output.with_name(f"{output.name}.manifest.json")
            beside.write_text(as_json(audit), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error}.") from error
        self.stdout.write(_in_a_line(audit, output))


def _viewer(email: str) -> User:
    viewer = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if viewer is None:
        raise CommandError(f"There is no active account {email}.")
    return viewer


def _format(name: str) -> ExportFormat:
    if name not in ExportFormat.values:
        known = ", ".join(ExportFormat.values)
        raise CommandError(f"There is no format {name}; choose one of {known}.")
    return ExportFormat(name)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a date such as 2025-03-31.") from error


def _write(export: Export, output: Path) -> None:
    """Beside the file first, then in its place: a reader never finds half a file."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in export:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(output)
    finally:
        export.close()
        unfinished.unlink(missing_ok=True)


def _in_a_line(audit: ExportAudit, output: Path) -> str:
    known = manifest(audit)
    facts = {
        "file": output.name,
        "format": known["format"],
        "peildatum": known["peildatum"],
        "provisional": "yes" if known["provisional"] else "no",
        "rows": known["rows"],
        "sha256": known["sha256"],
        "erasures": known["erasures"],
        "scope": ",".join(known["scope"]),
    }
    return " ".join(f"{name}={value}" for name, value in facts.items())
