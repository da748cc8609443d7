"""How often a credential may ask, and how often an address may fail to."""

import pytest
from django.core.cache import cache

from lms.xapi.enums import Scope
from lms.xapi.lrs import rates
from lms.xapi.lrs.access import authorize
from lms.xapi.lrs.errors import TooManyRequests, Unauthorized
from lms.xapi.operations import make_credential
from tests.conformance.client import basic

from .lending import header, lend

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    rates._meter.minute = -1
    cache.clear()


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

    assert [meter.use("one", 2, 119.0) for _ in range(3)] == [0, 0, 1]
    assert meter.use("two", 2, 119.0) == 0
    assert meter.use("one", 2, 120.0) == 0
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
    assert lrs.get("statements").status_code == 200
