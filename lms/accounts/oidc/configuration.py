"""Which issuer, and what of it counts: read from ``OIDC_*`` (docs/sign-in.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lms.accounts.claims import NEVER, Claims
from lms.accounts.enums import PlatformGroup

OWN_MACHINE: Final = {"127.0.0.1", "localhost", "::1"}
LONGEST_ISSUER: Final = 200


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Whoever has this value of this claim is in this group."""

    claim: str
    value: str
    group: PlatformGroup


def is_configured() -> bool:
    """Whether there is an issuer to sign in through."""
    return bool(settings.OIDC_ISSUER)


def groups_for(claims: Claims) -> set[PlatformGroup]:
    """The groups that these claims give."""
    return {
        rule.group for rule in group_rules() if rule.value in claims.values(rule.claim)
    }


def group_rules() -> list[GroupRule]:
    """``OIDC_GROUPS``, read. Raises ``ImproperlyConfigured`` for what cannot be read."""
    return [_group_rule(line.strip()) for line in settings.OIDC_GROUPS if line.strip()]


def verify() -> None:
    """Refuse to start with what cannot work, or may not be asked.

    Raises ``ImproperlyConfigured`` with a sentence that names the variable. Nothing is
    verified when there is no issuer.
    """
    if not is_configured():
        return
    if NEVER in settings.OIDC_SCOPES:
        raise ImproperlyConfigured(
            "OIDC_SCOPES names rrn. The number of the national register may never be "
            "asked here: take it out."
        )
    if "openid" not in settings.OIDC_SCOPES:
        raise ImproperlyConfigured("OIDC_SCOPES must name openid.")
    if not settings.OIDC_CLIENT_ID or not settings.OIDC_CLIENT_SECRET:
        raise ImproperlyConfigured(
            "OIDC_ISSUER is set, so OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be too."
        )
    issuer = urlsplit(settings.OIDC_ISSUER)
    if issuer.scheme != "https" and issuer.hostname not in OWN_MACHINE:
        raise ImproperlyConfigured("OIDC_ISSUER must be an https address.")
    if len(settings.OIDC_ISSUER) > LONGEST_ISSUER:
        raise ImproperlyConfigured("OIDC_ISSUER has more than 200 characters.")
    group_rules()


def _group_rule(line: str) -> GroupRule:
    told, colon, group = line.rpartition(":")
    claim, equals, value = told.partition("=")
    if not (colon and equals and claim and value):
        raise ImproperlyConfigured(
            f"OIDC_GROUPS has “{line}”; write claim=value:group, separated by commas."
        )
    if group not in PlatformGroup.values:
        known = ", ".join(PlatformGroup.values)
        raise ImproperlyConfigured(
            f"OIDC_GROUPS names the group “{group}”. There are: {known}."
        )
    return GroupRule(claim, value, PlatformGroup(group))
