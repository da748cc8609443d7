"""``GET /xapi/statements``: what matches, in which order and form."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.http import parse_http_date

from lms.common import clock
from lms.xapi import vocabulary
from lms.xapi.models import Attachment, StatementAttachment, StoredStatement
from lms.xapi.recording import Store, record

from . import samples

pytestmark = pytest.mark.django_db


def agent(name):
    return {"account": {"homePage": samples.HOME, "name": name}}


def test_one_statement_by_its_id_is_the_stored_text(lrs):
    one = samples.statement()
    record(one, samples.statement())

    response = lrs.ask(statementId=one.id)

    stored = StoredStatement.objects.get(statement_id=one.id)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.content.decode() == stored.payload
    assert parse_http_date(response["Last-Modified"]) == int(stored.stored.timestamp())


def test_the_newest_come_first(lrs):
    statements = [samples.statement() for _ in range(3)]
    record(*statements)
    ids = [str(one.id) for one in statements]

    assert lrs.ids() == ids[::-1]
    assert lrs.ids(ascending=True) == ids
    assert lrs.ids(ascending=False) == ids[::-1]


def test_nothing_found_is_an_empty_list(lrs):
    response = lrs.ask(verb="https://example.com/verbs/never")

    assert response.json() == {"statements": [], "more": ""}


def test_filters_find_what_matches_all_of_them(lrs):
    registration = uuid4()
    wanted = samples.statement(registration=registration)
    record(
        wanted,
        samples.statement(actor=samples.account("other")),
        samples.statement(verb=vocabulary.INITIALIZED),
        samples.statement(activity=samples.LESSON),
    )
    everything = {
        "agent": agent("8f3c"),
        "verb": vocabulary.COMPLETED.iri,
        "activity": samples.COURSE.iri,
        "registration": registration,
    }

    assert lrs.ids(**everything) == [str(wanted.id)]
    counts = {name: len(lrs.ids(**{name: value})) for name, value in everything.items()}
    assert counts == {"agent": 3, "verb": 3, "activity": 3, "registration": 1}


def test_related_activities_are_found_in_the_context(lrs):
    record(samples.statement(activity=samples.LESSON, parents=(samples.COURSE,)))

    assert lrs.ids(activity=samples.COURSE.iri) == []
    assert len(lrs.ids(activity=samples.COURSE.iri, related_activities=True)) == 1
    assert len(lrs.ids(activity=samples.LESSON.iri, related_activities=True)) == 1


def test_related_agents_are_found_as_authority(lrs):
    record(samples.statement())

    assert lrs.ids(agent=agent("integriteitscampus")) == []
    assert len(lrs.ids(agent=agent("integriteitscampus"), related_agents=True)) == 1
    assert len(lrs.ids(agent=agent("8f3c"), related_agents=True)) == 1


def test_agent_and_related_activity_together(lrs):
    one = samples.statement(activity=samples.LESSON, parents=(samples.COURSE,))
    record(one, samples.statement(actor=samples.account("other")))

    found = lrs.ids(
        agent=agent("8f3c"), activity=samples.COURSE.iri, related_activities=True
    )

    assert found == [str(one.id)]


def test_an_agent_is_the_same_with_another_name(lrs):
    record(samples.statement())

    assert len(lrs.ids(agent=agent("8f3c") | {"objectType": "Agent", "name": "x"})) == 1


def test_since_is_exclusive_and_until_inclusive(lrs):
    record(*(samples.statement() for _ in range(5)))
    stored = [one["stored"] for one in lrs.statements(ascending=True)]

    def between(**bounds):
        return [one["stored"] for one in lrs.statements(ascending=True, **bounds)]

    assert between(since=stored[1]) == stored[2:]
    assert between(until=stored[1]) == stored[:2]
    assert between(since=stored[0], until=stored[3]) == stored[1:4]
    assert between(since=stored[4]) == []
    assert between(until="2001-01-01T00:00:00Z") == []
    assert between(since="2001-01-01T00:00:00+02:00") == stored


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("bounds", [{}, {"since": 1}, {"until": 5}, {"agent": True}])
def test_more_leads_to_everything_once(lrs, ascending, bounds):
    record(*(samples.statement() for _ in range(7)))
    stored = [one["stored"] for one in lrs.statements(ascending=True)]
    asked = {
        name: agent("8f3c") if value is True else stored[value]
        for name, value in bounds.items()
    }
    whole = lrs.ids(ascending=ascending, **asked)

    answer = lrs.ask(ascending=ascending, limit=2, **asked).json()
    found = [one["id"] for one in answer["statements"]]
    while answer["more"]:
        assert answer["more"].startswith("/xapi/statements?")
        answer = lrs.ask(answer["more"]).json()
        assert 0 < len(answer["statements"]) <= 2
        found += [one["id"] for one in answer["statements"]]

    assert found == whole


def test_more_is_not_disturbed_by_new_statements(lrs):
    record(*(samples.statement() for _ in range(4)))
    first = lrs.ask(limit=2).json()
    record(samples.statement())

    second = lrs.ask(first["more"]).json()

    assert len(second["statements"]) == 2
    assert second["more"] == ""
    assert len(lrs.ids()) == 5


def test_limit_0_is_as_many_as_one_answer_holds(lrs, monkeypatch):
    monkeypatch.setattr("lms.xapi.lrs.parameters.MAX_LIMIT", 3)
    record(*(samples.statement() for _ in range(5)))

    for limit in (0, 3, 4, "99999999999999999999"):
        response = lrs.ask(limit=limit).json()
        assert len(response["statements"]) == 3
        assert response["more"]


def test_ids_are_only_what_identifies(lrs):
    record(samples.statement(parents=(samples.COURSE,), activity=samples.QUESTION))

    (one,) = lrs.statements(format="ids")

    assert one["verb"] == {"id": vocabulary.COMPLETED.iri}
    assert one["object"] == {"id": samples.QUESTION.iri}
    assert one["context"]["contextActivities"] == {
        "category": [{"id": samples.PROFILE_VERSION}],
        "parent": [{"id": samples.COURSE.iri}],
    }
    assert one["actor"] == {"objectType": "Agent"} | agent("8f3c")


def test_canonical_is_the_newest_definition_in_the_language_that_is_asked(lrs):
    english = samples.Activity(
        iri=samples.COURSE.iri, type=vocabulary.COURSE, name="Gifts"
    )
    record(samples.statement(), samples.statement(activity=english, language="en"))

    def answer(languages):
        lrs.headers["Accept-Language"] = languages
        first = lrs.statements(format="canonical", ascending=True)[0]
        return first["object"]["definition"]["name"], first["verb"]["display"]

    assert answer("nl-BE, en;q=0.5") == ({"nl": "Geschenken"}, {"nl": "voltooide"})
    assert answer("en") == ({"en": "Gifts"}, {"en-US": "completed"})
    assert answer("fr;q=0.9, en;q=0.8, nl;q=0.1") == (
        {"en": "Gifts"},
        {"en-US": "completed"},
    )
    assert len(answer("")[0]) == len(answer("xx;q=nonsense, *;q=0")[0]) == 1


def test_canonical_gives_one_language_in_every_component(lrs):
    record(samples.statement(activity=samples.QUESTION))

    (one,) = lrs.statements(format="canonical")

    choices = one["object"]["definition"]["choices"]
    assert choices[0] == {"id": "a", "description": {"nl": "Terugsturen"}}


def test_a_voided_statement_is_found_only_as_such(lrs):
    voided, standing = samples.statement(), samples.statement()
    record(voided, standing)
    StoredStatement.objects.filter(statement_id=voided.id).void()

    assert lrs.ids() == [str(standing.id)]
    assert lrs.ask(statementId=voided.id).status_code == 404
    assert lrs.ask(voidedStatementId=voided.id).json()["id"] == str(voided.id)
    assert lrs.ask(voidedStatementId=standing.id).status_code == 404


def test_attachments_come_once_with_their_hash(lrs):
    record(samples.statement(), samples.statement())
    file = Attachment.objects.create(
        sha2="a" * 64, content_type="text/plain", content=b"een bijlage"
    )
    for stored in StoredStatement.objects.all():
        StatementAttachment.objects.create(statement=stored, attachment=file)

    response = lrs.ask(attachments=True)

    assert response["Content-Type"].startswith("multipart/mixed; boundary=")
    boundary = response["Content-Type"].partition("=")[2]
    _, first, second, end = response.content.split(f"--{boundary}".encode())
    assert end == b"--\r\n"
    body = first.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
    assert len(json.loads(body)["statements"]) == 2
    assert b"X-Experience-API-Hash: " + b"a" * 64 in second
    assert second.endswith(b"\r\n\r\neen bijlage\r\n")
    assert lrs.ask(attachments=False)["Content-Type"] == "application/json"


def test_a_credential_opens_its_own_store_alone(lrs, reflection_lrs):
    ours, other = samples.statement(), samples.statement()
    record(ours)
    record(other, store=Store.REFLECTION)

    assert lrs.ids() == [str(ours.id)]
    assert reflection_lrs.ids() == [str(other.id)]
    assert lrs.ask(statementId=other.id).status_code == 404


def test_a_continuation_is_for_the_store_it_came_from(lrs, reflection_lrs):
    record(samples.statement(), samples.statement())
    more = lrs.ask(limit=1).json()["more"]

    response = reflection_lrs.ask(more)

    assert response.status_code == 400
    assert "another store" in response.json()["error"]


@pytest.mark.parametrize("count", [2, 40])
@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 3),  # credential, places, statements
        ({"agent": agent("8f3c"), "verb": vocabulary.COMPLETED.iri}, 5),
        ({"activity": samples.COURSE.iri, "related_activities": True}, 3),
        ({"since": "2001-01-01T00:00:00Z", "until": "2101-01-01T00:00:00Z"}, 5),
        ({"format": "canonical"}, 4),
    ],
)
def test_the_number_of_queries_does_not_follow_what_is_found(
    lrs, django_assert_num_queries, count, asked, queries
):
    record(*(samples.statement() for _ in range(count)))

    with django_assert_num_queries(queries):
        assert len(lrs.ids(**asked)) == count


def consistent_through(response) -> datetime:
    return datetime.fromisoformat(response["X-Experience-API-Consistent-Through"])


def test_consistent_through_covers_what_was_answered_and_is_never_in_the_future(lrs):
    record(*(samples.statement() for _ in range(3)))
    newest = StoredStatement.objects.latest("stored")

    for asked in ({}, {"limit": 1}, {"statementId": newest.statement_id}):
        through = consistent_through(lrs.ask(**asked))

        assert newest.stored <= through <= datetime.now(UTC)


def test_a_statement_stamped_ahead_of_the_clock_promises_nothing_of_the_future(lrs):
    record(samples.statement())

    with clock.at(datetime.now(UTC) - timedelta(hours=1)):
        through = consistent_through(lrs.ask())
        assert through <= clock.now()


def test_a_refusal_says_nothing_of_when_the_last_statement_was_stored(
    lrs, django_assert_num_queries
):
    record(samples.statement())
    newest = StoredStatement.objects.get()

    with django_assert_num_queries(0):
        refused = Client().get("/xapi/statements")

    assert refused.status_code == 401
    assert consistent_through(refused) < newest.stored
    assert consistent_through(lrs.ask(statementId=uuid4())) < newest.stored


def test_head_is_the_same_without_a_body(lrs):
    one = samples.statement()
    record(one)
    path = f"/xapi/statements?statementId={one.id}"
    got = Client().get(path, headers=lrs.headers)

    response = Client().head(path, headers=lrs.headers)

    assert response.status_code == 200
    assert response.content == b""
    assert response["Content-Length"] == str(len(got.content))
    assert response["Last-Modified"] == got["Last-Modified"]
    assert Client().head("/xapi/statements").status_code == 401


def test_about_is_for_anybody():
    response = Client().get("/xapi/about")

    assert response.status_code == 200
    assert response.json() == {"version": ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]}
    assert response["X-Experience-API-Version"] == "1.0.3"
    other = Client().get("/xapi/about", headers={"X-Experience-API-Version": "0.9"})
    assert other.status_code == 200
    assert Client().get("/xapi/about?x=1").status_code == 400
