"""Parameters of the resources as values; each reader raises ``BadRequest`` otherwise."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lms.xapi.statements import InvalidJson, formats, parse
from lms.xapi.statements.validation import validate_agent

from .errors import BadRequest


def only(
    parameters: Mapping[str, str],
    *,
    required: Collection[str],
    optional: Collection[str] = (),
) -> None:
    """Every parameter is known here, and none is missing (part three, 3.2)."""
    for name in parameters:
        if name not in required and name not in optional:
            msg = f"{name} is no parameter of this request (parameters are case-sensitive)."
            raise BadRequest(msg)
    for name in required:
        if name not in parameters:
            msg = f"The parameter {name} is missing."
            raise BadRequest(msg)


def uuid(name: str, text: str) -> UUID:
    """A UUID in its standard form."""
    value = formats.to_uuid(text)
    if value is None:
        msg = f"{name} must be a UUID."
        raise BadRequest(msg)
    return value


def iri(name: str, text: str) -> str:
    """An IRI with a scheme, as it is written."""
    if not formats.is_iri(text):
        msg = f"{name} must be an IRI with a scheme."
        raise BadRequest(msg)
    return text


def moment(name: str, text: str) -> datetime:
    """An ISO 8601 timestamp with an offset."""
    value = formats.to_moment(text)
    if value is None:
        msg = f"{name} must be an ISO 8601 timestamp with an offset from UTC (is its + encoded as %2B?)."
        raise BadRequest(msg)
    return value


def agent(name: str, text: str, *, group: bool = False) -> dict[str, Any]:
    """The JSON of an Agent, which is no Group (part three, 2.4 and 2.6).

    With ``group`` it may be an Identified Group too (part three, 2.1.3).
    """
    kind = "an agent or identified group" if group else "an agent"
    try:
        value = parse(text.encode("utf-8", "surrogatepass"))
    except InvalidJson as error:
        msg = f"{name} must be {kind} in JSON. {error}"
        raise BadRequest(msg) from error
    if problems := validate_agent(value):
        msg = f"{name} must be {kind}. {problems[0]}."
        raise BadRequest(msg)
    if not group and value.get("objectType", "Agent") != "Agent":
        msg = f"{name} must be an agent, not a group: put the identifier of the group in an agent (part three, 2.6)."
        raise BadRequest(msg)
    found: dict[str, Any] = value
    return found
