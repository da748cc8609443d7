"""Somebody with a capacity, a course with a code, and who imports."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory


@pytest.fixture
def course():
    return an_activity(title="Melden", code="OPL-1")


@pytest.fixture
def entity():
    return EntityFactory(code="E-1")


@pytest.fixture
def mandate(entity):
    role = RoleFactory(slug="medewerker", name="Medewerker")
    return MandateFactory(entity=entity, role=role, valid_from="2020-01-01")


@pytest.fixture
def person(mandate):
    return mandate.person


@pytest.fixture
def importer():
    return UserFactory(first_name="Ine", last_name="Importeur")
