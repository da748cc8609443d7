"""Statements that come in: read, judged, and made ready to be stored (part three, 2.1)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from lms.xapi.authority import authority_of
from lms.xapi.bounds import check_statement
from lms.xapi.exceptions import OutOfBounds
from lms.xapi.statements import (
    InvalidJson,
    InvalidStatement,
    Problem,
    formats,
    parse,
    validate,
)
from lms.xapi.statements.measures import MOST_MENTIONS, mentions
from lms.xapi.statements.parsing import JsonTooLarge
from lms.xapi.statements.referring import attachments_of
from lms.xapi.statements.signatures import SIGNATURE, check_signatures
from lms.xapi.storing import Candidate, Part, prepare

from . import multipart, readers
from .asking import Asked
from .errors import BadRequest, Forbidden, TooLarge
from .multipart import Multipart

MAX_STATEMENTS: Final = 1000
MAX_STATEMENT: Final = 1024 * 1024
MAX_MENTIONS: Final = 20_000
MAX_SIGNATURES: Final = 10

Received = tuple[list[Candidate], Mapping[str, Part]]


def one(asked: Asked) -> Received:
    """The statement of a PUT, which has the id that the parameter gives it (2.1.1)."""
    readers.only(asked.parameters, required=("statementId",))
    statement_id = readers.uuid("statementId", asked.parameters["statementId"])
    content, whole = _content(asked)
    if not isinstance(content, dict):
        msg = (
            "PUT stores one statement: the body must be an object (part three, 2.1.1)."
        )
        raise BadRequest(msg)
    said = content.setdefault("id", str(statement_id))
    if not isinstance(said, str) or formats.to_uuid(said) != statement_id:
        msg = "The id of the statement differs from the parameter statementId (part three, 2.1.1)."
        raise BadRequest(msg)
    return _ready([content], asked, whole, ["$"])


def several(asked: Asked) -> Received:
    """The statement, or the array of statements, of a POST (2.1.2)."""
    readers.only(asked.parameters, required=())
    content, whole = _content(asked)
    if not isinstance(content, list):
        return _ready([content], asked, whole, ["$"])
    if len(content) > MAX_STATEMENTS:
        msg = f"One request holds at most {MAX_STATEMENTS} statements."
        raise TooLarge(msg)
    return _ready(content, asked, whole, [f"$[{n}]" for n in range(len(content))])


def _content(asked: Asked) -> tuple[Any, Multipart]:
    """The JSON of the body, and what it came with."""
    kind, _ = asked.content_type
    if kind == "multipart/mixed":
        whole = multipart.read(asked.headers["Content-Type"], asked.body)
    elif kind == "application/json":
        whole = Multipart(asked.body)
    else:
        msg = "Statements come as application/json, or as multipart/mixed with attachments (part three, 1.5)."
        raise BadRequest(msg)
    try:
        return parse(whole.statements), whole
    except JsonTooLarge as error:
        raise TooLarge(str(error)) from error
    except InvalidJson as error:
        raise BadRequest(str(error)) from error


def _ready(
    contents: list[Any], asked: Asked, whole: Multipart, paths: list[str]
) -> Received:
    """Judge statements, and make them ready under the authority of who brings them."""
    placed = list(zip(paths, contents, strict=True))
    _refuse(placed, lambda content: validate(content, asked.version))
    _check_mentions(contents)
    _check_ids(contents)
    # Before anything that costs more: what a browser may not say is soon refused.
    try:
        for content in contents:
            check_statement(asked.credential, content)
    except OutOfBounds as error:
        raise Forbidden(str(error)) from error
    _check_attachments(contents, whole)
    _check_signatures(contents)
    _refuse(placed, lambda content: _signature_problems(content, asked, whole))
    authority = authority_of(asked.credential)
    ready = [
        prepare(content, authority=authority, version=asked.version)
        for content in contents
    ]
    for candidate in ready:
        if candidate.size > MAX_STATEMENT:
            msg = f"A statement is larger than the {MAX_STATEMENT} bytes that one may be here."
            raise TooLarge(msg)
    return ready, whole.parts


def _refuse(
    placed: list[tuple[str, Any]], judge: Callable[[Any], list[Problem]]
) -> None:
    """Raise ``BadRequest`` with what ``judge`` finds in statements, and where."""
    problems = [
        Problem(path + problem.path.removeprefix("$"), problem.rule)
        for path, content in placed
        for problem in judge(content)
    ]
    if problems:
        raise BadRequest(str(InvalidStatement(problems)))


def _signature_problems(
    content: dict[str, Any], asked: Asked, whole: Multipart
) -> list[Problem]:
    """What is wrong with the signatures of a statement (part two, 2.6)."""
    bodies = {
        item["sha2"]: whole.parts[item["sha2"].lower()].content
        for item in attachments_of(content)
        if item["sha2"].lower() in whole.parts
    }
    try:
        check_signatures(content, bodies, asked.version)
    except InvalidStatement as error:
        return error.problems
    return []


def _check_mentions(contents: list[dict[str, Any]]) -> None:
    """No statement, and no request, names more than the store can write in a while."""
    counts = [mentions(content) for content in contents]
    if max(counts, default=0) > MOST_MENTIONS or sum(counts) > MAX_MENTIONS:
        msg = (
            f"A statement names at most {MOST_MENTIONS} agents and activities here, "
            f"and all of a request {MAX_MENTIONS}."
        )
        raise TooLarge(msg)


def _check_ids(contents: list[dict[str, Any]]) -> None:
    """No two statements of a batch have the same id (part three, 2.1.2)."""
    ids = [UUID(content["id"]) for content in contents if "id" in content]
    if len(set(ids)) < len(ids):
        msg = "Two statements of one request have the same id (part three, 2.1.2)."
        raise BadRequest(msg)


def _check_attachments(contents: list[dict[str, Any]], whole: Multipart) -> None:
    """Every part is an attachment of a statement, and the other way round (1.5.2)."""
    named = [item for content in contents for item in attachments_of(content)]
    whole.require(
        declared={item["sha2"].lower() for item in named},
        needed={item["sha2"].lower() for item in named if "fileUrl" not in item},
    )


def _check_signatures(contents: list[dict[str, Any]]) -> None:
    """A statement has few signatures, and each of them is of that statement alone.

    Each is read and compared with the whole statement; one that many statements name
    would be read as often, and can only be right for one of them.
    """
    seen: set[str] = set()
    for content in contents:
        signatures = [
            item["sha2"].lower()
            for item in content.get("attachments", ())
            if item["usageType"] == SIGNATURE
        ]
        if len(signatures) > MAX_SIGNATURES:
            msg = f"A statement has at most {MAX_SIGNATURES} signatures here."
            raise BadRequest(msg)
        if len(set(signatures)) < len(signatures) or seen & set(signatures):
            msg = "A signature is of one statement, and stands there once (part two, 2.6)."
            raise BadRequest(msg)
        seen |= set(signatures)


def ids(candidates: Iterable[Candidate]) -> list[str]:
    """The ids of statements, as they were sent or given out."""
    return [candidate.content["id"] for candidate in candidates]
