"""Idempotency-Key: the same request, sent twice, is done once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from lms.api.exceptions import Fault, Invalid
from lms.api.operations import once

from .access import ApiRequest

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def answered_once(request: ApiRequest, work: Callable[[], Schema]) -> HttpResponse:
    """The answer of ``work`` as JSON; the kept one when its key came before.

    Raises ``Invalid`` for a key that cannot be one, and what ``once`` raises.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return _as_json(work().model_dump_json())
    if not _KEY.fullmatch(key):
        told = _("Up to 255 letters, digits and signs, without spaces.")
        raise Invalid(faults=[Fault(f"header.{HEADER}", told)])
    said = f"{request.method} {request.path}\n".encode() + request.body
    answer, replayed = once(
        request.auth,
        key=key,
        digest=hashlib.sha256(said).hexdigest(),
        work=lambda: work().model_dump_json(),
    )
    response = _as_json(answer)
    if replayed:
        response[REPLAYED] = "true"
    return response


def _as_json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json; charset=utf-8")
