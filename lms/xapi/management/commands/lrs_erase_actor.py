"""``manage.py lrs_erase_actor WHO``: an actor leaves the LRS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.xapi.removing import erase, person_of, would_erase


class Command(BaseCommand):
    help = (
        "Erase an actor from the LRS, both stores: what they did is deleted with its "
        "attachments and documents; what others said of them stays, without them. "
        "Without --yes it only says what would happen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "who",
            help=(
                "the name of an account of ours (a public id), an address of mail, "
                "or an agent as JSON with one identifier"
            ),
        )
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = person_of(options["who"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        done = options["yes"]
        counts = erase(person) if done else would_erase(person)
        for words, count in (
            ("statements deleted", counts.statements),
            ("statements of others, kept without the person", counts.rewritten),
            ("documents deleted", counts.documents),
            ("credentials of a browser deleted", counts.credentials),
        ):
            self.stdout.write(f"{count:>8}  {words}")
        if done:
            self.stdout.write(
                "What was forwarded to an outside LRS, and what stands in backups, is "
                "there still: ask its administrator, and erase again after a restore."
            )
        else:
            self.stdout.write("Nothing is erased. Add --yes to do it.")
