"""``manage.py synthesize``: very many people who learn, for benchmarks and load tests."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms_site.demo import loading
from cms_site.synthesis import synthesize
from lms.organisation.models import Entity


class Command(BaseCommand):
    help = (
        "Make very many people, participations and statements through bulk writes, on a "
        "database that is empty or holds the demo, once. --json writes who can sign in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learners", type=int, required=True, metavar="N")
        parser.add_argument("--statements", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["learners"] < 0 or options["statements"] < 0:
            raise CommandError("Give numbers of 0 or more.")
        if not (loading.is_loaded() or loading.is_untouched()):
            raise CommandError(
                "This database holds something else than the demo. Nothing was done: "
                "give the volume data a DATA_DIR or DATABASE_URL of its own."
            )
        if Entity.objects.filter(code__startswith="SYN-").exists():
            raise CommandError("The volume data is there already. Nothing was done.")
        made = synthesize(options["learners"], options["statements"], options["seed"])
        if options["json"]:
            options["json"].write_text(made.as_json(), encoding="utf-8")
        self.stdout.write(
            f"learners={made.learners} participations={made.participations} "
            f"statements={made.statements}"
        )
