"""The agencies of the reporting tests, with a token for the first of them."""

import pytest

from tests.reporting.conftest import here, there, today  # noqa: F401 (fixtures)

from .asking import Asking, asking


@pytest.fixture
def hr_system(here, today) -> Asking:  # noqa: F811
    """Reaches the first agency, and may do everything there."""
    return asking(here.entity)
