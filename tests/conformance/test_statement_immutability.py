"""A stored statement never changes (part two, 2.3.1; IEEE 9274.1.1, 4.2.4.1)."""

import json
from copy import deepcopy

import pytest

from lms.xapi.models import StoredStatement
from lms.xapi.statements.versions import Version

from . import building as b
from .client import lrs_of, refused
from .statement_resource import activity, agent, get, ids, post, put, said, store, verb

pytestmark = [pytest.mark.rules, pytest.mark.django_db]

REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
WHOLE = b.statement(
    id=b.UUID,
    actor={
        "objectType": "Group",
        "mbox": "mailto:team@Voorbeeld.test",
        "member": [agent("anna"), agent("bram")],
    },
    verb=verb("did") | {"display": {"nl": "deed"}},
    object=activity("1", name={"nl": "Een"}),
    result={"success": True, "duration": "PT1.234S", "score": {"raw": 1}},
    context={
        "registration": REGISTRATION,
        "language": "nl-BE",
        "contextActivities": {
            "parent": {"id": "https://example.com/activities/p"},
            "grouping": [activity("g"), activity("h")],
        },
    },
    timestamp="2026-09-01T10:00:00.120+02:00",
)


def changed(path, value):
    whole = deepcopy(WHOLE)
    *parents, last = path.split(".")
    part = whole
    for name in parents:
        part = part[name]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return whole


SAME = [
    ("verb.display", {"en": "did"}),
    ("verb.display", ...),
    ("object.definition", ...),
    ("object.definition", {"name": {"nl": "Twee"}, "type": "https://example.com/t"}),
    ("actor.member", [agent("bram"), agent("anna")]),
    ("actor.mbox", "mailto:team@voorbeeld.TEST"),
    ("id", b.UUID.upper()),
    ("context.registration", REGISTRATION.upper()),
    ("context.language", "NL-be"),
    ("context.contextActivities.parent", [activity("p")]),
    ("context.contextActivities.parent", activity("p", name={"nl": "Ouder"})),
    ("timestamp", "2026-09-01T08:00:00.12Z"),
    ("result.duration", "PT1.239S"),
    ("authority", agent("somebody")),
    ("stored", "2001-01-01T00:00:00Z"),
]
OTHER = [
    ("verb.id", "https://example.com/verbs/Did"),
    ("object.id", "https://example.com/activities/2"),
    ("object", b.REFERENCE),
    ("actor", agent("anna")),
    ("actor.name", "Team"),
    ("actor.mbox", "mailto:TEAM@voorbeeld.test"),
    ("actor.member", [agent("anna")]),
    ("actor.member", [agent("anna"), agent("carl")]),
    ("result", ...),
    ("result.success", False),
    ("result.completion", True),
    ("result.score", {"raw": 2}),
    ("result.duration", "PT1.24S"),
    ("result.response", ""),
    ("context", ...),
    ("context.registration", b.UUID),
    ("context.platform", "x"),
    ("context.contextActivities.parent", activity("q")),
    ("context.contextActivities.other", activity("p")),
    ("context.contextActivities.parent", ...),
    ("timestamp", "2026-09-01T10:00:00.130+02:00"),
    ("timestamp", "2026-09-01T10:00:00.120Z"),
]


def sent(lrs, how, statement):
    """The answer to a statement, sent in one of three ways."""
    if how == "PUT":
        return put(lrs, statement)
    return post(lrs, [said(), statement] if how == "batch" else statement)


@pytest.mark.parametrize("how", ["PUT", "POST", "batch"])
@pytest.mark.parametrize(("path", "value"), [(".", None), *SAME], ids=str)
def test_the_same_again_is_accepted_and_changes_nothing(lrs, how, path, value):
    store(lrs, WHOLE)
    before = StoredStatement.objects.get().payload

    response = sent(lrs, how, WHOLE if path == "." else changed(path, value))

    assert response.status_code == (204 if how == "PUT" else 200), response.content
    assert StoredStatement.objects.earliest("seq").payload == before
    assert StoredStatement.objects.count() == (2 if how == "batch" else 1)


@pytest.mark.parametrize("how", ["PUT", "POST", "batch"])
@pytest.mark.parametrize(("path", "value"), OTHER, ids=str)
def test_anything_else_is_409_and_changes_nothing(lrs, how, path, value):
    store(lrs, WHOLE)
    before = StoredStatement.objects.get().payload

    sentence = refused(sent(lrs, how, changed(path, value)), 409)

    assert b.UUID in sentence
    assert [one.payload for one in StoredStatement.objects.all()] == [before]


def test_who_left_the_timestamp_out_says_nothing_about_it(lrs):
    """The store set it, so that it is no part of what was said (2.4.7)."""
    statement = said()
    store(lrs, statement)
    kept = get(lrs, statement)

    assert put(lrs, statement).status_code == 204
    assert put(lrs, kept).status_code == 204
    assert get(lrs, statement) == kept


def test_what_was_read_can_be_sent_back(lrs):
    """Two stores that exchange statements agree (part two, 2.3.1)."""
    store(lrs, WHOLE)
    kept = get(lrs, b.UUID)

    assert put(lrs, kept).status_code == 204
    assert post(lrs, kept).status_code == 200
    assert ids(lrs) == [b.UUID]


def test_the_same_statement_is_the_same_in_both_editions(one, two):
    store(one, WHOLE)

    assert put(two, WHOLE).status_code == 204
    refused(put(two, changed("result.success", value=False)), 409)
    assert get(two, b.UUID) == get(one, b.UUID)


def test_the_same_statement_by_another_sender_keeps_its_authority(lrs):
    store(lrs, WHOLE)
    before = get(lrs, b.UUID)

    assert put(lrs_of(lrs.version), WHOLE).status_code == 204
    assert get(lrs, b.UUID) == before


def test_later_definitions_names_and_displays_never_touch_a_stored_statement(lrs):
    first = said(
        actor=agent("noor") | {"name": "Noor"},
        verb=verb("did") | {"display": {"nl": "deed"}},
        object=activity("1", name={"nl": "Een"}),
    )
    store(lrs, first)
    before = lrs.get("statements", statementId=first["id"]).content

    store(
        lrs,
        said(
            actor=agent("noor") | {"name": "Noor 2"},
            verb=verb("did") | {"display": {"nl": "deed dit"}},
            object=activity("1", name={"nl": "Twee"}, type="https://example.com/t"),
        ),
    )

    assert lrs.get("statements", statementId=first["id"]).content == before
    assert json.loads(before)["object"] == first["object"]


PARTICIPANTS = {"contextAgents": "agent", "contextGroups": "group"}


@pytest.mark.parametrize(("name", "who"), PARTICIPANTS.items())
def test_participants_of_a_context_are_compared_too(two, name, who):
    """IEEE 9274.1.1, 4.2.2.5."""

    def with_one(mail):
        kind = name.removesuffix("s")
        person = {"objectType": who.title(), "mbox": f"mailto:{mail}"}
        item = {"objectType": kind, who: person}
        return b.statement(id=b.UUID, context={name: [item]})

    store(two, with_one("anna@voorbeeld.test"))

    assert put(two, with_one("anna@VOORBEELD.test")).status_code == 204
    refused(put(two, with_one("bram@voorbeeld.test")), 409)


@pytest.mark.parametrize("version", list(Version))
def test_a_substatement_is_compared_by_the_same_rules(version):
    lrs = lrs_of(version)
    inner = {name: part for name, part in WHOLE.items() if name != "id"}
    whole = b.substatement(**inner) | {"id": b.UUID}
    store(lrs, whole)

    for path, value in SAME:
        if path in inner or path.partition(".")[0] in inner:
            again = changed(path, value)
            again = whole | {
                "object": whole["object"]
                | {name: again[name] for name in inner if name in again}
            }
            assert put(lrs, again).status_code == 204, path
    for path, value in OTHER:
        other = changed(path, value)
        other = {"objectType": "SubStatement"} | {
            name: other[name] for name in inner if name in other
        }
        assert put(lrs, whole | {"object": other}).status_code == 409, path
