"""Refusals of the LRS: a status and a sentence for whoever wrote the client.

The statuses are those of part three, 3.2; 411 and 503 are HTTP's own.
"""

from typing import Final

from django.db import OperationalError

RETRY_AFTER: Final = "1"
# PostgreSQL: serialization failure, deadlock, a lock that was not had in time.
_CONTENTION_STATES: Final = frozenset(["40001", "40P01", "55P03"])


class LrsError(Exception):
    """A request is refused; ``status`` and ``headers`` go in the answer."""

    status = 400

    def __init__(self, sentence: str, **headers: str) -> None:
        self.headers = {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        super().__init__(sentence)


class BadRequest(LrsError):
    """Something in the request does not follow the specification."""


class Unauthorized(LrsError):
    """No credential came with the request, or none that we know."""

    status = 401

    def __init__(self, sentence: str) -> None:
        super().__init__(
            sentence, WWW_Authenticate='Basic realm="xAPI", charset="UTF-8"'
        )


class Forbidden(LrsError):
    """The credential is known, and this is not for it."""

    status = 403


class NotFound(LrsError):
    """No such statement or document, or none that this credential may see."""

    status = 404


class MethodNotAllowed(LrsError):
    """The resource does not know this method."""

    status = 405


class TooManyRequests(LrsError):
    """Asked too often; the answer says after how many seconds to come back."""

    status = 429

    def __init__(self, sentence: str, *, after: int) -> None:
        super().__init__(sentence, Retry_After=str(after))


class Conflict(LrsError):
    """What is stored already says something else (part three, 3.1)."""

    status = 409


class LengthRequired(LrsError):
    """A body came without its length, and this server cannot read it so."""

    status = 411


class PreconditionFailed(LrsError):
    """``If-Match`` or ``If-None-Match`` does not hold (part three, 3.1)."""

    status = 412


class TooLarge(LrsError):
    """A statement, an attachment or a document is larger than we take."""

    status = 413


class Busy(LrsError):
    """The database had to let another writer go first; the same request may succeed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "The store is busy with other writers; send the same request again.",
            Retry_After=RETRY_AFTER,
        )


def is_contention(error: OperationalError) -> bool:
    """Did the database give up because of other writers, rather than because it is ill?"""
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) in _CONTENTION_STATES:
        return True
    return getattr(cause, "sqlite_errorname", "").startswith(
        ("SQLITE_BUSY", "SQLITE_LOCKED")
    )
