"""`manage.py backup FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.common.backups import BackupError, write_backup


class Command(BaseCommand):
    help = (
        "Write the database and the uploaded files to one .tar.gz, consistent while the "
        "server writes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            manifest = write_backup(target)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(
            f"{target} holds the {manifest.engine} database and "
            f"{len(manifest.sha256) - 1} files, as they were on {manifest.created}."
        )
