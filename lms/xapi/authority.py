"""In whose name a statement is stored (part two, 2.4.9; IEEE 9274.1.1, 4.2.2.1)."""

from typing import Any

from django.conf import settings

from .models import Credential

__all__ = ["authority_of"]


def authority_of(credential: Credential) -> dict[str, Any]:
    """The authority of what comes in with ``credential``: an account of our own.

    What browsers send about one participation has one authority, whichever credential
    was lent at that moment: a learner who comes back reads what came before, nobody
    else does, and the store does not learn a new agent at every visit.
    """
    named = credential.registration if credential.is_lent else credential.key
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.XAPI_HOME_PAGE, "name": f"lrs:{named}"},
    }
