"""Who reads statements in the admin."""

import pytest
from django.test import Client

from tests.factories.accounts import who_may


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(who_may("view_storedstatement"))
    return client
