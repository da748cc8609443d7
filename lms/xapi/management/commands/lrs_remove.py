"""``manage.py lrs_remove --before DATE``: what is older leaves the LRS."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.removing import remove_before, would_remove


class Command(BaseCommand):
    help = (
        "Delete the statements that came into a store of the LRS before a day, with "
        "their index and attachments, and the state and agent profiles not written "
        "since. Without --yes it only says what would go."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--before",
            required=True,
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the first day that stays, in Brussels",
        )
        parser.add_argument(
            "--store",
            choices=Store.values,
            default=Store.RECORD.value,
            help="the store (default: record); each has a term of its own",
        )
        parser.add_argument("--yes", action="store_true", help="delete them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["before"] > clock.today():
            msg = "That day is still to come."
            raise CommandError(msg)
        before: datetime = clock.start_of(options["before"])
        store = Store(options["store"])
        if options["yes"]:
            removed, words = remove_before(store, before), "Deleted"
        else:
            removed, words = would_remove(store, before), "Would delete"
        self.stdout.write(
            f"{words} from the {store} store: {removed.statements} statements, "
            f"{removed.documents} documents."
        )
        if removed.undelivered:
            self.stdout.write(
                f"{removed.undelivered} of them wait to be forwarded to an outside LRS."
            )
        if not options["yes"]:
            self.stdout.write("Nothing is deleted. Add --yes to do it.")
