"""An actor leaves the stores: with what they said, and out of what others said.

What they did themselves is deleted. What somebody else said of them, or with them, stays
the other's, without them: whoever guided a hundred people does not take the records of a
hundred people along. A voiding that they made of another's statement stays too, else
what was withdrawn would stand again.

This is about an actor as the LRS knows one, outside actors included. Our own people are
known here by their ``public_id`` alone; the erasure of an account in the product cuts
that from the person, and needs nothing of this (decision 17).
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from lms.xapi.append_only import lifted
from lms.xapi.enums import Kind, Store
from lms.xapi.models import (
    ActivityRecord,
    Agent,
    Credential,
    DeadLetter,
    Document,
    IndexRow,
    StatementAttachment,
    StoredStatement,
)
from lms.xapi.statements import fingerprint
from lms.xapi.statements.indexing import findings
from lms.xapi.statements.referring import attachments_of
from lms.xapi.statements.texts import as_text
from lms.xapi.storing import index, things
from lms.xapi.storing.places import hold
from lms.xapi.storing.rows import delete, insert

from . import gone
from .gone import Known
from .people import Person
from .rewriting import is_theirs, rewriter, without
from .spellings import with_every_spelling

BATCH = 500


class Erased(NamedTuple):
    """How many statements went, how many stay without the person, and what else went."""

    statements: int
    rewritten: int
    documents: int
    credentials: int


class _Plan(NamedTuple):
    """The statements of one store: those that go, and those that stay without them."""

    going: list[Known]
    staying: list[Known]


def would_erase(person: Person) -> Erased:
    """What ``erase`` would do, without doing it."""
    person = with_every_spelling(person)
    return _counts(person, [_plan(store, person) for store in Store])


def erase(person: Person) -> Erased:
    """Erase an actor from both stores, in one transaction; answers what it did.

    Afterwards no identifier of the person stands in a statement, a name, a definition or
    the index, and none of their documents is there. What an outside LRS got before, and
    what stands in backups, is there still: whoever erases sees to that (decision 17).
    """
    with lifted():
        for store in Store:
            hold(store)
        person = with_every_spelling(person)
        plans = {store: _plan(store, person) for store in Store}
        counts = _counts(person, plans.values())
        for store, plan in plans.items():
            for batch in _batches(plan.going):
                gone.remove(store, batch)
            for batch in _batches(plan.staying):
                _rewrite(store, batch, person)
            _forget(store, person)
        _credentials(person).delete()
    return counts


def _counts(person: Person, plans: Iterable[_Plan]) -> Erased:
    pairs = [(len(plan.going), len(plan.staying)) for plan in plans]
    return Erased(
        sum(going for going, _ in pairs),
        sum(staying for _, staying in pairs),
        Document.objects.filter(agent_key__in=person.keys).count(),
        _credentials(person).count(),
    )


def _plan(store: Store, person: Person) -> _Plan:
    touched = _touched(store, person)
    theirs = [one for one in touched if is_theirs(one.content, person)]
    ids = {one.statement_id for one in theirs}
    going = {
        one.pk: one
        for one in theirs
        if one.voids is None or one.voids in ids or not _stands(store, one.voids)
    }
    for batch in _batches(list(going.values())):
        going |= {one.pk: one for one in gone.voiding(store, batch)}
    staying = [
        one
        for one in touched
        if one.pk not in going
        and without(one.content, person, settings.XAPI_HOME_PAGE) != one.content
    ]
    return _Plan(list(going.values()), staying)


def _stands(store: Store, statement_id: UUID) -> bool:
    """Is a statement in the store?"""
    statements = StoredStatement.objects.in_store(store)
    return statements.filter(statement_id=statement_id).exists()


def _touched(store: Store, person: Person) -> list[Known]:
    """Every statement that speaks of the person: by the index, and by its very text.

    The text is searched from end to end: this is rare, and nothing may be overlooked.
    """
    rows = IndexRow.objects.filter(
        store=store, kind=Kind.RELATED_AGENT, key__in=person.keys, seq=F("source")
    )
    found = {one.pk: one for one in gone.known(store, seq__in=rows.values("seq"))}
    for start in range(0, len(person.traces), BATCH):
        mentions = Q()
        for trace in person.traces[start : start + BATCH]:
            mentions |= Q(payload__icontains=trace)
        found |= {one.pk: one for one in gone.known(store, mentions)}
    return list(found.values())


def _rewrite(store: Store, statements: list[Known], person: Person) -> None:
    """Put the statements back without the person, findable by what they say now."""
    above = gone.referring_to(store, [one.statement_id for one in statements])
    before, after, said = set(), set(), []
    for one in statements:
        clean = without(one.content, person, settings.XAPI_HOME_PAGE)
        said.append(findings(clean))
        for place in (one.seq, *above.get(one.statement_id, ())):
            before |= set(gone.rows_of(store, one.content, place, one.seq))
            after |= set(gone.rows_of(store, clean, place, one.seq))
        _put(one, clean)
        _drop_attachments(one, clean)
    # What an outside LRS answered may repeat what it was sent.
    letters = DeadLetter.objects.filter(statement__in=[one.pk for one in statements])
    letters.update(answer="")
    delete(IndexRow, index.FIELDS, before - after)
    insert(IndexRow, index.FIELDS, after - before, once=True)
    things.know_agents(said, store)


def _put(one: Known, clean: dict[str, Any]) -> None:
    # The queryset of statements refuses this; the base class does it, inside the door.
    models.QuerySet.update(
        StoredStatement.objects.filter(pk=one.pk),
        payload=as_text(clean),
        verb=clean["verb"]["id"],
        authority=as_text(clean["authority"]),
        fingerprint=fingerprint(clean),
    )


def _drop_attachments(one: Known, clean: dict[str, Any]) -> None:
    """Delete the bytes of attachments that a statement no longer has."""
    lost = _hashes(one.content) - _hashes(clean)
    if lost:
        links = StatementAttachment.objects.filter(
            statement=one.pk, attachment__sha2__in=lost
        )
        pks = set(links.values_list("attachment", flat=True))
        links.delete()
        gone.forget_attachments(pks)


def _hashes(content: dict[str, Any]) -> set[str]:
    return {one["sha2"].lower() for one in attachments_of(content)}


def _forget(store: Store, person: Person) -> None:
    """Delete their documents, and what the store knows of them and of their things."""
    Document.objects.filter(store=store, agent_key__in=person.keys).delete()
    Agent.objects.filter(store=store, key__in=person.keys).delete()
    rewritten = rewriter(person, settings.XAPI_HOME_PAGE)
    told = ActivityRecord.objects.annotate(told=Cast("definition", TextField()))
    for word in person.words:
        for activity in told.filter(
            Q(iri__icontains=word) | Q(told__icontains=word), store=store
        ):
            if rewritten(activity.iri) != activity.iri:
                activity.delete()
                continue
            activity.definition = rewritten(activity.definition)
            activity.save(update_fields=["definition"])


def _credentials(person: Person) -> models.QuerySet[Credential]:
    return Credential.objects.filter(actor__in=person.identifiers)


def _batches(statements: list[Known]) -> Iterator[list[Known]]:
    for start in range(0, len(statements), BATCH):
        yield statements[start : start + BATCH]
