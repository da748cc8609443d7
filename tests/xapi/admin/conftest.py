"""Who reads statements in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from lms.accounts.models import User
from tests.factories.accounts import UserFactory


def reader(*permissions: str) -> User:
    """Somebody who may enter the admin, with these permissions besides."""
    person: User = UserFactory()
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *permissions])
    )
    return person


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(reader("view_storedstatement"))
    return client
