"""Of whom a second factor is asked, and who has one."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from .enums import PlatformGroup
from .models import User

# A list of codes alone is none: it is what is left when the real one is lost.
REAL = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
GROUPS = (PlatformGroup.ADMINISTRATORS, PlatformGroup.DATA_PROTECTION)

_rules: list[Callable[[User], bool]] = []


def ask_of(rule: Callable[[User], bool]) -> None:
    """Have a second factor asked of everybody of whom ``rule(person)`` is true.

    Apps above this one say so from ``apps.py``; it holds when
    ``SECOND_FACTOR_REQUIRED`` says so.
    """
    _rules.append(rule)


def runs_the_platform(person: User) -> bool:
    """Administrators, and who reads audits and decides on erasure."""
    return person.is_superuser or person.groups.filter(name__in=GROUPS).exists()


def is_asked_of(person: User) -> bool:
    """Whether this person must have one."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and any(
        rule(person) for rule in _rules
    )


def has_one(person: User) -> bool:
    """Whether this person set one up: every sign-in with a password asks for it then."""
    return bool(is_mfa_enabled(person, REAL))
