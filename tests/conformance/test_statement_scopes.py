"""What a credential may do with statements (part three, 4.2; IEEE 9274.1.1, 4.1.10)."""

from uuid import UUID

import pytest

from lms.xapi.enums import Scope, Store
from lms.xapi.lrs import rates
from lms.xapi.models import Attachment, StoredStatement
from lms.xapi.operations import lend_credential
from lms.xapi.statements import Account

from . import building as b
from .client import Lrs, basic, lrs_of, refused
from .multiparts import part
from .statement_resource import (
    activity,
    agent,
    get,
    having,
    ids,
    pages,
    parts_of,
    post,
    put,
    refers,
    said,
    status,
    store,
    verb,
    voids,
    with_parts,
)

pytestmark = [pytest.mark.rules, pytest.mark.django_db]

WRITE, READ, MINE = (
    Scope.STATEMENTS_WRITE,
    Scope.STATEMENTS_READ,
    Scope.STATEMENTS_READ_MINE,
)
MAY = {
    WRITE: {"PUT", "POST"},
    READ: {"GET", "HEAD"},
    MINE: {"GET", "HEAD"},
    Scope.STATE: set(),
    Scope.PROFILE: set(),
    Scope.ALL: {"GET", "HEAD", "PUT", "POST"},
}


@pytest.fixture(autouse=True)
def nothing_counted():
    rates._meter.minute = -1


@pytest.mark.parametrize("scope", MAY, ids=str)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST"])
def test_each_scope_opens_what_it_says_and_nothing_else(lrs, scope, method):
    client = lrs_of(lrs.version, scopes=[scope])
    query = {"statementId": b.UUID} if method == "PUT" else {}

    response = client.send(method, "statements", query, said(id=b.UUID))

    if method in MAY[scope]:
        assert response.status_code in {200, 204}
    else:
        assert response.status_code == 403
        assert "scope" in response.content.decode() or method == "HEAD"
        assert not StoredStatement.objects.exists()


def test_what_is_forbidden_is_so_whether_it_is_there_or_not(lrs):
    writer = lrs_of(lrs.version, scopes=[WRITE])
    store(writer, said(id=b.UUID))

    answers = {
        writer.get("statements", statementId=one).content
        for one in (b.UUID, "16fd2706-8baf-433b-82eb-8c7fada847da", "x")
    }

    assert len(answers) == 1
    assert writer.get("statements", more="x").status_code == 403


# Its own statements alone


@pytest.fixture
def mine(lrs):
    return lrs_of(lrs.version, scopes=[MINE, WRITE])


def attributes():
    return {
        "actor": agent("anna"),
        "verb": verb("read"),
        "object": activity("1"),
        "context": {"registration": b.UUID},
    }


ASKED = [
    {},
    {"ascending": True},
    {"agent": agent("anna")},
    {"agent": agent("anna"), "related_agents": True},
    {"verb": verb("read")["id"]},
    {"activity": activity("1")["id"]},
    {"activity": activity("1")["id"], "related_activities": True},
    {"registration": b.UUID},
    {"agent": agent("anna"), "verb": verb("read")["id"], "registration": b.UUID},
    {"since": "2001-01-01T00:00:00Z", "until": "2101-01-01T00:00:00Z"},
    {"format": "ids"},
    {"format": "canonical"},
]


@pytest.mark.parametrize("query", ASKED, ids=str)
def test_a_list_holds_its_own_alone(lrs, mine, query):
    own, others = said(**attributes()), said(**attributes())
    store(lrs, others)
    store(mine, own)
    store(lrs, said(**attributes()))

    assert ids(mine, **query) == [own["id"]]
    assert len(ids(lrs, **query)) == 3


def test_its_pages_hold_its_own_alone(lrs, mine):
    own = []
    for _ in range(4):
        own += store(mine, said())
        store(lrs, said())

    assert pages(mine, limit=2, ascending=True) == [own[:2], own[2:]]
    assert pages(mine, limit=3, agent=b.AGENT) == [own[:0:-1], own[:1]]


def test_somebody_elses_statement_is_not_there(lrs, mine):
    own, others, gone = said(), said(), said()
    store(mine, own)
    store(lrs, others, gone, voids(gone))

    assert status(mine, statementId=own["id"]) == 200
    refused(mine.get("statements", statementId=others["id"]), 404)
    refused(mine.get("statements", voidedStatementId=gone["id"]), 404)
    assert status(lrs, voidedStatementId=gone["id"]) == 200


def test_its_own_voided_statement_is_its_own_still(lrs, mine):
    own = said()
    store(mine, own)
    store(lrs, voids(own))

    assert ids(mine) == []
    assert status(mine, voidedStatementId=own["id"]) == 200


def test_the_authority_that_a_statement_claims_does_not_count(lrs, mine):
    first = said()
    store(mine, first)
    store(lrs, said(authority=get(lrs, first)["authority"]))

    assert ids(mine) == [first["id"]]


def test_a_reference_tells_nothing_of_what_somebody_else_said(lrs, mine):
    """Else whoever refers to a statement could ask, one by one, what it says."""
    secret = said(**attributes())
    comment = refers(secret, actor=agent("bram"))
    store(lrs, secret)
    store(mine, comment)

    assert ids(mine) == [comment["id"]]
    assert ids(mine, agent=agent("bram")) == [comment["id"]]
    for query in ASKED:
        if {"agent", "verb", "activity", "registration"} & query.keys():
            assert ids(mine, **query) == [], query
            assert set(ids(lrs, **query)) == {secret["id"], comment["id"]}


def test_a_reference_to_its_own_is_followed(mine):
    own = said(**attributes())
    comment = refers(own, actor=agent("bram"))
    store(mine, comment, own)

    for query in ASKED:
        assert set(ids(mine, **query)) == {own["id"], comment["id"]}


def test_attachments_of_somebody_else_are_not_there(lrs, mine):
    with_parts(lrs, having(b"geheim"), part(b"geheim"))
    with_parts(mine, having(b"eigen"), part(b"eigen"))

    _, files = parts_of(mine.get("statements", attachments=True))

    assert [content for _, content in files.values()] == [b"eigen"]
    assert Attachment.objects.count() == 2


# Stores


def test_each_store_has_its_own_statements(lrs, other_store):
    ours, theirs = said(), said()
    store(lrs, ours)
    store(other_store, theirs)

    assert (ids(lrs), ids(other_store)) == ([ours["id"]], [theirs["id"]])
    refused(other_store.get("statements", statementId=ours["id"]), 404)
    assert StoredStatement.objects.in_store(Store.REFLECTION).count() == 1


@pytest.mark.parametrize("same", [True, False])
def test_an_id_that_another_store_has_is_a_conflict(lrs, other_store, same):
    """Nothing is acknowledged that this store does not hold afterwards."""
    statement = said()
    store(other_store, statement)
    again = statement if same else statement | {"verb": verb("other")}

    refused(put(lrs, again), 409)
    refused(post(lrs, [said(), again]), 409)

    assert ids(lrs) == []
    assert ids(other_store) == [statement["id"]]


# A credential that was lent to the browser of a learner


ME = {"account": {"homePage": "https://example.com", "name": "noor"}}
LESSON = "https://example.com/activities/lesson"


@pytest.fixture
def browser(lrs):
    made = lend_credential(
        actor=Account(home_page="https://example.com", name="noor"),
        registration=UUID(b.UUID),
        activity_iri=LESSON,
    )
    headers = {"Authorization": basic(made.credential.key, made.secret)}
    return Lrs(lrs.version, lrs.base, lrs.headers | headers)


def told(**changes):
    given = {
        "actor": ME,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"},
        "object": {"id": LESSON},
        "context": {"registration": b.UUID},
    }
    return said(**(given | changes))


def test_a_browser_tells_what_it_may_and_reads_it_back(lrs, browser):
    one = told()
    store(lrs, told(), said())

    assert put(browser, one).status_code == 204

    assert ids(browser) == ids(browser, agent=ME) == [one["id"]]
    assert get(browser, one)["authority"]["account"]["name"] == f"lrs:{b.UUID}"


FORGED = {
    "somebody else": {"actor": agent("bram")},
    "completed": {"verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}},
    "passed": {"verb": {"id": "http://adlnet.gov/expapi/verbs/passed"}},
    "a score": {"result": {"score": {"scaled": 1}}},
    "completion": {"result": {"completion": True}},
    "another activity": {"object": activity("other")},
    "another registration": {
        "context": {"registration": "16fd2706-8baf-433b-82eb-8c7fada847da"}
    },
    "no registration": {"context": {}},
    "an authority": {"authority": agent("bram")},
    "a reference": {"object": b.REFERENCE},
    "voiding": {"verb": {"id": b.VOIDED}, "object": b.REFERENCE},
}


@pytest.mark.parametrize("parts", FORGED.values(), ids=FORGED)
def test_a_browser_forges_nothing(browser, parts):
    refused(post(browser, told(**parts)), 403)
    refused(put(browser, told(**parts)), 403)
    refused(post(browser, [told(), told(**parts)]), 403)

    assert not StoredStatement.objects.exists()


def test_a_browser_reads_no_definitions(browser):
    """The right answers stand in them."""
    refused(browser.get("statements", format="canonical"), 403)
