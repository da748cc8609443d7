"""Enrolling people by the API: each told apart, twice the same, once done."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from lms.api import operations
from lms.api.exceptions import Conflict
from lms.api.models import KeptAnswer, TokenUse
from lms.common import clock, personal
from lms.learning.models import Participation, Transition
from tests.factories.learning import an_activity
from tests.reporting.people import asked, finished, on

from .test_door import problem

pytestmark = pytest.mark.django_db

DUE = "2025-09-30"


def told(response):
    assert response.status_code == 200, response.content
    return {each["persoon_id"]: each["uitkomst"] for each in response.json()["items"]}


def body(activity, *mandates, **more):
    people = [mandate.person.person_key for mandate in mandates]
    return {"opleiding": str(activity.key), "personen": people, **more}


def test_each_person_is_told_apart(here, there, hr_system):
    activity = an_activity()
    new, busy, done, elsewhere = (
        *(here.learner() for _ in range(3)),
        there.learner(),
    )
    asked(busy, activity)
    finished(asked(done, activity))

    answer = told(
        hr_system.post("enrolments", body(activity, new, busy, done, elsewhere))
    )

    assert list(answer.values()) == [
        *("ingeschreven", "al-ingeschreven", "al-voltooid", "onbekend"),
    ]
    assert not Participation.objects.of(elsewhere.person).exists()
    (use,) = TokenUse.objects.all()
    assert (use.resource, use.rows) == ("enrolments:write", 4)


def test_somebody_of_elsewhere_and_nobody_are_answered_alike(here, there, hr_system):
    activity = an_activity()
    elsewhere = there.learner().person.person_key

    response = hr_system.post(
        "enrolments",
        {"opleiding": str(activity.key), "personen": [elsewhere, "TEST-P-niemand"]},
    )

    first, second = response.json()["items"]
    assert {**first, "persoon_id": ""} == {**second, "persoon_id": ""}


def test_hr_sees_it_from_then_on_with_its_due_date(here, hr_system):
    learner, activity = here.learner(), an_activity()

    told(hr_system.post("enrolments", body(activity, learner, uiterste_datum=DUE)))

    (listed,) = hr_system.everything("enrolments")
    assert listed["persoon_id"] == learner.person.person_key
    assert (listed["status"], listed["uiterste_datum"]) == ("ingeschreven", DUE)
    assert hr_system.everything("enrolments", opleiding=an_activity().key) == []


def test_doing_it_again_changes_nothing_and_leaves_a_due_date_alone(here, hr_system):
    learner, activity = here.learner(), an_activity()
    hr_system.post("enrolments", body(activity, learner, uiterste_datum=DUE))
    before = Transition.objects.count()

    for more in ({}, {"uiterste_datum": DUE}):
        again = told(hr_system.post("enrolments", body(activity, learner, **more)))
        assert list(again.values()) == ["al-ingeschreven"]

    assert Transition.objects.count() == before


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"uiterste_datum": "2025-06-11"}, "body.uiterste_datum"),
        ({"uiterste_datum": 20250911}, "body.uiterste_datum"),
        ({"opleiding": "0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11"}, "body.opleiding"),
        ({"opleiding": None}, "body.opleiding"),
        ({"personen": []}, "body.personen"),
        ({"personen": ["x"] * 501}, "body.personen"),
        ({"personen": [""]}, "body.personen.0"),
        ({"personen": [12]}, "body.personen.0"),
        ({"verplicht": True}, "body.verplicht"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(here, hr_system, change, where):
    asked_for = body(an_activity(), here.learner()) | change

    found = problem(hr_system.post("enrolments", asked_for), 422)

    assert [
        each["where"].replace("body.body.", "body.") for each in found["errors"]
    ] == [where]
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("", 415),
        ("null", 422),
        ("[]", 422),
        ("{", 400),
        ('{"opleiding": NaN}', 400),
        ('{"personen": [], "personen": []}', 400),
        ('{"personen": ["\\u0000"]}', 400),
        ("[" * 5000, 400),
        ("9" * 5000, 400),
        ("\ufeff{}", 400),
        ('"' + "x" * 3_000_000 + '"', 413),
    ],
)
def test_hostile_json_is_refused_by_the_one_parser(hr_system, sent, status):
    problem(hr_system.post("enrolments", sent.encode()), status)


def test_a_body_that_is_not_announced_as_json_is_refused(here, hr_system):
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        response = hr_system.post("enrolments", "{}", content_type=kind)
        problem(response, 415)


def test_the_same_key_gives_the_same_answer_and_is_done_once(here, hr_system):
    learner, activity = here.learner(), an_activity()
    key = {"Idempotency-Key": "8e1b7f0a"}

    first = hr_system.post("enrolments", body(activity, learner), headers=key)
    again = hr_system.post("enrolments", body(activity, learner), headers=key)

    assert list(told(first).values()) == ["ingeschreven"]
    assert again.content == first.content
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert TokenUse.objects.count() == 1


def test_a_key_of_another_request_is_refused(here, hr_system):
    learner = here.learner()
    key = {"Idempotency-Key": "8e1b7f0a"}
    hr_system.post("enrolments", body(an_activity(), learner), headers=key)

    other = hr_system.post("enrolments", body(an_activity(), learner), headers=key)

    assert problem(other, 422)["type"].endswith("#key-taken")
    problem(hr_system.post("enrolments", "{}", headers={"Idempotency-Key": "a b"}), 422)


def test_a_refusal_is_not_kept(here, hr_system):
    learner, activity = here.learner(), an_activity()
    key = {"Idempotency-Key": "8e1b7f0a"}
    wrong = body(activity, learner) | {
        "opleiding": "0b8f6f2e-7f0c-4a53-9c9b-3a2f5f9d1c11"
    }
    problem(hr_system.post("enrolments", wrong, headers=key), 422)

    right = hr_system.post("enrolments", body(activity, learner), headers=key)

    assert list(told(right).values()) == ["ingeschreven"]


def test_while_the_first_is_at_work_the_second_waits_and_a_dead_one_is_taken_over(
    hr_system, today
):
    def ask(work):
        return operations.once(hr_system.token, key="k", digest="d", work=work)

    def twice():
        with pytest.raises(Conflict) as refused:
            ask(lambda: "second")
        assert 0 < int(refused.value.headers["Retry-After"]) <= 120
        return "first"

    assert ask(twice) == ("first", False)
    KeptAnswer.objects.update(answer="")  # as a process leaves it that dies

    with on(today, hour=13):
        assert ask(lambda: "third") == ("third", False)


def test_kept_answers_go_after_a_day_and_with_who_is_erased(here, today, hr_system):
    learner, other = here.learner(), here.learner()
    for number, mandate in enumerate((learner, other)):
        hr_system.post(
            "enrolments",
            body(an_activity(), mandate),
            headers={"Idempotency-Key": str(number)},
        )
    assert len(personal.collect(learner.person)["api: answers kept for a day"]) == 1

    personal.erase(learner.person)
    assert KeptAnswer.objects.count() == 1

    with on(today + timedelta(days=2)):
        assert operations.forget(clock.now()) == 1
        call_command("tick", verbosity=0)
    assert not KeptAnswer.objects.exists()
