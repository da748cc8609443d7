"""Finds statements for a query, through one index that is read in order."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from lms.xapi.enums import Kind
from lms.xapi.models import IndexRow, StoredStatement
from lms.xapi.querysets import IndexRowQuerySet, StatementQuerySet
from lms.xapi.statements.indexing import agent_key

from .parameters import Query

# Longer than any transaction of ours keeps the sequence between stamping and commit.
_SETTLED_AFTER = timedelta(seconds=30)
# More than this many is all the same to ``_frequency``: counting them costs half a ms.
_MANY = 2000


class Hit(NamedTuple):
    """One statement that was found."""

    pk: int
    seq: int
    stored: datetime
    payload: str


class Page(NamedTuple):
    """What was found, in order, and whether there is more of it."""

    hits: list[Hit]
    goes_on: bool


def one(
    statement_id: UUID, store: str, *, voided: bool, authority: str | None = None
) -> Hit | None:
    """The statement with this id, if it stands, or if it is ``voided``; one query.

    With ``authority``, only when it was stored under that one (as it is stored).
    """
    row = (
        _of(store, authority)
        .filter(statement_id=statement_id, voided=voided)
        .values_list(*Hit._fields)
        .first()
    )
    return Hit(*row) if row else None


def page(
    query: Query,
    store: str,
    *,
    after: int | None = None,
    authority: str | None = None,
) -> Page:
    """The next statements that ``query`` asks, past the place ``after``.

    One query, and one more for each of ``since`` and ``until``, and for each condition
    when there are several. With conditions it reads the places from the index, in order
    and each once, stops at the limit, and fetches only these statements; without any it
    starts at the statements.
    """
    order = f"{'' if query.ascending else '-'}seq"
    bounds = _places(query, store, after)
    statements = StoredStatement.objects.in_store(store)
    conditions = query.asked
    if authority is not None and not conditions:
        conditions = [_under(authority)]
    if len(conditions) > 1:
        conditions = sorted(conditions, key=lambda one: _frequency(store, *one))
    if conditions:
        places = _index(conditions, store, authority).filter(**bounds).order_by(order)
        found = statements.filter(
            seq__in=places.values("seq").distinct()[: query.limit + 1]
        )
    else:
        found = statements.standing().filter(**bounds)
    rows = found.order_by(order).values_list(*Hit._fields)
    hits = [Hit(*row) for row in rows[: query.limit + 1]]
    return Page(hits[: query.limit], goes_on=len(hits) > query.limit)


def _index(
    conditions: list[tuple[Kind, UUID]], store: str, authority: str | None
) -> IndexRowQuerySet:
    """The index rows that meet every condition, but for those of voided statements."""
    (kind, key), *others = conditions
    rows = IndexRow.objects.of(store, kind, key)
    for other in others:
        rows = rows.also(*other)
    statements = StoredStatement.objects.in_store(store)
    here = statements.filter(seq=OuterRef("seq"))
    if authority is not None:
        # Both, or a reference to somebody else's statement would tell what that says.
        there = statements.filter(seq=OuterRef("source"))
        rows = rows.filter(
            Exists(here.filter(authority=authority)),
            Exists(there.filter(authority=authority)),
        )
    return rows.filter(~Exists(here.filter(voided=True)))


def _frequency(store: str, kind: Kind, key: UUID) -> int:
    """How many statements a condition finds, but never more than it costs to count.

    A search walks all that its first condition finds. Begun with what everybody did, it
    passed a million statements for the few of one person.
    """
    return IndexRow.objects.of(store, kind, key)[:_MANY].count()


def _under(authority: str) -> tuple[Kind, UUID]:
    """By what everything under an authority is found: it is a related agent."""
    key = agent_key(json.loads(authority))
    if key is None:
        msg = "an authority that can be asked for has an identifier"
        raise ValueError(msg)
    return Kind.RELATED_AGENT, key


def _of(store: str, authority: str | None) -> StatementQuerySet:
    statements = StoredStatement.objects.in_store(store)
    return statements if authority is None else statements.filter(authority=authority)


def consistent_through(asked_at: datetime, hits: Iterable[Hit] = ()) -> datetime:
    """A moment up to which everything is certainly visible; no query.

    No transaction keeps a statement back for longer than half a minute, so that what was
    stored well before ``asked_at``, when the search had yet to begin, is there. The
    statements of a store are stored and committed in one order, so what was stored
    before one that was found is there too. That is all it says: not when the last one
    of a store was stored, which is nothing to tell whoever comes without a credential.
    """
    moments = [asked_at - _SETTLED_AFTER, *(hit.stored for hit in hits)]
    return min(max(moments), asked_at)


def _places(query: Query, store: str, after: int | None) -> dict[str, int]:
    """The bounds of ``since``, ``until`` and the cursor, as places in the store."""
    lowest = [_place_at(query.since, store)] if query.since else []
    bounds: dict[str, int] = {}
    if query.until:
        bounds["seq__lte"] = _place_at(query.until, store)
    if after is not None and query.ascending:
        lowest.append(after)
    elif after is not None:
        bounds["seq__lt"] = after
    if lowest:
        bounds["seq__gt"] = max(lowest)
    return bounds


def _place_at(moment: datetime, store: str) -> int:
    """The last place that was given out at ``moment`` or before; 0 when there is none."""
    place = (
        StoredStatement.objects.in_store(store)
        .stored_between(None, moment)
        .order_by("-stored")
        .values_list("seq", flat=True)
        .first()
    )
    return place or 0
