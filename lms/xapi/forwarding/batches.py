"""What goes to an outside LRS next, and the bytes in which it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models.functions import Length

from lms.xapi.models import (
    Attachment,
    DeadLetter,
    ForwardingTarget,
    StatementAttachment,
    StoredStatement,
)
from lms.xapi.storing import Part, multipart

MOST_STATEMENTS: Final = 100
MOST_BYTES: Final = 1024 * 1024
# What separates statements, and the headers around an attachment.
_BETWEEN: Final = 1
_AROUND: Final = 512


@dataclass(frozen=True, slots=True)
class Item:
    """A statement on its way: its text exactly as it was stored, and its attachments.

    ``parts`` are those whose bytes the store has, by their SHA-2.
    """

    pk: int
    seq: int
    id: UUID
    version: str
    text: bytes
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes of a batch."""
        parts = sum(len(part.content) + _AROUND for part in self.parts.values())
        return len(self.text) + _BETWEEN + parts


def after(cursor: int) -> list[Item]:
    """The next statements of the record store, in order: at most 100 and 1 MB.

    A statement that is larger than that goes alone. Four queries at most: sizes are
    asked first, so that no more is read than is sent.
    """
    waiting = (
        StoredStatement.objects.to_forward(cursor)
        .annotate(length=Length("payload"))
        .values_list("pk", "length")[:MOST_STATEMENTS]
    )
    return _items(dict(waiting))


def of_letters(target: ForwardingTarget, most: int = MOST_STATEMENTS) -> list[Item]:
    """The dead letters that somebody wants to see tried again, in order.

    Bounded as a batch is; the rest comes at the next call. Five queries at most.
    """
    asked = DeadLetter.objects.filter(target=target).asked()
    lengths = (
        StoredStatement.objects.filter(pk__in=asked.values("statement").order_by())
        .order_by("seq")
        .annotate(length=Length("payload"))
        .values_list("pk", "length")[:most]
    )
    return _items(dict(lengths))


def _items(lengths: dict[int, int]) -> list[Item]:
    """The first of these statements that fit together, in their order."""
    for pk, size in _sizes_of_attachments(lengths):
        lengths[pk] += size + _AROUND
    chosen = list(_fitting(lengths.items()))
    parts = _parts(chosen)
    rows = StoredStatement.objects.filter(pk__in=chosen).order_by("seq")
    items = [
        Item(pk, seq, statement_id, version, payload.encode(), parts.get(pk, {}))
        for pk, seq, statement_id, version, payload in rows.values_list(
            "pk", "seq", "statement_id", "version", "payload"
        )
    ]
    # Lengths count characters, and a batch counts bytes.
    fitting = set(_fitting((item.pk, item.size) for item in items))
    return [item for item in items if item.pk in fitting]


def _fitting(sizes: Iterable[tuple[int, int]]) -> Iterable[int]:
    """Keys as long as they fit together; the first always does."""
    total = 0
    for key, size in sizes:
        if total and total + size > MOST_BYTES:
            return
        total += size
        yield key


def _sizes_of_attachments(pks: Iterable[int]) -> Iterable[tuple[int, int]]:
    return (
        StatementAttachment.objects.filter(statement__in=list(pks))
        .annotate(length=Length("attachment__content"))
        .values_list("statement_id", "length")
    )


def _parts(pks: Sequence[int]) -> dict[int, dict[str, Part]]:
    links = list(
        StatementAttachment.objects.filter(statement__in=pks)
        .order_by("pk")
        .values_list("statement_id", "attachment_id")
    )
    if not links:
        return {}
    # One that is removed from here on has no bytes, and its statement is not read below.
    known = {
        one.pk: (one.sha2, Part(one.content_type, bytes(one.content)))
        for one in Attachment.objects.filter(pk__in={pk for _, pk in links})
    }
    parts: dict[int, dict[str, Part]] = {}
    for statement, attachment in links:
        if attachment not in known:
            continue
        sha2, part = known[attachment]
        parts.setdefault(statement, {})[sha2] = part
    return parts


def encode(items: Sequence[Item]) -> tuple[bytes, str]:
    """The body of a POST of these statements, and its content type.

    One array of the stored texts; with attachments as multipart/mixed, each once,
    however many of the statements have it (part two, 2.4.11; part three, 1.5.2).
    """
    array = b"[" + b",".join(item.text for item in items) + b"]"
    parts = {sha2: part for item in items for sha2, part in item.parts.items()}
    return multipart.encode(array, parts) if parts else (array, "application/json")
