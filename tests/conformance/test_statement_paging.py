"""Lists that go on: ``more`` (part two, 2.5; IEEE 9274.1.1, 4.1.6.1)."""

from urllib.parse import parse_qs, urlencode

import pytest

from lms.xapi.enums import Store
from lms.xapi.lrs import parameters

from . import building as b
from .client import lrs_of, refused
from .statement_resource import (
    activity,
    agent,
    go_on,
    ids,
    pages,
    post,
    refers,
    said,
    store,
    voids,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]

QUERIES = {
    "all": {},
    "agent": {"agent": b.AGENT},
    "related agent": {"agent": b.AGENT, "related_agents": True},
    "agent and verb": {"agent": b.AGENT, "verb": b.VERB["id"]},
    "related activity": {"activity": b.ACTIVITY["id"], "related_activities": True},
    "since": {"since": "2001-01-01T00:00:00Z"},
    "until": {"until": "2101-01-01T00:00:00Z", "verb": b.VERB["id"]},
    "canonical": {"format": "canonical"},
    "ids": {"format": "ids", "attachments": False},
}
every = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)


@every
@pytest.mark.parametrize("ascending", [True, False])
def test_the_pages_together_are_the_whole_each_once(lrs, query, ascending):
    stored = post(lrs, [said() for _ in range(5)]).json()
    whole = stored if ascending else stored[::-1]

    for limit, sizes in ((1, [1] * 5), (2, [2, 2, 1]), (5, [5])):
        seen = pages(lrs, limit=limit, ascending=ascending, **query)

        assert [len(page) for page in seen] == sizes
        assert [one for page in seen for one in page] == whole


@every
@pytest.mark.parametrize("ascending", [True, False])
def test_each_comes_once_while_others_are_written(lrs, query, ascending):
    """What was there comes exactly once; what is new, at most once and in its place."""
    before = post(lrs, [said() for _ in range(6)]).json()
    asked = query | {"limit": 2, "ascending": ascending}
    answer = lrs.get("statements", **asked).json()
    seen = [one["id"] for one in answer["statements"]]
    new = []
    while answer["more"] and len(new) < 8:
        new += store(lrs, said(), refers(before[0]))
        answer = go_on(lrs, answer["more"]).json()
        seen += [one["id"] for one in answer["statements"]]

    assert len(set(seen)) == len(seen)
    assert {*before} <= {*seen}
    whole = before + new if ascending else before[::-1]
    assert seen == whole[: len(seen)]


def test_what_is_voided_meanwhile_does_not_come(lrs):
    stored = store(lrs, *(said() for _ in range(4)))
    answer = lrs.get("statements", limit=2, agent=b.AGENT).json()

    store(lrs, voids(stored[0], actor=agent("bram")))

    rest = go_on(lrs, answer["more"]).json()
    assert [one["id"] for one in rest["statements"]] == [stored[1]]


def test_a_page_keeps_to_what_was_asked_first(lrs):
    wanted = [said(object=activity("1", name={"nl": "Een"})) for _ in range(4)]
    mixed = [one for each in wanted for one in (each, said(object=activity("2")))]
    post(lrs, mixed)
    asked = {
        "activity": wanted[0]["object"]["id"],
        "format": "ids",
        "ascending": True,
        "limit": 3,
    }

    answer = lrs.get("statements", **asked).json()
    rest = go_on(lrs, answer["more"]).json()

    assert [one["id"] for one in rest["statements"]] == [wanted[3]["id"]]
    assert "definition" not in rest["statements"][0]["object"]
    assert set(rest) == {"statements", "more"}
    assert rest["more"] == ""


def test_a_page_comes_with_attachments_when_these_were_asked(lrs):
    post(lrs, [said(), said()])
    answer = lrs.get("statements", limit=1, attachments=True)

    assert answer["Content-Type"].startswith("multipart/mixed")
    more = answer.content.partition(b'"more":"')[2].partition(b'"')[0].decode()
    assert go_on(lrs, more)["Content-Type"].startswith("multipart/mixed")


def test_the_server_bounds_a_page_itself(lrs, monkeypatch):
    monkeypatch.setattr(parameters, "MAX_LIMIT", 2)
    stored = store(lrs, *(said() for _ in range(5)))

    for query in ({"limit": 0}, {"limit": 4}):
        assert pages(lrs, **query) == [
            stored[:2:-1], stored[2:0:-1], stored[:1]
        ]  # fmt: skip


NO_CURSORS = ["", "x", ":", "a:b", "eyJhIjoxfQ:1abcde:xyz", "A" * 10_000]


def cursor_of(lrs):
    post(lrs, [said() for _ in range(3)])
    more = lrs.get("statements", limit=1).json()["more"]
    (cursor,) = parse_qs(more.partition("?")[2])["more"]
    return cursor


def test_a_cursor_may_be_used_again(lrs):
    cursor = cursor_of(lrs)

    assert ids(lrs, more=cursor) == ids(lrs, more=cursor)


def test_a_cursor_that_was_touched_is_400(lrs):
    cursor = cursor_of(lrs)

    changed = [
        cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        for place in range(0, len(cursor) - 1, 7)
    ]
    for wrong in [*changed, cursor[1:], cursor[:-3], cursor + "x", *NO_CURSORS]:
        refused(lrs.get("statements", more=wrong), 400)


@pytest.mark.parametrize("also", [{"limit": "2"}, {"verb": "a:b"}, {"statementId": b.UUID}])  # fmt: skip
def test_a_cursor_goes_alone(lrs, also):
    refused(lrs.get("statements", more=cursor_of(lrs), **also), 400)


def test_a_cursor_is_no_credential(lrs):
    query = urlencode({"more": cursor_of(lrs)})

    refused(lrs.send("GET", "statements", query=query, Authorization=None), 401)
    assert lrs.send("HEAD", "statements", query=query).status_code == 200


def test_a_cursor_of_another_store_is_400(lrs):
    elsewhere = lrs_of(lrs.version, store=Store.REFLECTION)
    post(elsewhere, [said() for _ in range(3)])

    refused(elsewhere.get("statements", more=cursor_of(lrs)), 400)


def test_a_cursor_goes_through_both_editions(one, two):
    """The question is the same; each answers under its own address."""
    cursor = cursor_of(one)

    assert ids(two, more=cursor) == ids(one, more=cursor)


def test_the_alternate_syntax_goes_on_too(one):
    """Part three, 1.3: the cursor stands in the form then."""
    cursor = cursor_of(one)

    response = one.form("statements", "GET", {"more": cursor})

    assert [each["id"] for each in response.json()["statements"]] == ids(
        one, more=cursor
    )
