"""`manage.py erased_people`: the list that outlives a lost database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from lms.common.backups import carrying
from lms.privacy import restored


class Command(BaseCommand):
    help = (
        "Write the public ids of everybody who was erased to a file, to keep apart from "
        "the backups; or, with --again, have `tick` erase everybody in such a file, "
        "after a restore on a machine that knows nothing of them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            if not options["again"]:
                known = restored.those_erased()
                file.write_text(json.dumps(known))
                self.stdout.write(f"{file} holds {len(known)} people who were erased.")
                return
            found = [str(UUID(each)) for each in json.loads(file.read_text())]
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise CommandError(f"Nothing was done: {error}") from error
        carrying.add(restored.NAME, found)
        self.stdout.write(f"`tick` erases {len(found)} people again who are here.")
