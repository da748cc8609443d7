"""What the organisation does when others announce something."""

from typing import Any

from django.dispatch import receiver

from lms.accounts.models import User
from lms.accounts.signals import claims_received

from . import operations

ORGANISATIONS = "vo_orgcode"  # domain.md, section 2: one, or several


@receiver(claims_received)
def give_mandates(*, user: User, claims: dict[str, Any], **kwargs: Any) -> None:
    """Who signs in for an entity is employee there, unless they hold a mandate there."""
    named = claims.get(ORGANISATIONS) or []
    codes = [named] if isinstance(named, str) else list(named)
    operations.mandates_from_claims(user, [str(code) for code in codes])
