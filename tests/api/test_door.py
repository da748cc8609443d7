"""What holds everywhere: languages, methods, media types, ETags, cursors, problems."""

import json

import pytest
from django.conf import settings
from django.db import OperationalError

from lms.api.api import completions
from lms.api.api.cursors import cursor_after, place_of
from lms.api.exceptions import EXPLAINED, ApiError, Invalid
from lms.api.models import TokenUse
from tests.factories.learning import an_activity
from tests.reporting.people import asked, finished

from .asking import asking

pytestmark = pytest.mark.django_db


def problem(response, status):
    """The problem that an answer tells, whole."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == status
    anchor = told["type"].rpartition("#")[2]
    assert told["type"] == f"{settings.BASE_URL}/api/docs#{anchor}"
    assert anchor in {kind.name for kind, _advice in EXPLAINED}
    return told


def test_every_refusal_is_explained():
    def below(kind):
        return {kind, *(found for sub in kind.__subclasses__() for found in below(sub))}

    assert {kind for kind, _advice in EXPLAINED} == below(ApiError) - {ApiError}


def test_sentences_are_dutch_and_english_for_who_asks(client):
    dutch = client.get("/api/v1/people").json()["title"]
    english = client.get(
        "/api/v1/people", headers={"Accept-Language": "en-GB,en;q=0.8"}
    )
    french = client.get("/api/v1/people", headers={"Accept-Language": "fr"})

    assert english.json()["title"] == "A valid token is needed"
    assert english["Content-Language"] == "en"
    assert "Accept-Language" in english["Vary"]
    assert dutch == french.json()["title"] != english.json()["title"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("delete", "completions", "GET, HEAD"),
        ("put", "people", "GET, HEAD"),
        ("patch", "enrolments", "GET, HEAD, POST"),
        ("options", "enrolments", "GET, HEAD, POST"),
    ],
)
def test_a_method_that_is_not_known_is_told_which_are(client, method, path, allowed):
    response = getattr(client, method)(f"/api/v1/{path}")

    problem(response, 405)
    assert response["Allow"] == allowed


@pytest.mark.parametrize(
    "path", ["", "v2/people", "v1/", "v1/people/a/b", "v1/activities/not-a-uuid"]
)
def test_an_address_that_leads_nowhere_says_so_as_a_problem(client, path):
    if path:
        problem(client.get(f"/api/{path}"), 404)
    else:
        assert client.get("/api/").json()["openapi"].endswith("/api/openapi.json")


def test_who_takes_no_json_is_refused(hr_system):
    problem(hr_system.get("people", headers={"Accept": "text/html"}), 406)
    assert hr_system.get("people", headers={"Accept": "*/*"}).status_code == 200


def test_head_answers_as_get_does_without_a_body(hr_system):
    got = hr_system.get("people")
    head = hr_system.client.head(
        "/api/v1/people", headers={"Authorization": f"Bearer {hr_system.text}"}
    )

    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


def test_an_answer_that_did_not_change_is_not_sent_again(here, hr_system):
    for _ in range(3):
        finished(asked(here.learner(), an_activity()))
    for path in ("completions?limit=2", f"people/{here.hr.person_key}", "activities"):
        first = hr_system.get(path)

        again = hr_system.get(path, headers={"If-None-Match": f"W/{first['ETag']}"})
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == first["ETag"]

    first = hr_system.get("completions")
    asked(here.learner(), an_activity())
    changed = hr_system.get("completions", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_nothing_on_the_way_keeps_an_answer(hr_system):
    assert hr_system.get("people")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"limit": 0}, "query.limit"),
        ({"limit": 1001}, "query.limit"),
        ({"limit": "veel"}, "query.limit"),
        ({"van": "31/03/2025"}, "query.van"),
        ({"van": "1700000000"}, "query.van"),
        ({"peildatum": "2025-02-30"}, "query.peildatum"),
        ({"peildatum": "2999-01-01"}, "query.peildatum"),
        ({"status": "klaar"}, "query.status"),
        ({"zoek": "\x00"}, "query.zoek"),
        ({"opleiding": "x"}, "query.opleiding"),
        ({"entitiet": "TEST-A"}, "query.entitiet"),
        ({"status": ["bezig", "voltooid"]}, "query.status"),
        ({"cursor": "eenmaal-andermaal"}, "query.cursor"),
        ({"cursor": "é"}, "query.cursor"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(hr_system, query, where):
    told = problem(hr_system.get("completions", **query), 422)

    assert [each["where"] for each in told["errors"]] == [where]
    assert all(each["detail"] for each in told["errors"])


def test_a_cursor_fits_its_own_question_and_token_alone(here, hr_system):
    for _ in range(3):
        asked(here.learner(), an_activity())
    following = hr_system.get("completions", limit=1).json()["next"]
    cursor = following.rpartition("cursor=")[2]
    day = hr_system.get("completions").json()["peildatum"]

    right = {"cursor": cursor, "peildatum": day}
    assert hr_system.get("completions", **right).status_code == 200
    problem(hr_system.get("completions", **right, status="bezig"), 422)
    problem(hr_system.get("enrolments", cursor=cursor), 422)
    problem(asking(here.entity).get("completions", **right), 422)


def test_a_cursor_tells_nothing_of_its_place_and_is_the_same_for_the_same_place():
    question = {"path": "/api/v1/people"}
    near, far = (cursor_after(place, question) for place in (1, 2**40))

    assert len(near) == len(far)
    assert near == cursor_after(1, question)
    assert place_of(near, question) == 1
    with pytest.raises(Invalid):
        place_of(near[:-2] + "AA", question)


def test_a_fault_of_ours_tells_nothing_of_itself(hr_system, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        msg = "geheim van binnen"
        raise RuntimeError(msg)

    monkeypatch.setattr(completions, "written", broken)

    response = hr_system.get("completions")

    problem(response, 500)
    assert "geheim" not in response.content.decode()
    assert "geheim" in caplog.text


def test_a_database_that_lets_others_go_first_is_no_fault(hr_system, monkeypatch):
    def locked(*_args, **_kwargs):
        class Lock(Exception):
            sqlite_errorname = "SQLITE_BUSY"

        raise OperationalError from Lock()

    monkeypatch.setattr(completions, "written", locked)

    response = hr_system.get("completions")

    problem(response, 503)
    assert response["Retry-After"] == "1"


def test_what_is_handed_over_is_noted_and_cannot_be_changed(here, today, hr_system):
    finished(asked(here.learner(), an_activity()))

    hr_system.get("completions", status="voltooid")

    use = TokenUse.objects.get()
    assert (use.token, use.resource, use.rows) == (
        hr_system.token,
        "completions:read",
        1,
    )
    assert use.question == {"status": "voltooid", "peildatum": today.isoformat()}
    assert use.reach == [here.entity.pk]
    with pytest.raises(Exception, match="append-only"):
        TokenUse.objects.update(rows=0)


def test_uses_are_added_up_per_day_in_brussels(here, today, hr_system):
    for _ in range(2):
        hr_system.get("people")

    (day,) = TokenUse.objects.filter(token=hr_system.token).per_day(today)

    assert day == {
        "day": today,
        "resource": "people:read",
        "times": 2,
        "total": 2 * len(hr_system.everything("people")),
    }


def test_refusals_say_only_what_json_says(hr_system):
    response = hr_system.post("enrolments", "{", headers={"Accept-Language": "en"})

    told = problem(response, 400)
    assert json.dumps(told)
    assert told["errors"][0]["where"] == "body"
