"""``manage.py import_completions``: what was completed before or elsewhere, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from lms.accounts.models import User
from lms.learning import operations
from lms.learning.enums import HistoryOutcome
from lms.learning.history.lines import lines_of
from lms.learning.models import HistoryRun
from lms.organisation.exceptions import UnreadableFile


class Command(BaseCommand):
    """Records the lines that are right and prints what is wrong in the others."""

    help = "Import historic completions from a CSV or an Excel workbook (.xlsx)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="Who records them."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only report.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError(f"There is nobody with the address {options['by']}.")
        with translation.override(settings.LANGUAGE_CODE):
            try:
                with options["file"].open("rb") as content:
                    run = operations.import_history(lines_of(content), by=by)
            except OSError as fault:
                raise CommandError(f"{options['file']}: {fault.strerror}.") from fault
            except UnreadableFile as refusal:
                raise CommandError(str(refusal)) from refusal
            if not options["dry_run"] and operations.order_history(run.pk):
                while operations.work_at_history(run.pk):
                    pass
                run.refresh_from_db()
            self._print(run)
            if options["dry_run"]:
                run.delete()

    def _print(self, run: HistoryRun) -> None:
        for each in run.lines.refused():
            place = ", ".join(part for part in (str(each.number), each.column) if part)
            given = f" “{each.given}”" if each.given else ""
            self.stdout.write(f"{place}:{given} {each.text}")
        for outcome in HistoryOutcome:
            self.stdout.write(f"{outcome.label}: {run.numbers.get(outcome, 0)}")
