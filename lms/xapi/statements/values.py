"""The values from which our own code builds a statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from lms.xapi.vocabulary import VOIDED, Verb

from .building import as_json, voiding_as_json
from .identities import id_of_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who: an account on a home page, never a name or an address (part two, 2.4.2.4)."""

    home_page: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """A question as the specification describes it (2.4.4.1, "Interaction Activities").

    ``type`` is one of its interaction types, such as ``choice`` or ``true-false``;
    ``choices`` are the options (the scale of a ``likert``, the steps of a
    ``performance``, the sources of a ``matching``), ``targets`` the other side of a
    ``matching``. ``correct`` holds response patterns: ``("a[,]b",)`` is right when both
    are chosen; an empty tuple means that no answer is right or wrong.
    """

    type: str
    choices: tuple[tuple[str, str], ...] = ()
    correct: tuple[str, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What it was about: a stable IRI, and a definition in the language of the statement."""

    iri: str
    type: str
    name: str
    description: str = ""
    interaction: Interaction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it.

    ``progress`` is a whole number from 0 to 100 (cmi5 extension), ``score`` a scaled one
    (part two, 2.4.5.1).
    ``extensions`` are those of another profile, by their IRI.
    """

    completion: bool | None = None
    success: bool | None = None
    response: str | None = None
    progress: int | None = None
    score: float | None = None
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.progress is not None and not 0 <= self.progress <= 100:
            msg = f"progress goes from 0 to 100, not {self.progress}"
            raise ValueError(msg)
        if self.score is not None and not -1 <= self.score <= 1:
            msg = f"a scaled score goes from -1 to 1, not {self.score}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact: who did what, to which activity, and when.

    ``timestamp`` is aware. Give ``id`` (``identities.id_of_event``) for what happened to
    somebody we know, so that recording the same event twice changes nothing. Our profile
    is added to the ``categories``. ``extensions`` are those of the context, by their IRI.
    """

    actor: Account
    verb: Verb
    activity: Activity
    timestamp: datetime
    id: UUID = field(default_factory=uuid4)
    registration: UUID | None = None
    result: Result | None = None
    parents: tuple[Activity, ...] = ()
    groupings: tuple[Activity, ...] = ()
    categories: tuple[Activity, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    language: str = "nl"
    platform: str = "Integriteitscampus"

    def __post_init__(self) -> None:
        if self.timestamp.utcoffset() is None:
            msg = "the timestamp of a statement needs an offset"
            raise ValueError(msg)

    def to_json(self) -> dict[str, Any]:
        """The statement as JSON of xAPI 1.0.3 (``json.dumps`` of it is what is stored)."""
        return as_json(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """That a statement (by id) tells something that was not so; ``timestamp`` is aware.

    The specification reserves the verb, so it is of no profile; nobody voids twice.
    """

    actor: Account
    target: UUID
    timestamp: datetime

    @property
    def id(self) -> UUID:
        """The same for the same target, so that recording it again changes nothing."""
        return id_of_event(self.target, VOIDED)

    def to_json(self) -> dict[str, Any]:
        """The statement as JSON of xAPI 1.0.3."""
        return voiding_as_json(self)
