"""``manage.py check_certificate_chain``: does the chain of certificates still hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.chain.checking import Walk


class Command(BaseCommand):
    help = (
        "Walk the chain of everything that happened to certificates, from the first "
        "link. Breaks go to standard error, and the status is then 1. Keep the hash "
        "that it prints elsewhere, and give it the next time with --seen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seen",
            default="",
            metavar="HASH",
            help="a hash that was printed before: it must still be in the chain",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        walk, broken = Walk(seen=options["seen"]), 0
        for one in walk.breaks():
            broken += 1
            self.stderr.write(f"{one.place}: {one.why}")
        self.stdout.write(f"links: {walk.links}")
        self.stdout.write(f"hash:  {walk.head}")
        if broken:
            raise CommandError(f"The chain does not hold: {broken} breaks.")
        self.stdout.write("The chain holds.")
