"""Filters that follow StatementRefs (part three, 2.1.4; IEEE 9274.1.1, 4.1.6.1)."""

from itertools import permutations

import pytest
from django.db.models import F

from lms.xapi.enums import Kind, Store
from lms.xapi.models import IndexRow, StatementTarget
from lms.xapi.storing.index import MOST_OF_A_KIND
from lms.xapi.storing.references import LONGEST_CHAIN

from . import building as b
from .client import lrs_of
from .statement_resource import (
    activity,
    agent,
    found,
    go_on,
    ids,
    post,
    refers,
    said,
    store,
    verb,
    voids,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]

ANNA, BRAM, CARL = agent("anna"), agent("bram"), agent("carl")
COURSE, PARENT = activity("course"), activity("parent")
OTHER = "16fd2706-8baf-433b-82eb-8c7fada847da"


def target():
    return said(
        actor=ANNA,
        verb=verb("read"),
        object=COURSE,
        context={
            "registration": b.UUID,
            "instructor": CARL,
            "contextActivities": {"grouping": [PARENT]},
        },
    )


QUERIES = {
    "agent": {"agent": ANNA},
    "related agent": {"agent": CARL, "related_agents": True},
    "verb": {"verb": verb("read")["id"]},
    "activity": {"activity": COURSE["id"]},
    "related activity": {"activity": PARENT["id"], "related_activities": True},
    "registration": {"registration": b.UUID},
    "all": {
        "agent": CARL,
        "related_agents": True,
        "verb": verb("read")["id"],
        "activity": PARENT["id"],
        "related_activities": True,
        "registration": b.UUID,
    },
}
every = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)


@every
@pytest.mark.parametrize("late", [True, False], ids=["late", "early"])
@pytest.mark.parametrize("batch", [True, False], ids=["batch", "single"])
def test_a_statement_is_found_by_what_it_refers_to(lrs, query, late, batch):
    one = target()
    comment, other = refers(one, actor=BRAM, verb=verb("said")), said(actor=BRAM)
    order = [comment, other, one] if late else [one, other, comment]

    if batch:
        assert post(lrs, order).status_code == 200
    else:
        store(lrs, *order)

    assert {*ids(lrs, **query)} == {one["id"], comment["id"]}
    assert {*ids(lrs, agent=BRAM)} == {comment["id"], other["id"]}
    assert ids(lrs, verb=verb("said")["id"]) == [comment["id"]]


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
@pytest.mark.parametrize("voiding", [True, False], ids=["voiding", "said"])
def test_a_chain_is_followed_in_whatever_order_it_came(lrs, order, voiding):
    one = target()
    middle = refers(one, actor=BRAM)
    last = (voids if voiding else refers)(middle, actor=CARL)
    chain = [one, middle, last]

    store(lrs, *(chain[place] for place in order))

    for query in QUERIES.values():
        standing = {one["id"], last["id"]} | (set() if voiding else {middle["id"]})
        assert {*ids(lrs, **query)} == standing
    standing = {last["id"]} if voiding else {middle["id"], last["id"]}
    assert {*ids(lrs, agent=BRAM)} == standing


def test_the_order_makes_no_difference_to_the_index(one):
    """All six orders leave the same rows, but for the places."""
    seen = []
    for order in permutations(range(3)):
        first = target()
        middle = refers(first, actor=BRAM)
        chain = [first, middle, refers(middle, actor=CARL)]
        before = IndexRow.objects.count(), StatementTarget.objects.count()
        store(one, *(chain[place] for place in order))
        after = IndexRow.objects.count(), StatementTarget.objects.count()
        seen.append((after[0] - before[0], after[1] - before[1]))

    assert len(set(seen)) == 1
    assert seen[0][1] == 3


def test_two_that_refer_to_one_are_both_found(lrs):
    one = target()
    first, second = refers(one, actor=BRAM), refers(one, actor=CARL)

    store(lrs, first, one, second)

    assert {*ids(lrs, agent=ANNA)} == {one["id"], first["id"], second["id"]}


def test_each_is_found_once_however_often_it_matches(lrs):
    one = target()
    comment = refers(one, actor=ANNA, verb=verb("read"))
    store(lrs, one, comment, refers(comment, actor=ANNA))

    for query in ({"agent": ANNA}, {"agent": ANNA, "related_agents": True}):
        assert len(ids(lrs, **query)) == 3
        assert len(ids(lrs, limit=2, **query)) == 2


def test_conditions_hold_of_one_and_the_same_statement(lrs):
    """The actor of the one and the verb of the other are of no statement."""
    one = target()
    comment = refers(
        one, actor=BRAM, verb=verb("said"), context={"registration": OTHER}
    )
    store(lrs, one, comment)

    def query(who, what, **more):
        return {*ids(lrs, agent=who, verb=verb(what)["id"], **more)}

    assert query(ANNA, "read") == {one["id"], comment["id"]}
    assert query(BRAM, "said") == {comment["id"]}
    assert query(ANNA, "said") == set()
    assert query(BRAM, "read") == set()
    assert query(BRAM, "said", registration=b.UUID) == set()
    assert query(ANNA, "read", registration=OTHER) == set()
    assert query(BRAM, "said", activity=COURSE["id"]) == set()


def test_since_and_until_are_about_the_one_that_refers(lrs):
    one = target()
    first, second = refers(one, actor=BRAM), refers(one, actor=CARL)
    store(lrs, first, one, second)
    stored = {each["id"]: each["stored"] for each in found(lrs)}

    def between(**bounds):
        return ids(lrs, ascending=True, agent=ANNA, **bounds)

    assert between() == [first["id"], one["id"], second["id"]]
    assert between(since=stored[one["id"]]) == [second["id"]]
    assert between(until=stored[first["id"]]) == [first["id"]]
    assert between(since=stored[first["id"]], until=stored[one["id"]]) == [one["id"]]
    assert between(since=stored[second["id"]]) == []


def test_limit_and_more_are_about_the_one_that_refers(lrs):
    one = target()
    comments = [refers(one, actor=BRAM) for _ in range(3)]
    store(lrs, one, *comments)
    newest = [each["id"] for each in [*reversed(comments), one]]

    assert ids(lrs, agent=ANNA, limit=2) == newest[:2]
    answer = lrs.get("statements", agent=ANNA, limit=3).json()
    rest = go_on(lrs, answer["more"]).json()
    assert [each["id"] for each in rest["statements"]] == newest[3:]
    assert rest["more"] == ""


def test_what_refers_to_itself_or_round_in_a_circle_is_found_and_ends(lrs):
    alone = refers(b.UUID, id=b.UUID, actor=CARL)
    first = said(actor=ANNA)
    second = refers(first, actor=BRAM)
    third = refers(second, actor=CARL, verb=verb("third"))
    first["object"] = refers(third)["object"]

    store(lrs, alone, first, second, third)

    circle = {first["id"], second["id"], third["id"]}
    assert {*ids(lrs, agent=ANNA)} == circle
    assert {*ids(lrs, agent=BRAM)} == circle
    assert {*ids(lrs, agent=CARL)} == circle | {b.UUID}
    assert {*ids(lrs, verb=verb("third")["id"])} == circle


@pytest.mark.parametrize("backwards", [True, False])
def test_a_chain_that_never_ends_is_cut(one, backwards):
    """Nobody makes the store work out a million pairs, whichever way they come."""
    chain = [said(actor=ANNA)]
    for _ in range(LONGEST_CHAIN + 20):
        chain.append(refers(chain[-1], actor=BRAM))
    if backwards:
        chain.reverse()

    assert post(one, chain).status_code == 200

    longest = max(
        StatementTarget.objects.filter(seq=seq).count()
        for seq in range(1, len(chain) + 1)
    )
    assert longest == LONGEST_CHAIN
    assert len(ids(one, agent=BRAM)) == len(chain) - 1
    assert len(ids(one, agent=ANNA)) == LONGEST_CHAIN + 1


@pytest.mark.parametrize("backwards", [True, False])
def test_what_a_crowd_did_is_copied_within_bounds(one, backwards):
    """Each of many references to a group of thousands would copy thousands of rows."""
    members = [agent(f"member-{number}") for number in range(MOST_OF_A_KIND + 30)]
    crowd = {"objectType": "Group", "member": members}
    base = said(actor=crowd, verb=verb("sang"), object=COURSE)
    whole = [base, *(refers(base, actor=BRAM) for _ in range(3))]
    if backwards:
        whole.reverse()

    assert post(one, whole).status_code == 200

    for kind in (Kind.AGENT, Kind.RELATED_AGENT):
        copied = IndexRow.objects.filter(kind=kind).exclude(seq=F("source"))
        assert copied.count() == 3 * MOST_OF_A_KIND
    assert len(ids(one, verb=verb("sang")["id"])) == 4
    assert len(ids(one, activity=COURSE["id"])) == 4
    assert all(base["id"] in ids(one, agent=member) for member in members)


@pytest.mark.parametrize("late", [True, False])
def test_the_statement_of_a_context_is_not_followed(lrs, late):
    """2.1.4 is about the object: a context only says what is part of what."""
    one = target()
    about = {"objectType": "StatementRef", "id": one["id"]}
    other = said(actor=BRAM, context={"statement": about})

    store(lrs, *([other, one] if late else [one, other]))

    for query in QUERIES.values():
        assert ids(lrs, **query) == [one["id"]]


@pytest.mark.parametrize("late", [True, False])
def test_a_reference_within_a_substatement_is_not_followed(lrs, late):
    one = target()
    inner = b.statement(
        objectType="SubStatement", actor=BRAM, object=refers(one)["object"]
    )
    other = said(actor=CARL, object=inner)

    store(lrs, *([other, one] if late else [one, other]))

    assert ids(lrs, agent=ANNA) == [one["id"]]


def test_a_reference_into_another_store_finds_nothing(lrs):
    one = target()
    elsewhere = lrs_of(lrs.version, store=Store.REFLECTION)
    comment = refers(one, actor=BRAM)
    store(elsewhere, comment)
    store(lrs, one)
    store(elsewhere, refers(one, actor=BRAM))

    assert ids(lrs, agent=ANNA) == [one["id"]]
    assert ids(elsewhere, agent=ANNA) == []
    assert len(ids(elsewhere, agent=BRAM)) == 2


def test_what_refers_to_a_voided_statement_is_found_by_it(lrs):
    one = target()
    comment, voiding = refers(one, actor=BRAM), voids(one, actor=BRAM)
    store(lrs, voiding, comment, one)

    for query in QUERIES.values():
        assert {*ids(lrs, **query)} == {comment["id"], voiding["id"]}
