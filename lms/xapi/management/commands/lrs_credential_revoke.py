"""``manage.py lrs_credential_revoke KEY``: what this key opens closes for good."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.xapi.models import Credential
from lms.xapi.operations import revoke_credential


class Command(BaseCommand):
    help = "Revoke a credential for the LRS, for good. Again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="its key, as `lrs_credentials` lists it")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Credential.objects.filter(key=options["key"]).first()
        if found is None:
            msg = f"There is no credential with the key {options['key']}."
            raise CommandError(msg)
        revoked = revoke_credential(found.pk)
        self.stdout.write(f"{revoked.name} is revoked.")
