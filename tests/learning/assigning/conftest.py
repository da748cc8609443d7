from uuid import uuid4

import pytest

from lms.common import clock
from lms.learning import operations
from lms.learning.assigning.terms import Terms
from lms.organisation.models import Entity
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory


@pytest.fixture
def agency() -> Entity:
    return EntityFactory(name="Agentschap Wegwijzers")


@pytest.fixture
def hr(agency):
    """HR of the agency."""
    role = RoleFactory(slug="hr-verantwoordelijke", name="HR-verantwoordelijke")
    return MandateFactory(entity=agency, role=role).person


@pytest.fixture
def manager(agency):
    role = RoleFactory(slug="leidinggevende", name="Leidinggevende")
    return MandateFactory(entity=agency, role=role).person


@pytest.fixture
def course():
    return an_activity(title="De klokkenluidersregeling")


@pytest.fixture
def a_rule(agency, hr, course, django_capture_on_commit_callbacks):
    """Makes a rule of the agency, and carries it out."""

    def make(*, carried_out: bool = True, by=None, **said):
        given = {"activity": course.pk, "entity": agency.pk}
        given |= {"valid_from": clock.today(), **said}
        with django_capture_on_commit_callbacks(execute=carried_out):
            return operations.make_rule(
                Terms(**given), name="Basis", by=by or hr, key=uuid4()
            )

    return make
