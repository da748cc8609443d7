"""Refusals of the API: each is a problem that its documentation explains (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TokenRefused(Exception):
    """A token cannot be made or changed so; the message is for the administrator."""


class Fault(NamedTuple):
    """One thing that is wrong with a request: where it stands, and what it is."""

    where: str
    what: str


class ApiError(Exception):
    """A request is refused. ``name`` is the anchor of its explanation."""

    name = "bad-request"
    status = HTTPStatus.BAD_REQUEST
    title: str | Promise = _("The request cannot be read")

    def __init__(
        self,
        detail: str | Promise = "",
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


class BadRequest(ApiError):
    """The body is no JSON that may enter."""


class Unauthorized(ApiError):
    """No token came with the request, or none that is valid."""

    name = "unauthorized"
    status = HTTPStatus.UNAUTHORIZED
    title = _("A valid token is needed")


class Forbidden(ApiError):
    """The token is valid, and lacks the scope."""

    name = "forbidden"
    status = HTTPStatus.FORBIDDEN
    title = _("This token may not do this")


class NotFound(ApiError):
    """Nothing of that name within what the token reaches."""

    name = "not-found"
    status = HTTPStatus.NOT_FOUND
    title = _("There is nothing here for this token")


class MethodNotAllowed(ApiError):
    """The address does not know the method."""

    name = "method-not-allowed"
    status = HTTPStatus.METHOD_NOT_ALLOWED
    title = _("This address does not know that method")


class NotAcceptable(ApiError):
    """The client takes no JSON."""

    name = "not-acceptable"
    status = HTTPStatus.NOT_ACCEPTABLE
    title = _("This API answers in JSON alone")


class Conflict(ApiError):
    """The same request is being handled at this moment."""

    name = "conflict"
    status = HTTPStatus.CONFLICT
    title = _("The same request is still being handled")


class TooLarge(ApiError):
    """More than one request may hold."""

    name = "too-large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = _("The request is too large")


class UnsupportedMediaType(ApiError):
    """The body is not announced as JSON."""

    name = "unsupported-media-type"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = _("The body is not sent as JSON")


class Invalid(ApiError):
    """The request can be read, and something in it is not right."""

    name = "invalid"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Something in the request is not right")


class KeyTaken(Invalid):
    """The Idempotency-Key came before, with another request."""

    name = "key-taken"
    title = _("This Idempotency-Key was used for another request")


class TooManyRequests(ApiError):
    """Asked, or failed, too often."""

    name = "too-many-requests"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Too many requests")


class Failed(ApiError):
    """A fault of ours."""

    name = "failed"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title = _("Something went wrong on our side")


class Busy(ApiError):
    """Other writers go first."""

    name = "busy"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = _("The platform is busy")


# What the documentation explains: the refusal, and what to do about it.
EXPLAINED: tuple[tuple[type[ApiError], str | Promise], ...] = (
    (BadRequest, _("Send JSON in UTF-8, without duplicate keys, NUL or NaN.")),
    (
        Unauthorized,
        _(
            "Send the token in the header Authorization, as: Bearer TOKEN. When it "
            "expired or was revoked, ask an administrator for another one."
        ),
    ),
    (Forbidden, _("Ask an administrator for a token with the scope that is named.")),
    (
        NotFound,
        _(
            "The address is not right, or what it names lies outside the entities of "
            "the token. The answer does not tell which of the two."
        ),
    ),
    (
        MethodNotAllowed,
        _("The header Allow names the methods that this address knows."),
    ),
    (NotAcceptable, _("Send no header Accept, or: application/json.")),
    (Conflict, _("Wait as long as Retry-After says, and send the same request again.")),
    (TooLarge, _("Send less at a time.")),
    (UnsupportedMediaType, _("Send the header Content-Type: application/json.")),
    (Invalid, _("The list of errors names each place, and what is wrong there.")),
    (KeyTaken, _("Use a new Idempotency-Key for each new request.")),
    (TooManyRequests, _("Wait as long as Retry-After says.")),
    (
        Failed,
        _(
            "This is no fault of yours. Send the request again later; tell the "
            "administrators when it stays."
        ),
    ),
    (Busy, _("Wait as long as Retry-After says, and send the same request again.")),
)
