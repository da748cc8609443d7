"""What `manage.py check` says about the keys that seal certificates.

Without a key nothing is issued without a signature: documents wait until there is one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.utils import timezone

from certification.exceptions import NoSealingKey
from certification.sealing.keys import sealing_key

SOON = timedelta(days=60)


@register(Tags.security, deploy=True)
def sealing_keys(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Whether certificates can be signed today, and in two months."""
    try:
        key = sealing_key()
    except NoSealingKey as trouble:
        return [
            Error(
                str(trouble),
                hint=(
                    "Set SEALING_KEYS or SEALING_KEY (docs/certificates.md); "
                    "`manage.py new_sealing_key FILE` makes a key of your own."
                ),
                id="certification.E001",
            )
        ]
    end = key.certificate.not_valid_after_utc
    if end < timezone.now() + SOON:
        return [
            Warning(
                f"The newest key that signs certificates holds until {end:%Y-%m-%d}.",
                hint="Add the next one to SEALING_KEYS (docs/certificates.md).",
                id="certification.W002",
            )
        ]
    return []
