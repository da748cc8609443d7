"""What a credential opens: for how long, and bound to whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from lms.common import clock
from lms.common.due import jobs
from lms.xapi import bounds
from lms.xapi.authority import authority_of
from lms.xapi.enums import DocumentKind, Scope, Store
from lms.xapi.exceptions import OutOfBounds
from lms.xapi.lrs import rates
from lms.xapi.lrs.access import authorize
from lms.xapi.lrs.errors import Forbidden, Unauthorized
from lms.xapi.models import Credential
from lms.xapi.operations import (
    LENT_FOR,
    make_credential,
    revoke_credential,
)
from lms.xapi.statements import Account

from . import samples
from .lending import LESSON, ME, REGISTRATION, header, lend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    rates._meter.minute = -1
    cache.clear()


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


def test_a_standing_credential_is_not_bound():
    standing = make_credential("x").credential

    bounds.check_statement(standing, {"actor": {"mbox": "mailto:a@b.example"}})
    bounds.check_document(standing, DocumentKind.AGENT_PROFILE, None, ME, None)


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
