"""What the browser of a learner reads and says over HTTP, and what it does not.

What it forges in vain: tests/conformance/test_statement_scopes.py and test_bounds.py.
"""

from uuid import uuid4, uuid5

import pytest

from lms.xapi.recording import record
from lms.xapi.statements.versions import Version
from tests.conformance.client import BASES, Lrs
from tests.conformance.statement_resource import found, post

from . import samples
from .lending import LESSON, ME, REGISTRATION, header, lend

pytestmark = pytest.mark.django_db


def browser_with(made):
    """The browser of a learner, with what it was lent."""
    headers = {
        "Authorization": header(made),
        "X-Experience-API-Version": Version.ONE.value,
    }
    return Lrs(Version.ONE, BASES[Version.ONE], headers)


@pytest.fixture
def browser():
    return browser_with(lend())


def told(**changes):
    return {
        "actor": ME,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/interacted"},
        "object": {"id": LESSON},
        "context": {"registration": str(REGISTRATION)},
    } | changes


def test_another_time_that_one_takes_part_is_another_reader(lrs, browser):
    record(samples.statement())
    post(browser, told())

    assert [one["verb"]["id"] for one in found(browser)] == [told()["verb"]["id"]]
    assert found(browser_with(lend(registration=uuid4()))) == []
    assert len(found(lrs)) == 2


def test_it_does_not_read_the_right_answers(lrs, browser):
    record(samples.statement(activity=samples.QUESTION))
    post(browser, told())
    question = {"activityId": samples.QUESTION.iri}

    assert b"correctResponsesPattern" in lrs.get("activities", **question).content
    for refused in (
        browser.get("activities", **question),
        browser.get("agents", agent=ME),
        browser.get("statements", format="canonical"),
    ):
        assert refused.status_code == 403
        assert b"correctResponsesPattern" not in refused.content
    assert browser.get("statements", format="ids").status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("6690e6c9-3ef0-4ed3-8b37-7f3964730bee", 204),
        (uuid5(REGISTRATION, "completed"), 403),
    ],
)
def test_the_id_of_our_own_event_is_not_taken_by_a_parameter(browser, given, status):
    answer = browser.send("PUT", "statements", {"statementId": given}, told())

    assert answer.status_code == status
