"""Two clients at the same moment: one wins, the other gets the specified answer.

Two worker processes, so that on PostgreSQL the two meet in the database. Each race is
run again and again; a status that nobody specified, or a deadlock, ends it.
"""

from __future__ import annotations

import http.client
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from copy import deepcopy
from threading import Barrier

import psycopg
import pytest

from tests.lrs.client import STATEMENTS, Answer, Line
from tests.lrs.saying import Json, Voice, agent, course, ids
from tests.lrs.serving import Lrs
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

# On SQLite one waits for the other by design; it is PostgreSQL that could deadlock.
TRIES = 10_000 if os.environ.get("DATABASE_URL") else 1_000
EVERY = 20  # after so many tries, look at what is stored
PROFILE = "/xapi/activities/profile"
STATE = "/xapi/activities/state"
GOOD = {200, 204}

Ask = Callable[[Line], Answer]


class Ring:
    """Two lines to the store that ask at the same moment, as often as wanted."""

    def __init__(self, lrs: Lrs) -> None:
        self.lrs = lrs
        self.lines = [lrs.line(timeout=30) for _ in range(2)]
        self.look = lrs.line()
        self.barrier = Barrier(2)
        self.pool = ThreadPoolExecutor(2)
        self.seen: Counter[str] = Counter()

    def race(self, *asks: Ask) -> list[Answer]:
        """The answers, in the order of ``asks``."""
        return list(self.pool.map(self._one, self.lines, asks))

    def _one(self, line: Line, ask: Ask) -> Answer:
        self.barrier.wait(60)
        try:
            return ask(line)
        except (OSError, http.client.HTTPException) as error:
            raise AssertionError(f"no answer came: {error!r}") from error

    def race_for(self, wanted: set[tuple[int, ...]], *asks: Ask) -> list[Answer]:
        """The answers, whose statuses (in order of height) must be among ``wanted``."""
        answers = self.race(*asks)
        statuses = tuple(sorted(answer.status for answer in answers))
        self.seen[" and ".join(map(str, statuses))] += 1
        assert statuses in wanted, [str(answer) for answer in answers]
        return answers


@contextmanager
def no_deadlock(lrs: Lrs) -> Iterator[None]:
    """PostgreSQL counts the deadlocks of a database; there must be no new one."""
    before = deadlocks(lrs)
    yield
    assert deadlocks(lrs) == before


def deadlocks(lrs: Lrs) -> int:
    if not lrs.url:
        return 0
    with closing(psycopg.connect(lrs.url, autocommit=True)) as database:
        row = database.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
        return int(row[0])


@pytest.fixture
def ring(lrs: Lrs) -> Iterator[Ring]:
    with no_deadlock(lrs):
        ring = Ring(lrs)
        yield ring
        ring.pool.shutdown()


def post(*statements: Json) -> Ask:
    return lambda line: line.store(*statements)


def put(statement: Json) -> Ask:
    return lambda line: line.ask(
        "PUT", STATEMENTS, content=statement, statementId=statement["id"]
    )


def told(ring: Ring, tries: int) -> str:
    seen = ", ".join(f"{count} x {status}" for status, count in ring.seen.most_common())
    return f"{tries} tries: {seen}"


def stored(ring: Ring, those: Collection[str]) -> Counter[str]:
    """How often each of those ids is in the whole list; absent ones are left out."""
    wanted = set(those)
    return Counter(one for one in ring.look.ids(limit=500) if one in wanted)


def test_the_same_statement_twice_is_accepted_twice_and_there_once(ring, report):
    voice = Voice(seed=1)
    said = []
    for number in range(tries := times(TRIES)):
        batch = voice.statements(1 + number % 3)
        said += ids(batch)
        other = deepcopy(batch)[:: -1 if number % 2 else 1]
        asks = [post(*batch), post(*other)]
        if len(batch) == 1 and number % 2:
            asks[1] = put(other[0])
        ring.race_for({(200, 200), (200, 204)}, *asks)

    report(f"same id, same content: {told(ring, tries)}")
    assert stored(ring, said) == Counter(said)


def test_another_statement_with_the_same_id_is_refused_wholly(ring, report):
    voice = Voice(seed=2)
    kept, lost = set(), set()
    for number in range(tries := times(TRIES)):
        batches = [voice.statements(1 + number % 2) for _ in range(2)]
        for batch in batches:  # the first of each has the same id
            batch[0]["id"] = batches[0][0]["id"]
        contested = batches[0][0]["id"]
        answers = ring.race_for({(200, 409)}, *(post(*batch) for batch in batches))
        for batch, answer in zip(batches, answers, strict=True):
            won = answer.status in GOOD
            (kept if won else lost).update(set(ids(batch)) - {contested})
            if won and number % EVERY == 0:
                there = ring.look.ask("GET", statementId=contested).json
                assert there["object"] == batch[0]["object"]
                assert there["actor"]["account"] == batch[0]["actor"]["account"]
        kept.add(contested)

    report(f"same id, other content: {told(ring, tries)}")
    assert stored(ring, kept | lost) == Counter(kept)


def test_new_activities_and_agents_in_opposite_order_never_lock_each_other(
    ring, report
):
    voice = Voice(seed=3)
    for number in range(tries := times(TRIES)):
        names = [f"{course(number)}/ring-{place}" for place in range(6)]
        actors = [agent(f"ring-{number}-{place}") for place in range(6)]
        batches = []
        for side, turn in (("een", 1), ("twee", -1)):
            batch = voice.statements(len(names))
            for one, iri, actor in zip(
                batch, names[::turn], actors[::turn], strict=True
            ):
                one["actor"] = actor | {"name": side}
                one["verb"]["id"] = "https://example.com/verbs/raced"
                one["object"] = {
                    "id": iri,
                    "definition": {"name": {"nl": side, side[:2]: side}},
                }
            batches.append(batch)
        ring.race_for({(200, 200)}, *(post(*batch) for batch in batches))
        if number % EVERY == 0:
            answer = ring.look.ask("GET", "/xapi/activities", activityId=names[0])
            assert answer.status == 200, answer
            name = answer.json["definition"]["name"]
            assert name["nl"] in {"een", "twee"}
            assert (name["ee"], name["tw"]) == ("een", "twee"), "a definition was lost"

    report(f"new activities and agents: {told(ring, tries)}")


def document(resource: str, race: str, number: int) -> Json:
    """What names a document, which no other race has."""
    found = {"activityId": course(number)}
    if resource == STATE:
        return {"stateId": race, "agent": agent("ring"), **found}
    return {"profileId": race, **found}


def writes(resource: str, named: Json, content: Json, **headers: str) -> Ask:
    dashed = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda line: line.ask("PUT", resource, content, dashed, **named)


def adds(resource: str, named: Json, content: Json) -> Ask:
    return lambda line: line.ask("POST", resource, content, **named)


@pytest.mark.parametrize("resource", [PROFILE, STATE])
def test_one_of_two_makes_or_changes_a_document(ring, report, resource):
    for number in range(tries := times(TRIES // 4)):
        named = document(resource, "made", number)
        contents = [{"by": side, "n": number} for side in ("one", "two")]
        answers = ring.race_for(
            {(204, 412)},
            *(writes(resource, named, each, If_None_Match="*") for each in contents),
        )
        first = winner(answers, contents)
        there = ring.look.ask("GET", resource, **named)
        assert there.json == first

        changes = [{"by": side, "then": number} for side in ("three", "four")]
        etag = there.headers["ETag"]
        answers = ring.race_for(
            {(204, 412)},
            *(writes(resource, named, each, If_Match=etag) for each in changes),
        )
        assert ring.look.ask("GET", resource, **named).json == winner(answers, changes)

    report(f"document of {resource}: 2 x {told(ring, tries)}")


def winner(answers: list[Answer], contents: list[Json]) -> Json:
    (won,) = (
        content
        for answer, content in zip(answers, contents, strict=True)
        if answer.status in GOOD
    )
    return won


@pytest.mark.parametrize("resource", [PROFILE, STATE])
def test_two_posts_to_a_document_are_merged_and_none_is_lost(ring, report, resource):
    for number in range(tries := times(TRIES // 4)):
        named = document(resource, "merged", number)
        for turn in range(2):  # at first it is new, then it is there
            asks = [
                adds(resource, named, {f"{side}-{turn}": number})
                for side in ("one", "two")
            ]
            ring.race_for({(204, 204)}, *asks)
        there = ring.look.ask("GET", resource, **named).json
        assert there == {f"{s}-{t}": number for s in ("one", "two") for t in range(2)}

    report(f"POST to a document of {resource}: 2 x {told(ring, tries)}")


def test_a_document_is_deleted_while_it_is_changed(ring, report):
    for number in range(tries := times(TRIES // 4)):
        named = document(STATE, "deleted", number)
        ring.look.ask("PUT", STATE, {"n": number}, **named)
        ring.race_for(
            {(204, 204)},
            lambda line, named=named: line.ask("DELETE", STATE, **named),
            adds(STATE, named, {"more": 1}),
        )
        left = ring.look.ask("GET", STATE, **named)
        assert left.status == 404 or left.json == {"more": 1}, left

    report(f"DELETE and POST of a state: {told(ring, tries)}")
