"""``manage.py import_mandates``: people and mandates from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import translation

from lms.organisation.enums import LineOutcome
from lms.organisation.exceptions import UnreadableFile
from lms.organisation.importing.reading import lines_of
from lms.organisation.importing.reports import Report
from lms.organisation.models import Entity
from lms.organisation.operations import import_people


class Command(BaseCommand):
    """Carries out the lines that are right and prints what is wrong in the others."""

    help = "Import people and mandates from a CSV or an Excel workbook (.xlsx)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Only report.")
        parser.add_argument(
            "--complete-for",
            action="append",
            default=[],
            metavar="CODE",
            help="An entity of which the file names every mandate; the others end.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            entities = [_entity(code) for code in options["complete_for"]]
            try:
                with options["file"].open("rb") as content:
                    report = import_people(
                        lines_of(content),
                        by=None,
                        dry_run=options["dry_run"],
                        complete_for=entities,
                    )
            except OSError as fault:
                raise CommandError(f"{options['file']}: {fault.strerror}.") from fault
            except UnreadableFile as refusal:
                raise CommandError(str(refusal)) from refusal
            except IntegrityError as fault:
                raise CommandError(
                    "Somebody changed the same people meanwhile: nothing was changed."
                ) from fault
            self._print(report)

    def _print(self, report: Report) -> None:
        for each in report.refused:
            place = ", ".join(part for part in (str(each.number), each.column) if part)
            given = f" “{each.given}”" if each.given else ""
            self.stdout.write(f"{place}:{given} {each.text}")
        for note in report.notes:
            self.stdout.write(note)
        for outcome in LineOutcome:
            number = report.numbers[outcome]
            self.stdout.write(f"{outcome.label}: {number}")


def _entity(code: str) -> Entity:
    entity = Entity.objects.filter(code__iexact=code).first()
    if entity is None:
        raise CommandError(f"There is no entity with the code {code}.")
    return entity
