"""The formats of an answer, and its language (part three, 2.1.3; IEEE, 4.1.6.1)."""

import json

import pytest

from . import building as b
from .statement_resource import activity, agent, found, get, said, store, verb

pytestmark = pytest.mark.django_db

BOTH = {"nl": "Een", "en": "One"}
DISPLAY = {"en": "did", "nl": "deed"}


def whole():
    return said(
        actor={
            "objectType": "Group",
            "name": "Team",
            "mbox": "mailto:team@voorbeeld.test",
            "member": [agent("anna") | {"name": "Anna"}],
        },
        verb=verb("did") | {"display": DISPLAY},
        object=activity("1", name=BOTH, type="https://example.com/t"),
        context={
            "instructor": agent("bram") | {"name": "Bram"},
            "team": {"objectType": "Group", "name": "T", "member": [agent("carl")]},
            "contextActivities": {"parent": [activity("p", name=BOTH)]},
        },
        result={"response": "Ja"},
    )


def in_form(lrs, statement, form, languages=None):
    """One statement in a format, alone and in a list: the same."""
    query = {"format": form} if form else {}
    options = {"Accept_Language": languages}
    listed = lrs.send("GET", "statements", query, **options).json()["statements"]
    alone = {"statementId": statement["id"]} | query
    one = lrs.send("GET", "statements", alone, **options).json()
    assert one in listed
    return one


@pytest.mark.parametrize("form", [None, "exact"])
@pytest.mark.parametrize("languages", [None, "en", "nl"])
def test_exact_is_what_was_said(lrs, form, languages):
    """Nothing is taken away, whatever language is asked for; that is the default."""
    statement = whole()
    store(lrs, statement, said(object=activity("1", name={"nl": "Twee"})))

    one = in_form(lrs, statement, form, languages)

    assert {name: one[name] for name in statement} == statement


def test_ids_is_what_identifies(lrs):
    statement = whole()
    store(lrs, statement)

    one = in_form(lrs, statement, "ids")

    assert one["actor"] == {
        "objectType": "Group",
        "mbox": "mailto:team@voorbeeld.test",
    }
    assert one["verb"] == verb("did")
    assert one["object"] == activity("1")
    assert one["context"] == {
        "instructor": agent("bram"),
        "team": {"objectType": "Group", "member": [agent("carl")]},
        "contextActivities": {"parent": [activity("p")]},
    }
    assert one["result"] == statement["result"]
    assert set(one["authority"]) == {"objectType", "account"}
    kept = {"id", "stored", "timestamp", "version", "result"}
    exact = get(lrs, statement)
    assert {name: one[name] for name in kept} == {name: exact[name] for name in kept}


def test_an_anonymous_group_is_its_members(lrs):
    """2.1.3: for an anonymous group the least that identifies each member."""
    members = [agent("anna") | {"name": "Anna"}, agent("bram")]
    statement = said(actor={"objectType": "Group", "name": "T", "member": members})
    store(lrs, statement)

    one = in_form(lrs, statement, "ids")

    assert one["actor"] == {
        "objectType": "Group",
        "member": [agent("anna"), agent("bram")],
    }


def test_ids_of_a_substatement_and_a_reference(lrs):
    inner = b.substatement(
        actor=agent("anna") | {"name": "Anna"},
        verb=verb("did") | {"display": DISPLAY},
        object=activity("1", name=BOTH),
    )["object"]
    statement, reference = said(object=inner), said(object=b.REFERENCE)
    store(lrs, statement, reference)

    assert in_form(lrs, statement, "ids")["object"] == {
        "objectType": "SubStatement",
        "actor": agent("anna"),
        "verb": verb("did"),
        "object": activity("1"),
    }
    assert in_form(lrs, reference, "ids")["object"] == b.REFERENCE


def test_ids_of_those_that_two_brought(two):
    people = [{"objectType": "contextAgent", "agent": agent("anna") | {"name": "Anna"}}]
    statement = said(context={"contextAgents": people})
    store(two, statement)

    one = in_form(two, statement, "ids")

    assert one["context"]["contextAgents"] == [
        {"objectType": "contextAgent", "agent": agent("anna")}
    ]


CHOSEN = [
    ("nl", "nl"),
    ("en", "en"),
    ("nl-BE, en;q=0.9", "nl"),
    ("en-GB;q=0.9, nl;q=0.1", "en"),
    ("fr, en;q=0.2", "en"),
    ("nl;q=0, en", "en"),
    ("*;q=0.1, en;q=0.2", "en"),
]


@pytest.mark.parametrize(("languages", "chosen"), CHOSEN)
def test_canonical_has_the_language_that_is_asked(lrs, languages, chosen):
    statement = whole()
    store(lrs, statement)

    one = in_form(lrs, statement, "canonical", languages)

    assert one["object"]["definition"]["name"] == {chosen: BOTH[chosen]}
    assert one["verb"]["display"] == {chosen: DISPLAY[chosen]}
    (parent,) = one["context"]["contextActivities"]["parent"]
    assert parent["definition"]["name"] == {chosen: BOTH[chosen]}


@pytest.mark.parametrize("languages", [None, "", "fr", "x;y;z", "*"])
def test_canonical_has_one_language_whatever_is_asked(lrs, languages):
    statement = whole()
    store(lrs, statement)

    one = in_form(lrs, statement, "canonical", languages)

    name = one["object"]["definition"]["name"]
    assert len(name) == len(one["verb"]["display"]) == 1
    assert name.items() <= BOTH.items()


def test_canonical_has_the_definition_that_the_store_knows(lrs):
    """Merged from all statements; who and what is said stays as it was."""
    plain = said(object=activity("1"), actor=agent("anna") | {"name": "Anna"})
    store(
        lrs,
        plain,
        said(object=activity("1", name={"nl": "Een"})),
        said(object=activity("1", name={"en": "One"}, moreInfo="https://x.example/")),
    )

    one = in_form(lrs, plain, "canonical", "en")

    assert one["object"]["definition"] == {
        "name": {"en": "One"},
        "moreInfo": "https://x.example/",
    }
    assert one["actor"] == plain["actor"]
    assert get(lrs, plain)["object"] == activity("1")


def test_canonical_of_the_parts_of_an_interaction(lrs):
    statement = said(
        object=activity(
            "q",
            type="http://adlnet.gov/expapi/activities/cmi.interaction",
            interactionType="choice",
            choices=[{"id": "a", "description": BOTH}, {"id": "b"}],
        )
    )
    store(lrs, statement)

    one = in_form(lrs, statement, "canonical", "en")

    assert one["object"]["definition"]["choices"] == [
        {"id": "a", "description": {"en": "One"}},
        {"id": "b"},
    ]


def test_a_context_activity_alone_comes_back_in_an_array(one):
    """Part two, 2.4.6.2: a store answers arrays, of a SubStatement too."""
    context = {"contextActivities": {"parent": activity("p"), "other": []}}
    inner = b.substatement(context=context)["object"]
    store(one, said(context=context), said(object=inner))

    for form in ("exact", "ids", "canonical"):
        about, plain = found(one, format=form)
        for place in (plain, about["object"]):
            kinds = place["context"]["contextActivities"]
            assert kinds == {"parent": [activity("p")], "other": []}


def test_definitions_of_one_store_are_not_told_in_another(lrs, other_store):
    store(other_store, said(object=activity("1", name={"nl": "Geheim"})))
    plain = said(object=activity("1"))
    store(lrs, plain)

    text = json.dumps(in_form(lrs, plain, "canonical"))

    assert "Geheim" not in text
