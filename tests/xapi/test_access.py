"""What a credential opens over HTTP: for how long, how often, and bound to whom."""

from datetime import timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from lms.common import clock
from lms.common.due import jobs
from lms.xapi import bounds
from lms.xapi.authority import authority_of
from lms.xapi.enums import DocumentKind, Scope, Store
from lms.xapi.exceptions import OutOfBounds
from lms.xapi.lrs import rates
from lms.xapi.lrs.access import authorize
from lms.xapi.lrs.errors import Forbidden, TooManyRequests, Unauthorized
from lms.xapi.models import Credential
from lms.xapi.operations import (
    LENT_FOR,
    lend_credential,
    make_credential,
    revoke_credential,
)
from lms.xapi.recording import record
from lms.xapi.statements import Account

from . import samples
from .conftest import LrsClient, basic

pytestmark = pytest.mark.django_db

LESSON = samples.LESSON.iri
REGISTRATION = UUID("8e1b7f0a-3f55-4a35-9a4e-8f0b4f2c1d11")
ME = {"account": {"homePage": samples.HOME, "name": "8f3c"}}


@pytest.fixture(autouse=True)
def nothing_counted():
    rates._meter.minute = -1
    cache.clear()


def lend(**changes):
    given = {
        "actor": samples.account(),
        "registration": REGISTRATION,
        "activity_iri": LESSON,
    }
    return lend_credential(**(given | changes))


def header(made):
    return basic(made.credential.key, made.secret)


# For how long


def test_one_query_tells_who_asks(django_assert_num_queries):
    made = make_credential("Lezer")

    with django_assert_num_queries(1):
        assert authorize(header(made), Scope.STATE) == made.credential


def test_a_revoked_one_opens_nothing_from_the_next_request_on():
    made = make_credential("Lezer")
    authorize(header(made))
    revoke_credential(made.credential.pk)

    with pytest.raises(Unauthorized):
        authorize(header(made))


def test_a_lent_one_opens_until_it_expires():
    made = lend()
    assert authorize(header(made), Scope.STATE) == made.credential

    with clock.at(made.credential.expires_at), pytest.raises(Unauthorized):
        authorize(header(made), Scope.STATE)


def test_tick_clears_what_was_lent_and_has_expired():
    lent, standing = lend(), make_credential("Lezer")
    clear = jobs()["xapi.clear_lent_credentials"]

    assert clear(clock.now()) == 0
    assert clear(clock.now() + LENT_FOR) == 1
    assert list(Credential.objects.all()) == [standing.credential]
    with pytest.raises(Unauthorized):
        authorize(header(lent))


@pytest.mark.parametrize(
    "time", [timedelta(), timedelta(seconds=-1), timedelta(hours=8, seconds=1)]
)
def test_it_is_lent_for_some_hours_at_most(time):
    with pytest.raises(ValueError, match="lent"):
        lend(valid_for=time)


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": None},
        {"registration": None},
        {"actor": ""},
        {"activity": ""},
        {"store": Store.REFLECTION},
    ],
)
def test_the_database_keeps_it_bound_wholly_and_with_an_end(change):
    lend()

    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.update(**change)


# What it may do


@pytest.mark.parametrize(
    "scopes", [[Scope.STATEMENTS_READ], [Scope.PROFILE], [Scope.ALL]]
)
def test_a_browser_has_no_other_scope(scopes):
    with pytest.raises(Forbidden):
        authorize(header(lend()), *scopes)


def test_who_has_read_mine_alone_reads_only_its_own():
    def of(*scopes):
        return make_credential("x", scopes=scopes).credential.reads_only_its_own

    assert of(Scope.STATEMENTS_READ_MINE)
    assert not of(Scope.STATEMENTS_READ_MINE, Scope.STATEMENTS_READ)
    assert not of(Scope.ALL)
    assert lend().credential.reads_only_its_own


def test_each_credential_has_an_authority_and_a_taking_part_has_one():
    first, second = make_credential("x").credential, make_credential("x").credential

    assert authority_of(first) == {
        "objectType": "Agent",
        "account": {"homePage": samples.HOME, "name": f"lrs:{first.key}"},
    }
    assert authority_of(first) != authority_of(second)
    assert authority_of(lend().credential) == authority_of(lend().credential)
    other = lend(registration=uuid4()).credential
    assert authority_of(lend().credential) != authority_of(other)


def test_a_lasting_credential_is_not_bound():
    lasting = make_credential("x").credential

    bounds.check_statement(lasting, {"actor": {"mbox": "mailto:a@b.example"}})
    bounds.check_document(lasting, DocumentKind.AGENT_PROFILE, None, ME, None)


def test_a_lent_one_is_bound_to_its_actor_activity_and_registration():
    credential = lend().credential
    statement = {
        "actor": ME,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"},
        "object": {"id": LESSON},
        "context": {"registration": str(REGISTRATION)},
    }

    bounds.check_statement(credential, statement)
    for change in (
        {"actor": {"account": {"homePage": samples.HOME, "name": "91ab"}}},
        {"object": {"id": samples.COURSE.iri}},
        {"context": {"registration": str(uuid4())}},
    ):
        with pytest.raises(OutOfBounds):
            bounds.check_statement(credential, statement | change)


def test_its_documents_are_the_state_of_its_own():
    credential = lend().credential
    theirs = (DocumentKind.STATE, LESSON, ME, REGISTRATION)

    bounds.check_document(credential, *theirs)
    bounds.check_document(credential, *theirs[:3], str(REGISTRATION).upper())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, DocumentKind.AGENT_PROFILE),
        (0, DocumentKind.ACTIVITY_PROFILE),
        (1, samples.COURSE.iri),
        (1, f"{LESSON}/video"),
        (1, None),
        (2, {"account": {"homePage": samples.HOME, "name": "91ab"}}),
        (2, {"objectType": "Group", "member": [ME]}),
        (2, ME | {"objectType": "Group"}),
        (2, None),
        (3, uuid4()),
        (3, None),
    ],
)
def test_no_document_of_anybody_or_anything_else(place, value):
    asked = [DocumentKind.STATE, LESSON, ME, REGISTRATION]
    asked[place] = value

    with pytest.raises(OutOfBounds):
        bounds.check_document(lend().credential, *asked)


def test_who_has_another_account_name_gets_another_actor():
    one, other = lend(), lend(actor=Account(home_page=samples.HOME, name="8f3c\n"))

    assert one.credential.actor != other.credential.actor


# How often


def test_a_credential_waits_past_its_limit_and_others_do_not(lrs):
    made, other = lend(), lend()

    for _ in range(rates.REQUESTS_A_MINUTE_OF_A_BROWSER):
        rates.count_use(made.credential)
    with pytest.raises(TooManyRequests) as refused:
        authorize(header(made), Scope.STATE)

    assert 1 <= int(refused.value.headers["Retry-After"]) <= 60
    authorize(header(other), Scope.STATE)


def test_a_minute_later_it_may_again():
    meter = rates.Meter()

    assert [meter.use(1, 2, 119.0) for _ in range(3)] == [0, 0, 1]
    assert meter.use(2, 2, 119.0) == 0
    assert meter.use(1, 2, 120.0) == 0
    assert len(meter.uses) == 1


def test_an_address_that_fails_too_often_waits_and_who_has_a_secret_does_not():
    made, wrong = make_credential("x"), basic("x", "y")

    for _ in range(rates.FAILURES):
        with pytest.raises(Unauthorized):
            authorize(wrong, address="192.0.2.1")
    with pytest.raises(TooManyRequests):
        authorize(wrong, address="192.0.2.1")

    with pytest.raises(Unauthorized):
        authorize(wrong, address="192.0.2.2")
    with pytest.raises(Unauthorized):
        authorize("", address="192.0.2.1")  # who tries no secret fails at none
    assert authorize(header(made), address="192.0.2.1") == made.credential


def test_the_answer_says_when_to_come_back(lrs, client):
    wrong = {"Authorization": basic("x", "y"), "X-Experience-API-Version": "1.0.3"}
    for _ in range(rates.FAILURES):
        client.get("/xapi/statements", headers=wrong)

    answer = client.get("/xapi/statements", headers=wrong)

    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert lrs.ask().status_code == 200


# By command


def test_commands_list_and_revoke(capsys):
    made = make_credential("Lezer", scopes=[Scope.STATEMENTS_READ])
    lend()

    call_command("lrs_credential_revoke", made.credential.key)
    call_command("lrs_credential_revoke", made.credential.key)
    call_command("lrs_credentials")

    text = capsys.readouterr().out
    assert f"{made.credential.key}\trevoked" in text
    assert "Lent to browsers of learners: 1" in text
    assert made.secret not in text
    with pytest.raises(Unauthorized):
        authorize(header(made))
    with pytest.raises(CommandError, match="no credential"):
        call_command("lrs_credential_revoke", "unknown")


# Over HTTP


@pytest.fixture
def browser():
    """The browser of a learner, with what it was lent."""
    made = lend()
    return LrsClient(
        {"Authorization": header(made), "X-Experience-API-Version": "1.0.3"}
    )


def told(**changes):
    return {
        "actor": ME,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"},
        "object": {"id": LESSON},
        "context": {"registration": str(REGISTRATION)},
    } | changes


def post(browser, statement):
    return Client().post(
        "/xapi/statements",
        statement,
        content_type="application/json",
        headers=browser.headers,
    )


def test_a_browser_tells_what_it_saw_and_reads_that_alone(lrs, browser):
    with transaction.atomic():
        record(samples.statement())
    other = lend(registration=uuid4())
    post(browser, told())

    (mine,) = browser.statements()
    assert mine["actor"]["account"]["name"] == "8f3c"
    assert mine["authority"]["account"]["name"] == f"lrs:{REGISTRATION}"
    assert len(lrs.statements()) == 2
    theirs = LrsClient(browser.headers | {"Authorization": header(other)})
    assert theirs.statements() == []
    (first,) = lrs.ids(verb=samples.vocabulary.COMPLETED.iri)
    assert browser.ask(statementId=first).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"verb": {"id": samples.vocabulary.COMPLETED.iri}},
        {"actor": {"account": {"homePage": samples.HOME, "name": "91ab"}}},
        {"result": {"completion": True}},
        {"context": {}},
    ],
)
def test_a_forged_statement_is_refused_and_takes_the_batch_along(lrs, browser, change):
    assert post(browser, told(**change)).status_code == 403
    assert post(browser, [told(), told(**change)]).status_code == 403
    assert lrs.statements() == []


def test_a_browser_does_not_read_the_right_answers(lrs, browser):
    with transaction.atomic():
        record(samples.statement(activity=samples.QUESTION))
    post(browser, told())
    question = {"activityId": samples.QUESTION.iri}

    assert b"correctResponsesPattern" in lrs.ask("/xapi/activities", **question).content
    for refused in (
        browser.ask("/xapi/activities", **question),
        browser.ask("/xapi/agents", agent=ME),
        browser.ask(format="canonical"),
    ):
        assert refused.status_code == 403
        assert b"correctResponsesPattern" not in refused.content
    assert browser.ask(format="ids").status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("6690e6c9-3ef0-4ed3-8b37-7f3964730bee", 204),
        (uuid5(REGISTRATION, "completed"), 403),
    ],
)
def test_the_id_of_our_own_event_is_not_taken_by_a_parameter(browser, given, status):
    answer = Client().put(
        f"/xapi/statements?statementId={given}",
        told(),
        content_type="application/json",
        headers=browser.headers,
    )

    assert answer.status_code == status
