"""Nobody of another scope reads or changes anything of an agency, at any address.

The addresses come from the table of addresses, what goes into their gaps from the rows
of the agency, so a new view or model is tried from its first day.
"""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from lms import urls
from lms.accounts.models import User
from tests.factories.site import a_site

from .addresses import Address, addresses
from .leaving import NOTE
from .reading import text_of
from .world import (
    ADDRESS,
    CHOSEN,
    FAMILY,
    KEY,
    LEARNER,
    World,
    a_world,
    as_they_are,
    belonging_to,
    values_in,
)

pytestmark = pytest.mark.django_db

SECRETS = (LEARNER, FAMILY, KEY, ADDRESS, CHOSEN, NOTE)
OUTSIDERS = (
    *("nobody", "somebody interested", "a learner elsewhere", "a colleague"),
    *("HR elsewhere", "HR below", "a manager elsewhere", "a manager below"),
    *("who was HR", "who was the manager", "a coordinator", "a facilitator"),
    "a system elsewhere",
)
PRESSING = (
    *("nobody", "a colleague", "HR elsewhere", "HR below", "a manager below"),
    *("who was HR", "a system elsewhere"),
)
# Where somebody's name stands for all to see, because they carry the code to it:
# a certificate shows whose it is to whoever has its address (interfaces.md).
PUBLIC = "/certificaten/"
FOR_HR = ("/hr/", "/api/")
# What an address answers that was found and let this person in.
OPEN = (200, 201, 302, 303, 400, 409, 410, 415, 422)
# Wagtail's own page on which its authors see how a failure looks.
FAILS_ON_PURPOSE = "/beheer/failwhale/"


@pytest.fixture
def world():
    a_site()
    return a_world()


@pytest.fixture
def bare_refusals(monkeypatch):
    """A page that is refused says that alone, without the page around it.

    That one is as good as the same for everybody, and making it thousands of times takes
    longer than all else here. For HR elsewhere it is read as it is.
    """
    for status in (403, 404):
        refusal = HttpResponse(status=status)
        monkeypatch.setattr(
            urls,
            f"handler{status}",
            lambda *_, answer=refusal, **__: answer,
            raising=False,
        )


def visitor(world: World, who: str) -> Client:
    if who == "a system elsewhere":
        return with_token(world.token_elsewhere)
    return signed_in(world.outsiders[who])


def signed_in(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def with_token(text: str) -> Client:
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {text}"}
    return Client(raise_request_exception=False, **bearer)


def everywhere(*but: str) -> list[Address]:
    return [
        each
        for each in addresses("/")
        if not each.route.startswith((*but, "/xapi/", FAILS_ON_PURPOSE))
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_reads_nothing_of_the_agency(world, who, request):
    if who != "HR elsewhere":
        request.getfixturevalue("bare_refusals")
    values = values_in(belonging_to(world))
    client = visitor(world, who)
    read, broken = [], []

    for each in everywhere(PUBLIC):
        for address in each.filled(values):
            answer = client.get(address)
            client.cookies.pop("messages", None)  # each refusal adds one, for ever
            if answer.status_code >= 500:
                broken.append(address)
                continue
            said = text_of(answer).replace(address, "")
            read += [(address, secret) for secret in SECRETS if secret in said]

    assert read == []
    assert broken == []


@pytest.mark.parametrize("who", PRESSING)
def test_an_outsider_changes_nothing_of_the_agency(world, who, bare_refusals):
    rows = belonging_to(world)
    values = values_in(rows)
    client = visitor(world, who)
    before = as_they_are(rows)

    for each in everywhere():
        for address in each.filled(values):
            answer = client.post(address)
            client.cookies.pop("messages", None)
            assert answer.status_code < 500, address

    assert as_they_are(rows) == before


def test_every_address_of_hr_opens_for_somebody_of_the_agency(world):
    """Or else the tests above try addresses that lead nowhere."""
    values = values_in(belonging_to(world))
    insiders = [
        signed_in(world.hr),
        signed_in(world.manager),
        signed_in(world.outsiders["a coordinator"]),
        with_token(world.token),
    ]
    read: set[str] = set()

    def opens(each: Address, client: Client, ask: str) -> bool:
        answers = [getattr(client, ask)(one) for one in each.filled(values)]
        for answer in answers:
            said = text_of(answer)
            read.update(secret for secret in SECRETS if secret in said)
        return any(answer.status_code in OPEN for answer in answers)

    closed = [
        each.route
        for each in addresses(*FOR_HR)
        if not any(opens(each, client, "get") for client in insiders)
        and not any(opens(each, client, "post") for client in insiders)
    ]

    assert closed == []
    assert {LEARNER, FAMILY, KEY, NOTE} <= read
    assert CHOSEN not in read
