"""The issuer of the tests, and how somebody comes through it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.issuer import Issuer, running

BACK = "http://testserver/accounts/oidc/terug/"


@pytest.fixture(scope="module")
def one_issuer() -> Iterator[Issuer]:
    with running(BACK) as issuer:
        yield issuer


@pytest.fixture
def issuer(one_issuer: Issuer, settings: Any) -> Issuer:
    """It behaves, and our settings name it."""
    one_issuer.behave()
    for name, value in one_issuer.environment.items():
        setattr(settings, name, value)
    settings.BASE_URL = "http://testserver"
    return one_issuer


@pytest.fixture
def come_in(
    issuer: Issuer, client: Client, django_capture_on_commit_callbacks: Any
) -> Callable[..., Any]:
    """``come_in("an")``: through the issuer as this person; what our site answered."""

    def come_in(person: str, *, by: Client = client, **query: str) -> Any:
        begun = by.get("/accounts/oidc/", query)
        assert begun.status_code == 302, begun.content
        back = issuer.answer_to(begun.url, person)
        with django_capture_on_commit_callbacks(execute=True):
            return by.get(back)

    return come_in
