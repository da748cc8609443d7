from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms_site.demo import emptying, loading
from cms_site.demo.scenario_files import WrongScenario


class Command(BaseCommand):
    help = (
        "Load the demo content when there is none. With --reset: empty the whole demo "
        "database and its media folder, and leave them empty (run it again without "
        "--reset to load). Works with the demo's settings only, on a database that is "
        "empty or holds the demo."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="empty the demo's database and media, and load nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is no demo: settings.DEMO is off. Nothing was done."
            )
        if not (loading.is_loaded() or loading.is_untouched()):
            raise CommandError(
                "This database holds something else than the demo. Nothing was done: "
                "give the demo a DATA_DIR or DATABASE_URL of its own."
            )
        if options["reset"]:
            emptying.empty()
            self.stdout.write("The demo is empty. `manage.py demo` loads it again.")
        elif loading.is_loaded():
            loading.keep_in_step()
            self.stdout.write("The demo content is there already.")
        else:
            try:
                loading.load()
            except WrongScenario as error:
                raise CommandError(str(error)) from error
            self.stdout.write("The demo content is loaded.")
