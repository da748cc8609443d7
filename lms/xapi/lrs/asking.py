"""The request as the specification sees it, whichever syntax it came in.

Read in steps, so that a stranger is refused before anything of theirs costs: the
alternate request syntax is unfolded, then the door asks who it is, and only then
parameters and body are read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.http.request import HttpHeaders, UnreadablePostError
from django.utils.http import parse_header_parameters

from lms.xapi.models import Credential
from lms.xapi.statements.parsing import MAX_BYTES
from lms.xapi.statements.versions import Version

from . import versions
from .errors import BadRequest, LengthRequired, TooLarge

MAX_PARAMETERS: Final = 50
# Python reads the parameters of a header in time that is quadratic in its length.
MAX_HEADER: Final = 1000
MAX_FIELD: Final = 8000
_WITH_BODY: Final = ("PUT", "POST")
METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE")
_FORM: Final = "application/x-www-form-urlencoded"
# What a browser that cannot set headers sends (part three, 1.3), and what it should.
_FORM_TYPES: Final = ("", "text/plain", _FORM)
_UNTYPED: Final = "application/octet-stream"
# It goes out as it came in, as a header: one line, and not longer than its column.
_CONTENT_TYPE: Final = re.compile(
    r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+ *(?:;[\x20-\x7e]*)?", re.ASCII
)
_LONGEST_TYPE: Final = 255
# Form fields that stand for headers (part three, 1.3), as WSGI names these.
_FORM_HEADERS: Final = {
    "Authorization": "HTTP_AUTHORIZATION",
    "X-Experience-API-Version": "HTTP_X_EXPERIENCE_API_VERSION",
    "Content-Type": "CONTENT_TYPE",
    "Content-Length": "CONTENT_LENGTH",
    "If-Match": "HTTP_IF_MATCH",
    "If-None-Match": "HTTP_IF_NONE_MATCH",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: what is asked, of which resource, in which edition, by whom.

    ``method`` is the specified one (HEAD is GET with ``head``); ``parameters`` occur
    once each; ``headers`` know no case; ``body`` is bounded, and empty but for PUT and
    POST; ``at`` is the moment at which it came in, before anything was looked up.
    """

    method: str
    head: bool
    path: str
    parameters: dict[str, str]
    headers: Mapping[str, str]
    body: bytes
    version: Version
    at: datetime
    known: Credential | None

    @property
    def credential(self) -> Credential:
        """Who asks. Only ``ANYBODY``'s resources have nobody here (``LookupError``)."""
        if self.known is None:
            msg = "this resource is for anybody: nobody was asked for"
            raise LookupError(msg)
        return self.known

    @property
    def content_type(self) -> tuple[str, dict[str, str]]:
        """The media type in lower case and its parameters; ``""`` when none was sent."""
        return media_type(self.headers.get("Content-Type", ""))


class Call:
    """A request on its way in; ``version`` is the edition that answers, so far."""

    def __init__(self, request: HttpRequest, edition: Version) -> None:
        self.request = request
        self.edition = edition
        self.method = request.method or ""
        self.version = versions.named(request.headers) or edition
        self._form: dict[str, str] | None = None

    def unfold(self) -> None:
        """Undo the alternate request syntax, where it is used (part three, 1.3).

        Its header fields then stand among the headers of the request. Raises
        ``BadRequest`` where it is not as specified; xAPI 2.0 does not know it.
        """
        query = self.request.META.get("QUERY_STRING", "")
        if self.request.method != "POST" or "method" not in query:
            return
        parameters = _parameters(query)
        if "method" not in parameters:
            return
        if self.version is not Version.ONE:
            raise _not_in_two()
        if len(parameters) > 1:
            msg = "With ?method= every other parameter goes in the form (part three, 1.3)."
            raise BadRequest(msg)
        self._unfold(parameters["method"])

    def _unfold(self, method: str) -> None:
        if method not in METHODS:
            msg = f"The parameter method must be one of {', '.join(METHODS)}."
            raise BadRequest(msg)
        kind, _ = media_type(self.request.headers.get("Content-Type", ""))
        if kind not in _FORM_TYPES:
            msg = (
                f"With ?method= the body is a form, of type {_FORM} (part three, 1.3)."
            )
            raise BadRequest(msg)
        form = _form(read_body(self.request))
        meta = self.request.META | {"CONTENT_TYPE": "application/json"}
        for name, key in _FORM_HEADERS.items():
            if name in form:
                meta[key] = _field(name, form.pop(name))
        self.request.headers = HttpHeaders(meta)
        self.version = versions.named(self.request.headers) or self.edition
        if self.version is not Version.ONE:
            raise _not_in_two()
        if media_type(meta["CONTENT_TYPE"])[0].startswith("multipart/"):
            msg = "Attachments cannot be sent with ?method= (part three, 1.3)."
            raise BadRequest(msg)
        if ("content" in form) != (method in _WITH_BODY):
            msg = "The form field content goes with PUT and POST, and only with these (part three, 1.3)."
            raise BadRequest(msg)
        self.method = method
        self._form = form

    def ask(self, *, at: datetime, known: Credential | None) -> Asked:
        """Read parameters and body. Raises ``BadRequest`` or ``TooLarge``."""
        body = b""
        if self._form is None:
            parameters = _parameters(self.request.META.get("QUERY_STRING", ""))
            if self.method in _WITH_BODY:
                body = read_body(self.request)
        else:
            parameters = self._form
            body = parameters.pop("content", "").encode()
            if len(body) > MAX_BYTES:
                raise _too_large()
        head = self.method == "HEAD"
        return Asked(
            method="GET" if head else self.method,
            head=head,
            path=self.request.path,
            parameters=parameters,
            headers=self.request.headers,
            body=body,
            version=self.version,
            at=at,
            known=known,
        )


def _field(name: str, value: str) -> str:
    """A form field that stands for a header: no longer than servers take headers."""
    if len(value) > MAX_FIELD:
        msg = f"The form field {name} is longer than {MAX_FIELD} characters."
        raise BadRequest(msg)
    return value


def media_type(header: str) -> tuple[str, dict[str, str]]:
    """A Content-Type header as media type and parameters.

    Raises ``BadRequest`` when it cannot be read, or names a charset for JSON other than
    UTF-8 (part three, 1.4).
    """
    msg = "The header Content-Type cannot be read."
    if len(header) > MAX_HEADER:
        raise BadRequest(msg)
    try:
        kind, parameters = parse_header_parameters(header)
    except (TypeError, ValueError, LookupError) as error:
        raise BadRequest(msg) from error
    charset = parameters.get("charset", "utf-8").lower()
    if kind == "application/json" and charset not in {"utf-8", "utf8", "us-ascii"}:
        msg = "JSON must be encoded in UTF-8 (part three, 1.4)."
        raise BadRequest(msg)
    return kind, parameters


def content_type_of(text: str) -> str:
    """The type to keep with bytes that came with this Content-Type, or without one.

    For documents and attachments, which go out under the type that they came with.
    Raises ``BadRequest`` for what cannot be a header again.
    """
    text = text.strip() or _UNTYPED
    if len(text) > _LONGEST_TYPE or not _CONTENT_TYPE.fullmatch(text):
        msg = f"A Content-Type must be a media type of at most {_LONGEST_TYPE} characters."
        raise BadRequest(msg)
    return text


def read_body(request: HttpRequest) -> bytes:
    """The body as it was sent, whole.

    Raises ``TooLarge`` past ``MAX_BYTES``, before reading it where its length was told;
    ``BadRequest`` when it breaks off; ``LengthRequired`` when the server cannot read a
    body without its length.
    """
    told = request.META.get("CONTENT_LENGTH") or ""
    if told and not (told.isascii() and told.isdigit() and len(told) < 19):
        msg = "The header Content-Length must be a number."
        raise BadRequest(msg)
    if told and int(told) > MAX_BYTES:
        raise _too_large()
    try:
        if told:
            body = request.read(int(told))
        elif "HTTP_TRANSFER_ENCODING" in request.META:
            body = _chunked(request)
        else:
            body = b""
    except (UnreadablePostError, OSError) as error:
        msg = "The body broke off."
        raise BadRequest(msg) from error
    if told and len(body) < int(told):
        msg = "The body is shorter than its Content-Length says."
        raise BadRequest(msg)
    return body


def _chunked(request: HttpRequest) -> bytes:
    """A body in chunks, from a server that marks its end (gunicorn does)."""
    if not request.META.get("wsgi.input_terminated"):
        msg = "Send the body with a Content-Length."
        raise LengthRequired(msg)
    # Django takes a body without a length for an empty one.
    body: bytes = request.META["wsgi.input"].read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise _too_large()
    return body


def _parameters(query: str) -> dict[str, str]:
    """The parameters of a query string, each once. Raises ``BadRequest`` for any other."""
    # Not request.GET, which is read in whatever charset the Content-Type names: that
    # is about a body, and some of them are no charset at all or make lone surrogates.
    if not query:
        return {}
    try:
        text = query.encode("latin-1").decode()  # as PEP 3333 has it
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        )
    except UnicodeError as error:
        msg = "The query string must be UTF-8, percent-encoded."
        raise BadRequest(msg) from error
    except ValueError as error:
        raise _too_many() from error
    return _once(pairs)


def _form(body: bytes) -> dict[str, str]:
    """The fields of a form, each once. Raises ``BadRequest`` for any other."""
    if not body:
        return {}
    try:
        text = body.decode()
        if text.count("&") >= MAX_PARAMETERS:
            raise _too_many()
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict"
        )
    except UnicodeError as error:
        msg = "The form must be UTF-8, percent-encoded (part three, 1.3)."
        raise BadRequest(msg) from error
    except ValueError as error:
        msg = "The body is no form of names and values (part three, 1.3)."
        raise BadRequest(msg) from error
    return _once(pairs)


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            msg = f"The parameter {name} occurs more than once."
            raise BadRequest(msg)
        if "\x00" in value and name != "content":
            msg = f"The parameter {name} holds a NUL character."
            raise BadRequest(msg)
        found[name] = value
    return found


def _too_many() -> BadRequest:
    return BadRequest("The request has too many parameters.")


def _too_large() -> TooLarge:
    return TooLarge(
        f"The body is larger than the {MAX_BYTES} bytes that are taken here."
    )


def _not_in_two() -> BadRequest:
    return BadRequest(
        "xAPI 2.0 has no alternate request syntax: send the method itself."
    )
