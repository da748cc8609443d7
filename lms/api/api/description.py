"""The API, and its description in OpenAPI 3.1: one source, in step with what it does."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, NoReturn, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE
from ninja.parser import Parser
from ninja.schema import NinjaGenerateJsonSchema
from ninja.types import DictStrAny

from lms.api.exceptions import EXPLAINED, ApiError
from lms.xapi.statements.parsing import parse

from .access import SCOPE
from .problems import MEDIA_TYPE
from .schemas import Problem

Node = dict[str, Any]

ALWAYS: Final = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
OF_BODIES: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
CHECKING_IN: Final = ("ETag", "RateLimit", "RateLimit-Policy", "Content-Language")


class BoundedJson(Parser):
    """JSON by the one parser that knows what breaks later."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        return cast("DictStrAny", parse(request.body))


class CampusApi(NinjaAPI):
    """Operations of ninja; what they raise is told by the door."""

    def on_exception(self, request: HttpRequest, exc: Any) -> NoReturn:  # noqa: ARG002
        raise exc

    def describe(self) -> Node:
        """The description, complete, in the language that is active."""
        whole: Node = dict(self.get_openapi_schema(path_prefix=reverse("api:index")))
        whole["info"] |= {
            "title": f"{settings.WAGTAIL_SITE_NAME} API",
            "description": _(
                "What an HR system reads and writes: completions, people, the training "
                "offer, certificates and enrolments, within the entities of its token."
            ),
        }
        whole["servers"] = [{"url": settings.BASE_URL}]
        whole["externalDocs"] = {"url": f"{settings.BASE_URL}{reverse('api:docs')}"}
        components = whole["components"]
        problem = Problem.model_json_schema(
            ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema
        )
        components["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        for schema in components["schemas"].values():
            schema.pop("description", None)  # the docstring: for who reads the code
        components["responses"] = _problems()
        components["headers"] = _headers()
        components["parameters"] = _parameters()
        for path, methods in whole["paths"].items():
            for method, operation in methods.items():
                _complete(operation, method=method, path=path)
        return cast("Node", _in_words(whole))


def _complete(operation: Node, *, method: str, path: str) -> None:
    """Add what holds for every operation, and what its kind brings."""
    statuses = [*ALWAYS, *(OF_BODIES if method == "post" else ())]
    if "{" in path:
        statuses.append(HTTPStatus.NOT_FOUND)
    responses = {str(code): told for code, told in operation["responses"].items()}
    headers = dict.fromkeys(CHECKING_IN)
    named = ["AcceptLanguage"]
    if method == "get":
        responses["304"] = {"$ref": "#/components/responses/NotModified"}
        named.append("IfNoneMatch")
        if "{" not in path:
            headers["Link"] = None
    else:
        headers.pop("ETag")
        headers["Idempotency-Replayed"] = None
        named.append("IdempotencyKey")
    operation["security"] = [{"Bearer": [operation.pop(SCOPE)]}]
    responses["200"]["description"] = operation["summary"]
    responses["200"]["headers"] = {
        name: {"$ref": f"#/components/headers/{name}"} for name in headers
    }
    for status in sorted(statuses):
        responses[str(int(status))] = {
            "$ref": f"#/components/responses/{_name(status)}"
        }
    operation["responses"] = dict(sorted(responses.items()))
    operation["parameters"] = [
        *operation.get("parameters", []),
        *({"$ref": f"#/components/parameters/{name}"} for name in named),
    ]


def _name(status: HTTPStatus) -> str:
    return "".join(word.title() for word in status.name.split("_"))


def _problems() -> Node:
    """Each refusal by its status; of two with one status, the first names it."""
    found: dict[HTTPStatus, type[ApiError]] = {}
    for kind, _advice in EXPLAINED:
        found.setdefault(kind.status, kind)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    answers: Node = {
        _name(status): {
            "description": str(kind.title),
            "content": {MEDIA_TYPE: problem},
        }
        for status, kind in found.items()
    }
    answers["NotModified"] = {"description": _("What the client has is what there is.")}
    for status, header in (
        (HTTPStatus.UNAUTHORIZED, "WWW-Authenticate"),
        (HTTPStatus.FORBIDDEN, "WWW-Authenticate"),
        (HTTPStatus.METHOD_NOT_ALLOWED, "Allow"),
        (HTTPStatus.CONFLICT, "Retry-After"),
        (HTTPStatus.TOO_MANY_REQUESTS, "Retry-After"),
        (HTTPStatus.SERVICE_UNAVAILABLE, "Retry-After"),
    ):
        answers[_name(status)]["headers"] = {
            header: {"$ref": f"#/components/headers/{header}"}
        }
    return answers


def _headers() -> Node:
    text = {"type": "string"}
    told = {
        "ETag": _("Fingerprint of the answer, for If-None-Match."),
        "Link": _("The next page, as rel=next; absent on the last one."),
        "RateLimit": _("How many requests are left, and for how many seconds."),
        "RateLimit-Policy": _("How many requests a token may do, and within how long."),
        "Content-Language": _("Language of sentences in the answer."),
        "Idempotency-Replayed": _("true: the answer to the first request, once more."),
        "WWW-Authenticate": _("How to identify, and what is wrong (RFC 6750)."),
        "Allow": _("The methods that the address knows."),
        "Retry-After": _("After how many seconds to come back."),
    }
    return {
        name: {"description": sentence, "schema": text}
        for name, sentence in told.items()
    }


def _parameters() -> Node:
    text = {"type": "string"}
    return {
        "AcceptLanguage": {
            "in": "header",
            "name": "Accept-Language",
            "required": False,
            "description": _("Language of sentences: nl, or en; Dutch for any other."),
            "schema": text,
            "example": "nl",
        },
        "IfNoneMatch": {
            "in": "header",
            "name": "If-None-Match",
            "required": False,
            "description": _("The ETag that the client has: 304 when nothing changed."),
            "schema": text,
        },
        "IdempotencyKey": {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": _(
                "A new one for each new request, such as a UUID. The same request with "
                "the same key is done once and answered again, for a day."
            ),
            "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        },
    }


def _in_words(node: Any) -> Any:
    """Sentences in the language that is active; without the titles that pydantic makes."""
    if isinstance(node, list):
        return [_in_words(each) for each in node]
    if not isinstance(node, dict):
        return node
    said = {}
    for key, value in node.items():
        if key in ("example", "examples"):
            said[key] = value
        elif key in ("description", "summary") and isinstance(value, str):
            said[key] = _(value) if value else value
        elif key != "title" or not isinstance(value, str) or "version" in node:
            said[key] = _in_words(value)
    return said
