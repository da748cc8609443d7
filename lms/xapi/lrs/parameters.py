"""What is asked of the Statement resource, read strictly (part three, 2.1.3 and 3.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from lms.xapi.enums import Kind
from lms.xapi.statements.indexing import agent_key, key_of

from . import readers
from .errors import BadRequest

# What one answer holds at most, and what it holds when no limit is asked.
MAX_LIMIT: Final = 500
_FORMATS: Final = ("exact", "ids", "canonical")
_ALONE: Final = ("format", "attachments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as values: everything that is ``None`` was not asked."""

    statement_id: UUID | None = None
    voided_statement_id: UUID | None = None
    agent: UUID | None = None
    related_agents: bool = False
    verb: UUID | None = None
    activity: UUID | None = None
    related_activities: bool = False
    registration: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = MAX_LIMIT
    format: str = "exact"
    attachments: bool = False
    ascending: bool = False

    @property
    def single(self) -> UUID | None:
        """The one statement that is asked by its id, standing or voided."""
        return self.statement_id or self.voided_statement_id

    @property
    def asked(self) -> list[tuple[Kind, UUID]]:
        """What must hold of a statement, the rarest kind first as a rule."""
        agent = Kind.RELATED_AGENT if self.related_agents else Kind.AGENT
        activity = Kind.RELATED_ACTIVITY if self.related_activities else Kind.ACTIVITY
        kinds = [
            (Kind.REGISTRATION, self.registration),
            (agent, self.agent),
            (activity, self.activity),
            (Kind.VERB, self.verb),
        ]
        return [(kind, key) for kind, key in kinds if key is not None]


def read(parameters: Mapping[str, str]) -> Query:
    """The query that ``parameters`` ask. Raises ``BadRequest``, saying what is wrong."""
    readers.only(parameters, required=(), optional=_READERS)
    values = {name: _READERS[name](name, text) for name, text in parameters.items()}
    _check_single(parameters)
    return Query(**{_FIELDS.get(name, name): value for name, value in values.items()})


def _check_single(parameters: Mapping[str, str]) -> None:
    """The rules for asking one statement by its id."""
    asked = [n for n in ("statementId", "voidedStatementId") if n in parameters]
    if len(asked) == 2:
        msg = "Ask either statementId or voidedStatementId, not both."
        raise BadRequest(msg)
    others = [n for n in parameters if n not in asked and n not in _ALONE]
    if asked and others:
        msg = f"{asked[0]} goes only with {' and '.join(_ALONE)}, not with {others[0]}."
        raise BadRequest(msg)


def _iri(name: str, text: str) -> UUID:
    return key_of(readers.iri(name, text))


def _agent(name: str, text: str) -> UUID | None:
    return agent_key(readers.agent(name, text, group=True))


def _flag(name: str, text: str) -> bool:
    if text not in {"true", "false"}:
        msg = f"{name} must be true or false."
        raise BadRequest(msg)
    return text == "true"


def _limit(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        msg = f"{name} must be a whole number of zero or more."
        raise BadRequest(msg)
    if len(text) > 9:
        return MAX_LIMIT
    return min(int(text) or MAX_LIMIT, MAX_LIMIT)


def _format(name: str, text: str) -> str:
    if text not in _FORMATS:
        msg = f"{name} must be one of {', '.join(_FORMATS)}."
        raise BadRequest(msg)
    return text


_READERS: Final[dict[str, Callable[[str, str], Any]]] = {
    "statementId": readers.uuid,
    "voidedStatementId": readers.uuid,
    "agent": _agent,
    "verb": _iri,
    "activity": _iri,
    "registration": readers.uuid,
    "related_activities": _flag,
    "related_agents": _flag,
    "since": readers.moment,
    "until": readers.moment,
    "limit": _limit,
    "format": _format,
    "attachments": _flag,
    "ascending": _flag,
}
_FIELDS: Final = {
    "statementId": "statement_id",
    "voidedStatementId": "voided_statement_id",
}
