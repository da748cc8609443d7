"""``manage.py lrs_credentials``: who may ask the LRS."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.common import clock
from lms.xapi.models import Credential


class Command(BaseCommand):
    help = "List the credentials for the LRS. Secrets are kept nowhere."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        for credential in Credential.objects.lasting():
            self.stdout.write(
                "\t".join(
                    [
                        credential.key,
                        _status(credential),
                        credential.store,
                        " ".join(credential.scopes),
                        credential.name,
                    ]
                )
            )
        lent = Credential.objects.lent().filter(expires_at__gt=now, active=True)
        self.stdout.write(f"Lent to browsers of learners: {lent.count()}")


def _status(credential: Credential) -> str:
    if credential.active:
        return "in use"
    return f"revoked {credential.revoked_at:%Y-%m-%d}"
