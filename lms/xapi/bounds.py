"""What the browser of a learner may say, and which documents are the learner's.

A credential that is lent to a browser is in the hands of the learner, and of whatever
else runs there. So it can tell what only the browser knows: what was looked at, played
and answered. What the product itself decides (registered, completed, passed, failed,
certified, a score, and what activities are called) it cannot say, nor anything about or
in the name of somebody else.

Everything is refused but what stands here: a property that the specification adds
later is closed until somebody opens it. Plain functions over JSON that was validated.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

from .enums import DocumentKind
from .exceptions import OutOfBounds
from .models import Credential
from .statements.fingerprints import as_list
from .statements.indexing import identifier_of
from .vocabulary import (
    ANSWERED,
    INITIALIZED,
    INTERACTED,
    PAUSED,
    PLAYED,
    PROGRESS,
    PROGRESSED,
    SEEKED,
    TERMINATED,
    VERBS,
    VIDEO_PROFILE,
    VIDEO_VERBS,
)

__all__ = ["Bound", "bound_of", "check_document", "check_statement", "refusal"]

_VIDEO_EXTENSIONS: Final = f"{VIDEO_PROFILE}/extensions/"

# The `completed` of the video profile is not for browsers.
ALLOWED_VERBS: Final = (
    PLAYED.iri,
    PAUSED.iri,
    SEEKED.iri,
    INITIALIZED.iri,
    TERMINATED.iri,
    INTERACTED.iri,
    PROGRESSED.iri,
    ANSWERED.iri,
)
# Said of the bound activity itself these are the product's: that it began or ended, or
# (a right answer to a whole course) that it was passed.
_ONLY_BENEATH: Final = (INITIALIZED.iri, TERMINATED.iri, ANSWERED.iri)

_STATEMENT: Final = frozenset(
    {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored"}
    | {"version"}
)
_RESULT: Final = frozenset({"duration", "extensions"})
_RESULT_OF_AN_ANSWER: Final = _RESULT | {"response", "success"}
_CONTEXT: Final = frozenset(
    {"registration", "contextActivities", "platform", "language", "revision"}
    | {"extensions"}
)
# Our own domain events have ids of version 5, derived from what they are about: whoever
# could take such an id first would keep the event itself from being recorded.
_RANDOM: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Who, in which taking part, at which activity."""

    actor: str
    registration: UUID
    activity: str

    def is_self(self, agent: dict[str, Any]) -> bool:
        """Is this the actor, and nothing said of them besides, such as a name?"""
        bare = agent.keys() <= {"objectType", "account"}
        person = agent.get("objectType", "Agent") == "Agent"
        return bare and person and identifier_of(agent) == self.actor

    def is_registration(self, value: str | None) -> bool:
        return value is not None and value.lower() == str(self.registration)

    def holds(self, iri: str) -> bool:
        """Is this the activity, or one whose id lies beneath it?"""
        return iri == self.activity or self.lies_above(iri)

    def lies_above(self, iri: str) -> bool:
        """Does the id begin with that of the activity, and lead nowhere else?"""
        base = self.activity.rstrip("/")
        rest = iri.removeprefix(base)
        steps = unquote(rest).replace("\\", "/").split("/")
        return (
            iri.startswith(base)
            and len(rest) > 1
            and rest[0] in "/#"
            and not {".", ".."} & set(steps)
        )


def bound_of(credential: Credential) -> Bound | None:
    """What a credential is bound to; ``None`` for one that was not lent to a browser."""
    if not credential.is_lent or credential.registration is None:
        return None
    return Bound(
        actor=credential.actor,
        registration=credential.registration,
        activity=credential.activity,
    )


def check_statement(credential: Credential, statement: dict[str, Any]) -> None:
    """Raise ``OutOfBounds`` when a valid statement is not for this credential to store.

    ``statement`` is as it came, with the id that a parameter gave it, and before the
    store adds anything. Any credential that is not bound passes.
    """
    bound = bound_of(credential)
    sentence = refusal(statement, bound) if bound else None
    if sentence:
        raise OutOfBounds(sentence)


def check_document(
    credential: Credential,
    kind: DocumentKind | str,
    activity_iri: str | None,
    agent: dict[str, Any] | None,
    registration: UUID | str | None,
) -> None:
    """Raise ``OutOfBounds`` unless the document, or the list of them, is the learner's.

    A bound credential has the state of its actor at its activity in its registration
    (part three, 2.3), to read and to write, and no profiles. All three must be given:
    without a registration a state belongs to every taking part at once.
    """
    bound = bound_of(credential)
    if bound is None:
        return
    theirs = (
        kind == DocumentKind.STATE
        and activity_iri == bound.activity
        and agent is not None
        and bound.is_self(agent)
        and bound.is_registration(None if registration is None else str(registration))
    )
    if not theirs:
        msg = (
            "This credential has only the state of its own actor, "
            "activity and registration."
        )
        raise OutOfBounds(msg)


def refusal(statement: dict[str, Any], bound: Bound) -> str | None:
    """Why a valid statement is not for the learner to make; ``None`` when it is."""
    for check in _CHECKS:
        for sentence in check(statement, bound):
            return f"This credential may not say this: {sentence}"
    return None


def _properties(statement: dict[str, Any], bound: Bound) -> Iterator[str]:  # noqa: ARG001
    for name in sorted(statement.keys() - _STATEMENT):
        yield f"{name} is not for it."
    given = statement.get("id")
    if given is not None and UUID(given).version != _RANDOM:
        yield "the id must be a random UUID (version 4)."


def _actor(statement: dict[str, Any], bound: Bound) -> Iterator[str]:
    if not bound.is_self(statement["actor"]):
        yield "the actor must be the account that it was lent to, without a name."


def _verb(statement: dict[str, Any], bound: Bound) -> Iterator[str]:
    verb = statement["verb"]
    if verb["id"] not in ALLOWED_VERBS:
        yield f"its verbs are {', '.join(ALLOWED_VERBS)}."
    elif not {text.casefold() for text in verb.get("display", {}).values()} <= (
        words := _words(verb["id"])
    ):
        yield f"leave verb.display out, or make it {' or '.join(sorted(words))}."
    elif verb["id"] in _ONLY_BENEATH and not bound.lies_above(
        statement["object"].get("id", "")
    ):
        yield f"{verb['id']} is for what lies beneath {bound.activity}."


def _words(iri: str) -> set[str]:
    """The texts for a verb: another text would have it read as another verb."""
    known = {
        text.casefold()
        for verb in (*VERBS, *VIDEO_VERBS)
        if verb.iri == iri
        for text in verb.display.values()
    }
    return known | {iri.rpartition("/")[2]}


def _object(statement: dict[str, Any], bound: Bound) -> Iterator[str]:
    target = statement["object"]
    if target.get("objectType", "Activity") != "Activity":
        yield "the object must be an Activity."
    elif not bound.holds(target["id"]):
        yield f"the object must be {bound.activity} or lie beneath it."
    elif "definition" in target:
        yield "the definition of an activity is not for it."
    elif target["id"] != bound.activity and bound.activity not in _surroundings(
        statement
    ):
        yield f"{bound.activity} must be a parent or grouping."


def _surroundings(statement: dict[str, Any]) -> set[str]:
    given = statement.get("context", {}).get("contextActivities", {})
    return {
        activity["id"]
        for kind in ("parent", "grouping")
        for activity in as_list(given.get(kind, []))
    }


def _result(statement: dict[str, Any], bound: Bound) -> Iterator[str]:  # noqa: ARG001
    result = statement.get("result", {})
    is_answer = statement["verb"]["id"] == ANSWERED.iri
    for name in sorted(
        result.keys() - (_RESULT_OF_AN_ANSWER if is_answer else _RESULT)
    ):
        yield f"result.{name} is not for it."
    extensions = result.get("extensions", {})
    for name in extensions:
        if name != PROGRESS and not name.startswith(_VIDEO_EXTENSIONS):
            yield f"the extension {name} is not for it."
    if PROGRESS in extensions and not _is_underway(extensions[PROGRESS]):
        yield "progress must be a whole number from 0 to 99."


def _is_underway(value: Any) -> bool:
    """A hundred would be as good as completed."""
    return type(value) is int and 0 <= value < 100


def _context(statement: dict[str, Any], bound: Bound) -> Iterator[str]:
    context = statement.get("context", {})
    if not bound.is_registration(context.get("registration")):
        yield f"context.registration must be {bound.registration}."
    for name in sorted(context.keys() - _CONTEXT):
        yield f"context.{name} is not for it."
    for name in context.get("extensions", {}):
        if not name.startswith(_VIDEO_EXTENSIONS):
            yield f"the extension {name} is not for it."


def _context_activities(statement: dict[str, Any], bound: Bound) -> Iterator[str]:
    given = statement.get("context", {}).get("contextActivities", {})
    for kind, value in given.items():
        for activity in as_list(value):
            iri = activity["id"]
            if "definition" in activity:
                yield "the definition of an activity is not for it."
            elif kind == "category" and iri != VIDEO_PROFILE:
                yield f"its only category is {VIDEO_PROFILE}."
            elif kind != "category" and not bound.holds(iri):
                yield f"{iri} does not lie beneath {bound.activity}."


_CHECKS: Final[tuple[Callable[[dict[str, Any], Bound], Iterator[str]], ...]] = (
    _properties,
    _actor,
    _verb,
    _object,
    _result,
    _context,
    _context_activities,
)
