"""`manage.py restore FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.common.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = (
        "Put back what `backup` wrote. Stop the server first; refuses to replace content "
        "unless --force says so."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        try:
            manifest = restore_backup(source, force=options["force"])
        except (BackupError, OSError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self.stdout.write(
            f"The database and {len(manifest.sha256) - 1} files are as they were on "
            f"{manifest.created}. Now run `migrate` and then `tick`, before anybody is let "
            "in: who was erased since is erased again."
        )
