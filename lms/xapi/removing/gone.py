"""Takes statements out of a store, with everything that hangs on them."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from lms.xapi.enums import Kind, Store
from lms.xapi.models import (
    Agent,
    Attachment,
    Document,
    IndexRow,
    PendingVoid,
    StatementAttachment,
    StatementTarget,
    StoredStatement,
)
from lms.xapi.statements.indexing import findings
from lms.xapi.statements.referring import target_of
from lms.xapi.storing import index
from lms.xapi.storing.rows import delete
from lms.xapi.vocabulary import VOIDED_IRI


class Known(NamedTuple):
    """A stored statement, as far as taking it away asks."""

    pk: int
    seq: int
    statement_id: UUID
    verb: str
    payload: str

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.payload)
        return content

    @property
    def voids(self) -> UUID | None:
        """The statement that this one voids."""
        return target_of(self.content) if self.verb == VOIDED_IRI else None


def known(
    store: Store, *also: models.Q, most: int | None = None, **conditions: Any
) -> list[Known]:
    """Statements of ``store``, in order, the first ``most`` of them; one query."""
    found = StoredStatement.objects.in_store(store).filter(*also, **conditions)
    rows = found.order_by("seq").values_list(*Known._fields)
    return [Known(*row) for row in rows[:most]]


def voiding(store: Store, statements: Iterable[Known]) -> list[Known]:
    """The statements that void one of these: a voiding goes with what it voided."""
    ids = [statement.statement_id for statement in statements]
    referring = StatementTarget.objects.filter(store=store, target__in=ids)
    found = known(store, seq__in=referring.values("seq"), verb=VOIDED_IRI)
    return [statement for statement in found if statement.voids in set(ids)]


def remove(store: Store, statements: Collection[Known]) -> None:
    """Delete statements of one store; inside ``lifted``, with the store held.

    With them go the rows by which they, and those that refer to them, are found; what
    they wait for; attachments that no other statement has; and agents that nothing
    speaks of any more. Activities stay: they are about nobody.
    """
    if not statements:
        return
    seqs = [statement.seq for statement in statements]
    pks = [statement.pk for statement in statements]
    rows = list(_found_by(store, statements))
    delete(IndexRow, index.FIELDS, rows)
    StatementTarget.objects.filter(store=store, seq__in=seqs).delete()
    PendingVoid.objects.filter(store=store, seq__in=seqs).delete()
    links = StatementAttachment.objects.filter(statement__in=pks)
    attachments = set(links.values_list("attachment", flat=True))
    # The queryset of statements refuses this; the base class does it, links included.
    models.QuerySet.delete(StoredStatement.objects.filter(pk__in=pks))
    forget_attachments(attachments)
    forget_agents(store, {row[2] for row in rows if row[1] == Kind.RELATED_AGENT})


def forget_attachments(pks: Collection[int]) -> None:
    """Delete those of these attachments that no statement has.

    They are locked first, in the order of ``storing.attachments``: a writer of the other
    store has linked what it wants by then, or finds it gone.
    """
    same = Attachment.objects.filter(pk__in=pks).order_by("sha2")
    list(same.select_for_update().values_list("pk"))
    Attachment.objects.filter(pk__in=pks, statements=None).delete()


def forget_agents(store: Store, keys: Collection[UUID]) -> None:
    """Delete those of these agents that no statement and no document speaks of."""
    spoken_of = IndexRow.objects.filter(
        store=store,
        kind=Kind.RELATED_AGENT,
        key=models.OuterRef("key"),
    )
    documented = Document.objects.filter(store=store, agent_key=models.OuterRef("key"))
    Agent.objects.filter(
        ~models.Exists(spoken_of), ~models.Exists(documented), store=store, key__in=keys
    ).delete()


def referring_to(store: Store, ids: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The places of the statements that refer to these, itself or through others."""
    places: dict[UUID, list[int]] = {}
    pairs = StatementTarget.objects.filter(store=store, target__in=list(ids))
    for target, seq in pairs.values_list("target", "seq"):
        places.setdefault(target, []).append(seq)
    return places


def _found_by(
    store: Store, statements: Collection[Known]
) -> Iterator[tuple[str, int, UUID, int, int]]:
    """Every index row that these statements have, or that others have through them."""
    above = referring_to(store, [statement.statement_id for statement in statements])
    for statement in statements:
        for place in (statement.seq, *above.get(statement.statement_id, ())):
            yield from rows_of(store, statement.content, place, statement.seq)
    below = list(
        StatementTarget.objects.filter(
            store=store, seq__in=[statement.seq for statement in statements]
        ).values_list("target", "seq")
    )
    sources = {
        target.statement_id: target
        for target in known(store, statement_id__in={target for target, _ in below})
    }
    for target, place in below:
        if source := sources.get(target):
            yield from rows_of(store, source.content, place, source.seq)


def rows_of(
    store: Store, content: dict[str, Any], seq: int, source: int
) -> Iterator[tuple[str, int, UUID, int, int]]:
    """The index rows by which the statement at ``seq`` is found for what ``source`` says."""
    found = findings(content)
    named = index.keys(found) if seq == source else index.keys_to_copy(found)
    for kind, key in named:
        yield store.value, kind.value, key, seq, source
