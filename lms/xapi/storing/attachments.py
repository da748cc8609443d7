"""The bytes of attachments, kept once however many statements have them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lms.xapi.enums import Store
from lms.xapi.models import Attachment, StatementAttachment, StoredStatement
from lms.xapi.statements.referring import attachments_of

from .candidates import Candidate
from .rows import insert


class Part(NamedTuple):
    """The bytes of one attachment and the media type that its part was sent with."""

    content_type: str
    content: bytes


def keep(
    stored: Iterable[tuple[Candidate, int]], store: Store, parts: Mapping[str, Part]
) -> None:
    """Keep what came in ``parts``, by SHA-2, for the statements (and places) stored now.

    A statement without bytes for its attachment (it has a ``fileUrl``) gets none. Takes
    no query when there are no parts.
    """
    if not parts:
        return
    pk_of_hash = _held(parts)
    having = {
        seq: {
            attachment["sha2"].lower()
            for attachment in attachments_of(candidate.content)
        }
        for candidate, seq in stored
    }
    pk_of_place = dict(
        StoredStatement.objects.in_store(store)
        .filter(seq__in=having)
        .values_list("seq", "pk")
    )
    insert(
        StatementAttachment,
        ("statement", "attachment"),
        [
            (pk_of_place[seq], pk_of_hash[sha2])
            for seq, hashes in having.items()
            for sha2 in sorted(hashes & pk_of_hash.keys())
        ],
    )


def _held(parts: Mapping[str, Part]) -> dict[str, int]:
    """The keys of ``parts``, by SHA-2: all there, and nobody deletes one until commit.

    Who removes statements of another store may delete one that was there already, up to
    the moment that it is locked here; it is put back then.
    """
    held: dict[str, int] = {}
    while missing := sorted(parts.keys() - held.keys()):
        insert(
            Attachment,
            ("sha2", "content_type", "content"),
            [(sha2, *parts[sha2]) for sha2 in missing],
            once=True,
        )
        there = Attachment.objects.filter(sha2__in=missing).order_by("sha2")
        held |= there.select_for_update(no_key=True).values_list("sha2", "pk")
    return held
