"""Tell whether a PDF is a certificate of ours, byte by byte."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from certification.sealing import Finding, Verdict, examine
from certification.sealing.examining import MAX_BYTES

STATUS = {Verdict.ALTERED: 1, Verdict.UNKNOWN: 2, Verdict.UNREADABLE: 3}


class Command(BaseCommand):
    help = (
        "Tell whether a PDF is, byte by byte, a certificate that was issued here. "
        "Status 0: genuine, 1: altered, 2: unknown, 3: unreadable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s.")
                % {"file": options["file"], "why": error.strerror},
                returncode=STATUS[Verdict.UNREADABLE],
            ) from error
        finding = examine(content)
        if not finding.is_genuine:
            raise CommandError(report(finding), returncode=STATUS[finding.verdict])
        self.stdout.write(report(finding))


def report(finding: Finding) -> str:
    """The finding as lines of text."""
    lines = [f"{finding.verdict.value}: {finding.number or '-'}", *finding.reasons]
    return "\n".join(lines)
