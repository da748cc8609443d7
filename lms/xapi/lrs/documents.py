"""The State, Activity Profile and Agent Profile resources (part three, 2.3, 2.6, 2.7).

IEEE 9274.1.1, 4.1.6.2, 4.1.6.6 and 4.1.6.5.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from lms.xapi import documents
from lms.xapi.bounds import check_document
from lms.xapi.documents import Condition, Context
from lms.xapi.enums import DocumentKind, Scope
from lms.xapi.exceptions import (
    DocumentConflict,
    DocumentError,
    DocumentTooLarge,
    NotJson,
    NotMergeable,
    OutOfBounds,
    PreconditionFailed,
    PreconditionMissing,
)
from lms.xapi.statements.indexing import agent_key, key_of

from . import errors, readers
from .asking import Asked, content_type_of, media_type
from .door import Function, View, as_json, dated, no_content, resource, tagged
from .errors import BadRequest, Forbidden, LrsError, NotFound

_REFUSALS: Final[dict[type[DocumentError], type[LrsError]]] = {
    DocumentConflict: errors.Conflict,
    DocumentTooLarge: errors.TooLarge,
    NotJson: errors.BadRequest,
    NotMergeable: errors.BadRequest,
    PreconditionFailed: errors.PreconditionFailed,
    PreconditionMissing: errors.BadRequest,
}
_TAG: Final = re.compile(r'\s*(W/)?"([^"]*)"\s*(?:,|$)')
# Whoever opens a document in a browser runs nothing of it here.
_SANDBOX: Final = "sandbox; default-src 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What tells the three resources apart."""

    kind: DocumentKind
    document_id: str
    context: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def read(self, asked: Asked) -> HttpResponse:
        """The document with the id, or the ids of those stored since a moment."""
        wanted = asked.parameters
        if self.document_id not in wanted:
            return self._list(asked)
        context = self._one(asked)
        document = documents.get(context, wanted[self.document_id])
        if document is None:
            msg = "There is no such document."
            raise NotFound(msg)
        response = HttpResponse(
            bytes(document.content), content_type=document.content_type
        )
        response["Content-Security-Policy"] = _SANDBOX
        return dated(tagged(response, document.etag), document.updated_at)

    def put(self, asked: Asked) -> HttpResponse:
        """Store the body as the document."""
        documents.put(
            self._one(asked),
            asked.parameters[self.document_id],
            asked.body,
            _content_type(asked.headers),
            condition=_condition(asked.headers),
            version=asked.version,
        )
        return no_content()

    def post(self, asked: Asked) -> HttpResponse:
        """Merge the body into the document, or store it."""
        documents.merge(
            self._one(asked),
            asked.parameters[self.document_id],
            asked.body,
            _content_type(asked.headers),
            condition=_condition(asked.headers),
        )
        return no_content()

    def delete(self, asked: Asked) -> HttpResponse:
        """Delete the document; all state of its context when no id is given."""
        condition = _condition(asked.headers)
        wanted = asked.parameters
        if self.kind != DocumentKind.STATE or self.document_id in wanted:
            context = self._one(asked)
            documents.delete(context, wanted[self.document_id], condition=condition)
            return no_content()
        readers.only(wanted, required=self.context, optional=self.optional)
        if condition.given:
            msg = f"If-Match and If-None-Match go with {self.document_id}."
            raise BadRequest(msg)
        documents.delete_all(self._context(asked))
        return no_content()

    def _list(self, asked: Asked) -> HttpResponse:
        wanted = asked.parameters
        readers.only(wanted, required=self.context, optional=(*self.optional, "since"))
        since = readers.moment("since", wanted["since"]) if "since" in wanted else None
        found, last = documents.ids(self._context(asked), since=since)
        return dated(tagged(as_json(found)), last)

    def _one(self, asked: Asked) -> Context:
        """The context of a request about one document."""
        readers.only(
            asked.parameters,
            required=(*self.context, self.document_id),
            optional=self.optional,
        )
        if not asked.parameters[self.document_id]:
            msg = f"{self.document_id} must not be empty."
            raise BadRequest(msg)
        return self._context(asked)

    def _context(self, asked: Asked) -> Context:
        wanted = asked.parameters
        activity = agent = registration = None
        if "activityId" in wanted:
            activity = readers.iri("activityId", wanted["activityId"])
        if "agent" in wanted:
            agent = readers.agent("agent", wanted["agent"])
        if "registration" in wanted:
            registration = readers.uuid("registration", wanted["registration"])
        try:
            check_document(asked.credential, self.kind, activity, agent, registration)
        except OutOfBounds as error:
            raise Forbidden(str(error)) from error
        return Context(
            store=asked.credential.store,
            kind=self.kind,
            activity=key_of(activity) if activity else None,
            agent=agent_key(agent) if agent else None,
            registration=registration,
        )

    def view(self, scope: Scope) -> View:
        """The view of this resource, for whoever has ``scope``."""
        return resource(
            {
                "GET": (self.read, (scope,)),
                "PUT": (_refusing(self.put), (scope,)),
                "POST": (_refusing(self.post), (scope,)),
                "DELETE": (_refusing(self.delete), (scope,)),
            },
        )


def _refusing(function: Function) -> Function:
    """Say the refusals of the operations as answers."""

    def answer(asked: Asked) -> HttpResponse:
        try:
            return function(asked)
        except DocumentError as error:
            raise _REFUSALS[type(error)](str(error)) from error

    return answer


def _content_type(headers: Mapping[str, str]) -> str:
    text = content_type_of(headers.get("Content-Type", ""))
    media_type(text)  # JSON in another charset is refused
    return text


def _condition(headers: Mapping[str, str]) -> Condition:
    return Condition(
        match=_tags("If-Match", headers.get("If-Match")),
        none_match=_tags("If-None-Match", headers.get("If-None-Match")),
    )


def _tags(name: str, text: str | None) -> frozenset[str] | None:
    """The ETags of a header; a weak one is none of ours, so it matches nothing."""
    if text is None:
        return None
    if text.strip() == "*":
        return frozenset()
    tags: set[str] = set()
    place = 0
    while place < len(text):
        found = _TAG.match(text, place)
        if found is None:
            break
        tags.add(f"{found[1] or ''}{found[2]}")
        place = found.end()
    if not tags or place < len(text):
        msg = f'{name} holds * or ETags in quotes, such as "da39a3ee".'
        raise BadRequest(msg)
    return frozenset(tags)


state = _Kind(
    kind=DocumentKind.STATE,
    document_id="stateId",
    context=("activityId", "agent"),
    optional=("registration",),
).view(Scope.STATE)
activity_profile = _Kind(
    kind=DocumentKind.ACTIVITY_PROFILE,
    document_id="profileId",
    context=("activityId",),
).view(Scope.PROFILE)
agent_profile = _Kind(
    kind=DocumentKind.AGENT_PROFILE, document_id="profileId", context=("agent",)
).view(Scope.PROFILE)
