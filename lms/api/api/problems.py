"""Refusals as problem details (RFC 9457), and what becomes of any other exception."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from lms.api.exceptions import (
    ApiError,
    BadRequest,
    Busy,
    Failed,
    Fault,
    Invalid,
    NotFound,
    TooLarge,
)
from lms.reporting.exceptions import NotYet
from lms.xapi.lrs.errors import RETRY_AFTER, is_contention
from lms.xapi.statements.parsing import InvalidJson, JsonTooLarge

MEDIA_TYPE: Final = "application/problem+json"

logger = logging.getLogger(__name__)


def type_of(problem: type[ApiError]) -> str:
    """The IRI of a kind of problem: where the documentation explains it."""
    return f"{settings.BASE_URL}{reverse('api:docs')}#{problem.name}"


def problem_of(error: Exception, request: HttpRequest) -> ApiError:
    """The refusal that an exception amounts to; what nobody foresaw is told and logged."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, NotYet):
        return Invalid(str(error), faults=[Fault("query.peildatum", str(error))])
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, OperationalError) and is_contention(error):
        return Busy(headers={"Retry-After": RETRY_AFTER})
    return _of_the_body(error) or _unforeseen(error, request)


def as_response(problem: ApiError) -> HttpResponse:
    """The answer that tells a problem, in the language that is active."""
    told: dict[str, Any] = {
        "type": type_of(type(problem)),
        "title": str(problem.title),
        "status": int(problem.status),
    }
    if problem.detail:
        told["detail"] = str(problem.detail)
    if problem.faults:
        told["errors"] = [
            {"where": fault.where, "detail": fault.what} for fault in problem.faults
        ]
    return HttpResponse(
        json.dumps(told, ensure_ascii=False),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=problem.headers,
    )


def _of_the_body(error: Exception) -> ApiError | None:
    """What is wrong with bytes before anything in them was looked at."""
    cause = error.__cause__
    if isinstance(error, RequestDataTooBig) or isinstance(cause, JsonTooLarge):
        return TooLarge(_("One request holds 2.5 MB of JSON at most."))
    if isinstance(cause, InvalidJson):
        return BadRequest(
            _("The body is not JSON that can be read."),
            faults=[Fault("body", str(cause))],
        )
    if isinstance(error, UnreadablePostError):
        return BadRequest(_("The body broke off."))
    if isinstance(error, PermissionDenied):  # no network address (accounts.requests)
        return BadRequest()
    if isinstance(error, HttpError) and error.status_code == HTTPStatus.BAD_REQUEST:
        return BadRequest(_("The body is not JSON that can be read."))
    return None


def _invalid(error: ValidationError) -> ApiError:
    """Each fault with its place; a name in the address that cannot be one is not there."""
    if all(each["loc"][0] == "path" for each in error.errors):
        return NotFound()
    faults = [
        Fault(".".join(str(step) for step in each["loc"]), _wrong(each))
        for each in error.errors
    ]
    return Invalid(faults=faults)


def _wrong(error: dict[str, Any]) -> str:
    """A sentence for what pydantic found, by its kind."""
    given = {name: str(value) for name, value in error.get("ctx", {}).items()}
    sentences = {
        "missing": _("This is needed and was not given."),
        "int_parsing": _("This is no whole number."),
        "int_type": _("This is no whole number."),
        "uuid_parsing": _("This is no UUID."),
        "string_type": _("This is no text."),
        "list_type": _("This is no list."),
        "enum": _("Choose one of: %(expected)s."),
        "literal_error": _("Choose one of: %(expected)s."),
        "extra_forbidden": _("There is no field of this name."),
        "string_too_long": _("This is longer than %(max_length)s characters."),
        "string_too_short": _("This is shorter than %(min_length)s characters."),
        "string_pattern_mismatch": _("This holds characters that cannot stand here."),
        "too_long": _("This holds more than %(max_length)s."),
        "too_short": _("This holds fewer than %(min_length)s."),
        "less_than_equal": _("This is more than %(le)s."),
        "greater_than_equal": _("This is less than %(ge)s."),
    }
    known = sentences.get(error["type"])
    try:
        return known % given if known else _told(error)
    except KeyError:
        return str(error["msg"])


def _told(error: dict[str, Any]) -> str:
    """What a check of ours said, else that it is not right."""
    if error["type"] == "value_error" and "error" in error.get("ctx", {}):
        return str(error["ctx"]["error"])
    return _("This is not what is asked here.")


def _unforeseen(error: Exception, request: HttpRequest) -> ApiError:
    logger.error("The API failed at %s", request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return Failed()
