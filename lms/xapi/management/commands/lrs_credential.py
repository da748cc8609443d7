"""``manage.py lrs_credential NAME``: a key and a secret for the LRS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lms.xapi.enums import Scope, Store
from lms.xapi.operations import make_credential


class Command(BaseCommand):
    help = "Make a credential for the LRS at /xapi/. Its secret is shown once, here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="whom or what it is for")
        parser.add_argument(
            "--scopes",
            nargs="+",
            choices=Scope.values,
            default=[Scope.ALL.value],
            metavar="SCOPE",
            help=f"what it may do: {', '.join(Scope.values)} (default: all)",
        )
        parser.add_argument(
            "--store",
            choices=Store.values,
            default=Store.RECORD.value,
            help="the store that it opens (default: record)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_credential(
            options["name"],
            scopes=[Scope(scope) for scope in options["scopes"]],
            store=Store(options["store"]),
        )
        self.stdout.write(f"name:   {made.credential.name}")
        self.stdout.write(f"store:  {made.credential.store}")
        self.stdout.write(f"scopes: {' '.join(made.credential.scopes)}")
        self.stdout.write(f"key:    {made.credential.key}")
        self.stdout.write(f"secret: {made.secret}")
        self.stdout.write("The secret is not kept: write it down now.")
