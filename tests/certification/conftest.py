"""Somebody with a certificate that can be renewed."""

from datetime import date

import pytest

from tests.certification.years import (
    EARNED,
    earn,
)
from tests.factories.certification import (
    a_trajectory,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory


@pytest.fixture
def news():
    return an_activity(title="Wat is er nieuw?")


@pytest.fixture
def held(news):
    """A certificate of 36 months, valid up to and including 20 November 2029."""
    mandate = MandateFactory(person__first_name="Lore", valid_from=date(2020, 1, 1))
    return earn(a_trajectory(refresher=[news]), mandate, EARNED)
