"""In whose name a statement is stored (part two, 2.4.9; IEEE 9274.1.1, 4.2.2.1)."""

from typing import Any, Final

from django.conf import settings

from .models import Credential

__all__ = ["authority_of", "is_ours", "our_authority"]

_PRODUCT: Final = "integriteitscampus"
_WITH_A_CREDENTIAL: Final = "lrs:"


def our_authority() -> dict[str, Any]:
    """The authority of what our own code records: this product."""
    return _account(_PRODUCT)


def authority_of(credential: Credential) -> dict[str, Any]:
    """The authority of what comes in with ``credential``: an account of our own.

    What browsers send about one participation has one authority, whichever credential
    was lent at that moment: a learner who comes back reads what came before, nobody
    else does, and the store does not learn a new agent at every visit.
    """
    named = credential.registration if credential.is_lent else credential.key
    return _account(f"{_WITH_A_CREDENTIAL}{named}")


def is_ours(home_page: str, name: str) -> bool:
    """Is this account an authority, so that it is nobody?"""
    names_one = name == _PRODUCT or name.startswith(_WITH_A_CREDENTIAL)
    return home_page == settings.XAPI_HOME_PAGE and names_one


def _account(name: str) -> dict[str, Any]:
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.XAPI_HOME_PAGE, "name": name},
    }
