"""What the answer to a POST of statements means for whoever sent them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from http import HTTPStatus
from typing import Final
from uuid import UUID

from lms.xapi.enums import Trouble

from .client import Answer

LONGEST_WAIT: Final = timedelta(days=1)
# What is wrong is the statements: one of them, or too many at once.
_REFUSALS: Final = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
_TROUBLES: Final = {
    HTTPStatus.UNAUTHORIZED: Trouble.NO_ACCESS,
    HTTPStatus.FORBIDDEN: Trouble.NO_ACCESS,
    HTTPStatus.NOT_FOUND: Trouble.NOT_THERE,
    HTTPStatus.GONE: Trouble.NOT_THERE,
    HTTPStatus.METHOD_NOT_ALLOWED: Trouble.NOT_THERE,
    HTTPStatus.REQUEST_TIMEOUT: Trouble.TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS: Trouble.BUSY,
    HTTPStatus.SERVICE_UNAVAILABLE: Trouble.BUSY,
}


class Verdict(Enum):
    """What is known after an answer."""

    STORED = auto()  # the LRS has them all
    KNOWN = auto()  # it had at least one of them before (409)
    REFUSED = auto()  # it takes at least one of them not (400)
    FAILED = auto()  # it says nothing about the statements


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict; after a failure also which trouble it is, and when to try again."""

    verdict: Verdict
    trouble: Trouble | None = None


def judge(answer: Answer, sent: list[UUID]) -> Judgement:
    """The meaning of ``answer`` to a POST of the statements ``sent``.

    A 200 counts only with the ids of what was sent (part three, 2.1.2): the log-in page
    of a proxy is a 200 too.
    """
    if answer.status == HTTPStatus.NO_CONTENT:
        return Judgement(Verdict.STORED)
    if answer.status == HTTPStatus.OK:
        if _ids(answer.text) == sorted(sent):
            return Judgement(Verdict.STORED)
        return Judgement(Verdict.FAILED, Trouble.GARBAGE)
    if answer.status == HTTPStatus.CONFLICT:
        return Judgement(Verdict.KNOWN)
    if answer.status in _REFUSALS:
        return Judgement(Verdict.REFUSED)
    return Judgement(Verdict.FAILED, _trouble(answer.status))


def _trouble(status: int) -> Trouble:
    if status in _TROUBLES:
        return _TROUBLES[HTTPStatus(status)]
    server = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble.BROKEN if server else Trouble.GARBAGE


def _ids(text: str) -> list[UUID] | None:
    try:
        return sorted(UUID(one) for one in json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def wait_asked(retry_after: str | None, now: datetime) -> timedelta:
    """How long the server asks to be left alone (RFC 9110, 10.2.3), within reason."""
    if not retry_after:
        return timedelta()
    try:
        wait = timedelta(seconds=int(retry_after))
    except OverflowError:
        return LONGEST_WAIT
    except ValueError:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return timedelta()
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)) - now
    return max(timedelta(), min(wait, LONGEST_WAIT))
