"""Identities that outlive the server: IRIs under ``XAPI_HOME_PAGE``."""

from uuid import UUID

from django.conf import settings


def iri(*parts: str | UUID) -> str:
    """The IRI of a thing of ours, such as ``iri("activities", key)``.

    It derives from ``XAPI_HOME_PAGE``, never from the address of the server, so that
    statements and certificates stay true when the server moves.
    """
    return "/".join([settings.XAPI_HOME_PAGE.rstrip("/"), *map(str, parts)])
