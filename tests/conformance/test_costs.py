"""What one request may cost: bounds of ours, beyond the specification."""

import json

import pytest

from lms.xapi.lrs import answers, search
from lms.xapi.lrs.receiving import MAX_MENTIONS, MAX_STATEMENT
from lms.xapi.models import ActivityRecord, Agent, IndexRow
from lms.xapi.statements.measures import MOST_MENTIONS
from lms.xapi.storing.references import LARGEST_CROWD, MOST_COPIED
from lms.xapi.storing.things import LARGEST_DEFINITION, MOST_NAMES

from .client import refused
from .statement_resource import activity, agent, ids, post, refers, said, store
from .test_requests import through_wsgi

pytestmark = pytest.mark.django_db


def crowd(size):
    return {"objectType": "Group", "member": [agent(f"m{n}") for n in range(size)]}


def in_context(size):
    named = [activity(f"a{n}") for n in range(size)]
    return {"contextActivities": {"other": named}}


@pytest.mark.parametrize(
    "parts",
    [
        {"actor": crowd(MOST_MENTIONS)},
        {"context": in_context(MOST_MENTIONS)},
        {"context": {"team": crowd(MOST_MENTIONS)}},
        {
            "object": {
                "objectType": "SubStatement",
                **{k: said()[k] for k in ("actor", "verb", "object")},
                "context": in_context(MOST_MENTIONS),
            }
        },
    ],
)
def test_a_statement_names_a_thousand_agents_and_activities(lrs, parts):
    refused(post(lrs, said(**parts)), 413)


def test_all_of_a_request_has_a_bound_too(lrs):
    each = MOST_MENTIONS // 2
    batch = [said(context=in_context(each)) for _ in range(MAX_MENTIONS // each + 1)]

    refused(post(lrs, batch), 413)


def test_a_statement_has_a_size(lrs):
    long = said(result={"response": "x" * MAX_STATEMENT})

    refused(post(lrs, long), 413)
    assert post(lrs, said(result={"response": "x" * 100_000})).status_code == 200


def test_an_agent_is_remembered_by_its_first_names(lrs):
    for start in range(0, 60, 30):
        named = [agent("anna") | {"name": f"Anna {start + n}"} for n in range(30)]
        post(lrs, said(actor={"objectType": "Group", "member": named}))

    names = Agent.objects.get(identifier__contains="anna").names
    assert names == [f"Anna {n}" for n in range(MOST_NAMES)]


def test_a_definition_does_not_grow_for_ever(lrs):
    for number in range(4):
        extensions = {f"https://example.com/{number}": "x" * (LARGEST_DEFINITION // 3)}
        target = activity("large", extensions=extensions)
        assert post(lrs, said(object=target)).status_code == 200

    kept = ActivityRecord.objects.get(iri=activity("large")["id"]).definition
    assert [*kept["extensions"]] == ["https://example.com/0", "https://example.com/1"]
    assert post(lrs, said(object=activity("large"))).status_code == 200


def test_who_refers_to_a_long_chain_is_found_by_the_nearest_of_it(one):
    chain = [said(context=in_context(40))]
    for _ in range(9):
        chain.append(refers(chain[-1], context=in_context(40)))
    store(one, *chain)

    last = refers(chain[-1])
    store(one, last)

    seq = IndexRow.objects.latest("seq").seq
    rows = IndexRow.objects.filter(seq=seq).exclude(source=seq)
    assert 0 < rows.count() <= MOST_COPIED


def test_a_crowd_that_waits_is_found_within_bounds(one):
    target = said()
    waiting = [refers(target) for _ in range(LARGEST_CROWD + 20)]
    for start in range(0, len(waiting), 200):
        assert post(one, waiting[start : start + 200]).status_code == 200

    store(one, target)

    seq = IndexRow.objects.latest("seq").seq
    found = IndexRow.objects.filter(source=seq).exclude(seq=seq)
    assert found.values("seq").distinct().count() == LARGEST_CROWD


@pytest.mark.parametrize("form", ["exact", "ids", "canonical"])
def test_a_page_ends_when_it_is_full(lrs, monkeypatch, form):
    monkeypatch.setattr(search, "_LARGEST_PAGE", 30_000)
    monkeypatch.setattr(answers, "LARGEST_ANSWER", 30_000)
    kept = store(lrs, *(said(result={"response": "x" * 10_000}) for _ in range(7)))

    answer = lrs.get("statements", format=form, ascending=True).json()
    seen = [one["id"] for one in answer["statements"]]
    while answer["more"]:
        assert 1 <= len(answer["statements"]) < 7
        path, _, query = answer["more"].partition("?")
        assert path.endswith("statements")
        answer = lrs.send("GET", "statements", query=query).json()
        seen += [one["id"] for one in answer["statements"]]

    assert seen == kept


def test_one_statement_is_answered_however_large(lrs, monkeypatch):
    monkeypatch.setattr(search, "_LARGEST_PAGE", 10)
    monkeypatch.setattr(answers, "LARGEST_ANSWER", 10)
    kept = store(lrs, said(), said())

    for form in ("exact", "canonical"):
        answer = lrs.get("statements", format=form, ascending=True).json()
        assert [one["id"] for one in answer["statements"]] == kept[:1]
        assert answer["more"]


def test_the_same_number_is_the_same_however_it_is_written(lrs):
    first = said(result={"score": {"raw": 1, "max": 100}})
    text = json.dumps(first)
    post(lrs, first)

    for written in (text.replace(": 1,", ": 1.0,"), text.replace(": 100}", ": 1e2}")):
        assert written != text
        assert post(lrs, written.encode()).status_code == 200
    assert ids(lrs) == [first["id"]]
    refused(post(lrs, text.replace(": 1,", ": 1.5,").encode()), 409)


@pytest.mark.parametrize("field", ["Content-Type", "Authorization", "If-Match"])
def test_a_stranger_costs_nothing_by_a_long_field(one, field):
    response = one.form("statements", "GET", {field: 'a/b;a="' + ";" * 200_000})

    refused(response, 400)


@pytest.mark.parametrize(
    "kind", ["application/json; a*=x; a*0=y", "a/b; c*=klingon''x"]
)
def test_a_type_that_python_cannot_read_is_no_error_of_ours(one, kind):
    response = one.form("statements", "GET", {"Content-Type": kind})

    assert response.status_code == 400
    assert through_wsgi(one, b"{}", CONTENT_TYPE=kind).status_code == 400


def test_nothing_that_is_answered_is_kept_on_the_way(lrs):
    statement = said()
    store(lrs, statement)

    for response in (lrs.get("statements"), lrs.get("statements", limit="x")):
        assert response["Cache-Control"] == "no-store"
