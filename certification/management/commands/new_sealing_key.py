"""Make a key to seal certificates with, for who has none from an authority."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certification.sealing.keys import make_key


class Command(BaseCommand):
    help = "Write a new key, with a certificate of its own making, to a PEM file."
    # The check that there is a key would keep the first one from being made.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it; must not exist")
        parser.add_argument(
            "--name",
            default=settings.WAGTAIL_SITE_NAME,
            help="who signs with it, as readers of the PDF will see it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_key(options["file"], options["name"])
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"--name: {error}.") from error
        self.stdout.write(f"{options['file']} is a new key. Add it to SEALING_KEYS.")
