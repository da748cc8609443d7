"""Documents: what the State and Profile resources keep (part three, 2.2; IEEE, 4.1.5).

Everything that reads or changes a document. Each change is one transaction, in which
its precondition is judged under the lock of the row; of two first writers the unique
constraint decides which one is first.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from lms.common import clock

from .enums import DocumentKind
from .exceptions import (
    DocumentConflict,
    DocumentTooLarge,
    NotJson,
    NotMergeable,
    PreconditionFailed,
    PreconditionMissing,
)
from .models import Document
from .statements import InvalidJson, parse
from .statements.indexing import key_of
from .statements.parsing import MAX_BYTES
from .statements.texts import as_text
from .statements.versions import Version

JSON: Final = "application/json"
_TRIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What documents belong to: activity and agent for state, one of these for a profile.

    Without a registration it holds the state of every registration, and of none.
    """

    store: str
    kind: DocumentKind
    activity: UUID | None = None
    agent: UUID | None = None
    registration: UUID | None = None

    def key_of(self, document_id: str) -> UUID:
        """The key of the one document with this id, with this registration or none."""
        names = [self.activity, self.agent, self.registration]
        texts = [str(name) if name else None for name in names]
        return key_of(json.dumps([self.kind, *texts, document_id]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """``If-Match`` and ``If-None-Match``: the ETags that they name, without quotes.

    ``None`` is no header, an empty set is ``*`` (RFC 2616, 14.24 and 14.26).
    """

    match: frozenset[str] | None = None
    none_match: frozenset[str] | None = None

    @property
    def given(self) -> bool:
        """Does the writer say what it believes is there?"""
        return self.match is not None or self.none_match is not None

    def judge(self, etag: str | None) -> None:
        """Raise ``PreconditionFailed`` unless it holds; ``None`` is no document."""
        if self.match is not None and not _among(etag, self.match):
            msg = "The document is not what If-Match says: it was changed, or is not there."
            raise PreconditionFailed(msg)
        if self.none_match is not None and _among(etag, self.none_match):
            msg = "If-None-Match does not hold: there is such a document already."
            raise PreconditionFailed(msg)


def _among(etag: str | None, tags: frozenset[str]) -> bool:
    return etag is not None and (not tags or etag in tags)


ANY: Final = Condition()


def etag_of(content: bytes) -> str:
    """The ETag of a document or an answer: its SHA-1 (part three, 3.1), without quotes."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def get(context: Context, document_id: str) -> Document | None:
    """The document with this id, or ``None``; one query."""
    return _of(context, document_id).first()


def ids(
    context: Context, *, since: datetime | None = None
) -> tuple[list[str], datetime | None]:
    """The ids of the documents stored after ``since``, and when the last one was.

    One query. An id that occurs with several registrations is there once.
    """
    found = _all(context)
    if since is not None:
        found = found.filter(updated_at__gt=since)
    rows = list(
        found.values_list("document_id")
        .annotate(last=Max("updated_at"))
        .order_by("last", "document_id")
    )
    return [row[0] for row in rows], max((row[1] for row in rows), default=None)


def put(
    context: Context,
    document_id: str,
    content: bytes,
    content_type: str,
    *,
    condition: Condition,
    version: Version,
) -> None:
    """Store a document, in the place of the one that is there.

    Without a condition xAPI 1.0.3 lets state be replaced, but refuses to put a profile
    (part three, 3.1: ``PreconditionMissing``, or ``DocumentConflict`` when there is
    one); xAPI 2.0 refuses to replace any document (IEEE 9274.1.1, 4.1.4). Raises
    ``PreconditionFailed`` when the condition does not hold, ``DocumentTooLarge``, and
    ``NotJson`` for ``application/json`` that is none.
    """
    _bounded(content)
    if _is_json(content_type):
        _json(content)

    def change(current: Document | None) -> tuple[bytes, str]:
        condition.judge(current.etag if current else None)
        if not condition.given:
            _may_put_blindly(context.kind, version, exists=current is not None)
        return content, content_type

    _write(context, document_id, change, deferred=("content",))


def merge(
    context: Context,
    document_id: str,
    content: bytes,
    content_type: str,
    *,
    condition: Condition,
) -> None:
    """Set the properties of a JSON object in the document that is there, or store it.

    Only those at the top are merged (part three, 2.2). Raises ``NotJson``,
    ``NotMergeable`` when either is no JSON object, ``PreconditionFailed``, and
    ``DocumentTooLarge``.
    """
    _bounded(content)
    posted = _object(content, content_type, "The document that was sent")

    def change(current: Document | None) -> tuple[bytes, str]:
        condition.judge(current.etag if current else None)
        if current is None:
            return content, content_type
        known = _object(
            bytes(current.content), current.content_type, "The document that is there"
        )
        merged = as_text(known | posted).encode()
        _bounded(merged)
        return merged, current.content_type

    _write(context, document_id, change)


@transaction.atomic
def delete(context: Context, document_id: str, *, condition: Condition) -> None:
    """Delete a document; one that is not there is gone already.

    Raises ``PreconditionFailed`` when the condition does not hold.
    """
    current = _of(context, document_id).select_for_update().only("etag").first()
    condition.judge(current.etag if current else None)
    if current is not None:
        current.delete()


@transaction.atomic
def delete_all(context: Context) -> None:
    """Delete all documents of a context (part three, 2.3)."""
    _all(context).delete()


def _of(context: Context, document_id: str) -> Any:
    return Document.objects.filter(store=context.store, key=context.key_of(document_id))


def _all(context: Context) -> Any:
    found = Document.objects.filter(
        store=context.store,
        kind=context.kind,
        activity_key=context.activity,
        agent_key=context.agent,
    )
    if context.registration is not None:
        found = found.filter(registration=context.registration)
    return found


def _write(
    context: Context,
    document_id: str,
    change: Callable[[Document | None], tuple[bytes, str]],
    *,
    deferred: tuple[str, ...] = (),
) -> None:
    """Store what ``change`` makes of the document that is there, or is not.

    ``deferred`` are the fields that ``change`` does not look at.
    """
    for turn in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                found = _of(context, document_id).select_for_update()
                current = found.defer(*deferred).first()
                content, content_type = change(current)
                _store(context, document_id, current, content, content_type)
        except IntegrityError:
            # Another first writer was first: what it wrote is judged now.
            if turn == _TRIES:
                raise
        else:
            return


def _store(
    context: Context,
    document_id: str,
    current: Document | None,
    content: bytes,
    content_type: str,
) -> None:
    document = current or Document(
        store=context.store,
        kind=context.kind,
        key=context.key_of(document_id),
        document_id=document_id,
        activity_key=context.activity,
        agent_key=context.agent,
        registration=context.registration,
    )
    document.content = content
    document.content_type = content_type
    document.etag = etag_of(content)
    document.updated_at = clock.now()
    document.save(force_insert=current is None, force_update=current is not None)


def _may_put_blindly(kind: DocumentKind, version: Version, *, exists: bool) -> None:
    first = version is Version.ONE
    if first and kind == DocumentKind.STATE:
        return
    if exists:
        msg = (
            "There is such a document already. Check its current state, then set the "
            "If-Match header to its current ETag to replace it (part three, 3.1)."
        )
        raise DocumentConflict(msg)
    if first:
        msg = "A profile is put with an If-Match or If-None-Match header (part three, 3.1)."
        raise PreconditionMissing(msg)


def _bounded(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        msg = f"The document is larger than {MAX_BYTES} bytes."
        raise DocumentTooLarge(msg)


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == JSON


def _json(content: bytes) -> Any:
    try:
        return parse(content)
    except InvalidJson as error:
        msg = f"The document says that it is JSON. {error}"
        raise NotJson(msg) from error


def _object(content: bytes, content_type: str, which: str) -> dict[str, Any]:
    value = _json(content) if _is_json(content_type) else None
    if not isinstance(value, dict):
        msg = f"{which} is no JSON object of type {JSON} (part three, 2.2)."
        raise NotMergeable(msg)
    return value
