"""What a store knows of the agents and activities that its statements speak of.

Whoever writes holds the sequence of the store (``places``), so nobody else writes here
meanwhile; and everything goes in by sorted key, so that two writers of two stores, or a
document and a statement, meet in the same order.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from lms.xapi.enums import Store
from lms.xapi.models import ActivityRecord, Agent
from lms.xapi.statements.definitions import merged
from lms.xapi.statements.indexing import Findings, identifier_of
from lms.xapi.statements.texts import as_text

from .rows import select

# An agent has few names; whoever sends a new one each time does not fill the table.
MOST_NAMES: Final = 20
LARGEST_DEFINITION: Final = 64 * 1024


def know_agents(found: Iterable[Findings], store: Store) -> None:
    """Remember the agents and every name that they are called by."""
    said: dict[UUID, tuple[dict[str, Any], list[str]]] = {}
    for one in found:
        for key, agent in one.agents.items():
            names = said.setdefault(key, (agent, []))[1]
            for name in dict.fromkeys(one.names.get(key, ())):
                if len(names) >= MOST_NAMES:
                    break
                if name not in names:
                    names.append(name)
    known: dict[UUID, list[str]] = dict(
        select(Agent, ("key", "names"), where="key", among=said, store=store)
    )
    changed = [
        Agent(
            store=store,
            key=key,
            identifier=identifier_of(agent) or "",
            names=(known.get(key, []) + news)[:MOST_NAMES],
        )
        for key, (agent, names) in sorted(said.items())
        if (news := _news(names, known.get(key, []))) or key not in known
    ]
    if changed:
        Agent.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["store", "key"],
            update_fields=["names"],
        )


def _news(names: list[str], known: list[str]) -> list[str]:
    return [n for n in names if n not in known] if len(known) < MOST_NAMES else []


def know_activities(found: Iterable[Findings], store: Store) -> None:
    """Bring the canonical definitions up to date, writing only those that change."""
    said: dict[UUID, tuple[str, dict[str, Any]]] = {}
    for one in found:
        for key, activity in one.activities.items():
            _, before = said.get(key, ("", {}))
            said[key] = activity["id"], _grown(before, activity.get("definition", {}))
    known: dict[UUID, dict[str, Any]] = dict(
        select(
            ActivityRecord, ("key", "definition"), where="key", among=said, store=store
        )
    )
    changed = [
        ActivityRecord(store=store, key=key, iri=iri, definition=whole)
        for key, (iri, news) in sorted(said.items())
        if (whole := _grown(known.get(key, {}), news)) != known.get(key)
    ]
    if changed:
        ActivityRecord.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["store", "key"],
            update_fields=["definition"],
        )


def _grown(known: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
    """The canonical definition with what is new, unless it would become too large.

    Everybody who names an activity reads its definition; it must not grow for ever.
    """
    if not news:
        return known
    whole = merged(known, news)
    if whole == known or len(as_text(whole)) <= LARGEST_DEFINITION:
        return whole
    return known
