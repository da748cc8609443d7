"""What a store adds to a statement (part two, 2.4; IEEE 9274.1.1, 4.2.4.2 and 4.2.4.3)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from lms.xapi.statements import formats, validate
from lms.xapi.statements.versions import Version

from . import building as b
from .client import lrs_of, refused
from .statement_resource import agent, found, get, post, put, said, store

pytestmark = pytest.mark.django_db

LONG_AGO = "2013-05-18T05:32:34.804Z"


def moment(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("how", ["PUT", "POST"])
def test_a_store_completes_a_statement_and_it_is_valid(lrs, how):
    statement = said()
    began = datetime.now(UTC)
    (put if how == "PUT" else post)(lrs, statement)
    ended = datetime.now(UTC)

    one = get(lrs, statement)

    assert set(one) - set(statement) == {"stored", "timestamp", "authority", "version"}
    assert validate(one, lrs.version) == []
    assert began <= moment(one["stored"]) <= ended + timedelta(milliseconds=1)
    assert UUID(one["id"])


def test_stored_is_a_timestamp_in_utc_that_rises(lrs):
    """2.4.8: precise, so that whoever asks since it misses nothing."""
    post(lrs, [said() for _ in range(5)])
    store(lrs, said())

    stored = [one["stored"] for one in found(lrs, ascending=True)]

    assert len(set(stored)) == 6
    assert stored == sorted(stored)
    assert all(moment(one).utcoffset() == timedelta() for one in stored)


@pytest.mark.parametrize("how", ["PUT", "POST"])
def test_stored_is_accepted_and_replaced(lrs, how):
    statement = said(stored=LONG_AGO)

    (put if how == "PUT" else post)(lrs, statement)

    assert moment(get(lrs, statement)["stored"]) > datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("stored", ["", "x", "2013-05-18", 1, None, LONG_AGO[:-1] + "-00:00"])  # fmt: skip
def test_stored_that_is_no_timestamp_is_400(lrs, stored):
    refused(post(lrs, said(stored=stored)), 400)


def test_a_timestamp_left_out_is_that_of_storing(lrs):
    """2.4.7; IEEE 9274.1.1, 4.2.4.2."""
    statement = said()
    store(lrs, statement)

    one = get(lrs, statement)

    assert one["timestamp"] == one["stored"]


@pytest.mark.parametrize(
    "text",
    [LONG_AGO, "2013-05-18T05:32:34.804+02:00", "2013-05-18T05:32:34Z",
     "2013-05-18T05:32:34.804123Z"],
)  # fmt: skip
def test_a_timestamp_is_kept(lrs, text):
    statement = said(timestamp=text)
    store(lrs, statement)

    kept = get(lrs, statement)["timestamp"]

    assert formats.to_moment(kept) == formats.to_moment(text)
    assert kept == text


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(days=400)])
def test_a_timestamp_of_later_is_no_reason_to_refuse(lrs, ahead):
    """2.4.7: not within a margin of error; here never."""
    text = (datetime.now(UTC) + ahead).isoformat()

    assert post(lrs, said(timestamp=text)).status_code == 200


def test_the_authority_is_whoever_brought_it(lrs):
    """2.4.9: from the credential, whatever the statement says."""
    plain, claimed = said(), said(authority=agent("bram"))
    store(lrs, plain, claimed)
    by_another = said()
    store(lrs_of(lrs.version), by_another)

    authority = get(lrs, plain)["authority"]
    assert authority["objectType"] == "Agent"
    assert set(authority["account"]) == {"homePage", "name"}
    assert get(lrs, claimed)["authority"] == authority
    assert get(lrs, by_another)["authority"] != authority
    assert "Basic" not in str(authority)


@pytest.mark.parametrize(
    "authority",
    [
        {"objectType": "Group", "mbox": "mailto:team@voorbeeld.test"},
        {"objectType": "Group", "member": [agent("anna")]},
        {"objectType": "Group", "member": [agent(one) for one in "abc"]},
        {"name": "Anna"},
        [],
        None,
    ],
    ids=str,
)
def test_an_authority_that_cannot_be_one_is_400(lrs, authority):
    """2.4.9: an Agent, or for OAuth a Group of two."""
    refused(post(lrs, said(authority=authority)), 400)


def test_the_version_is_kept_or_filled_in(lrs):
    """2.4.10; IEEE 9274.1.1, 4.2.4.3."""
    plain, known = said(), said(version=lrs.version.value)
    store(lrs, plain, known)

    filled = {Version.ONE: "1.0.0", Version.TWO: "2.0.0"}
    assert get(lrs, plain)["version"] == filled[lrs.version]
    assert get(lrs, known)["version"] == lrs.version.value


@pytest.mark.parametrize("version", ["0.95", "1.1.0", "3.0.0", "", "x", 1, None])
def test_another_version_is_400(lrs, version):
    refused(post(lrs, said(version=version)), 400)


def test_an_id_is_kept_as_it_was_sent(lrs):
    statement = said(id=b.UUID.upper())

    assert post(lrs, statement).json() == [b.UUID.upper()]
    assert get(lrs, b.UUID)["id"] == b.UUID.upper()


@pytest.mark.parametrize("given", ["", "x", 1, None, [], f"urn:uuid:{b.UUID}", b.UUID[:-1]], ids=str)  # fmt: skip
def test_an_id_that_is_no_uuid_is_400(lrs, given):
    refused(post(lrs, said(id=given)), 400)


def test_nothing_is_added_where_nothing_is_asked(lrs):
    """A SubStatement gets no id, stored, version or authority (2.4.4.3)."""
    statement = said(object=b.substatement()["object"])
    store(lrs, statement)

    assert get(lrs, statement)["object"] == statement["object"]
