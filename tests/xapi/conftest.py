"""A client of the LRS, which reads and writes statements of the record store."""

import pytest

from lms.xapi.statements.versions import Version
from tests.conformance.client import Lrs, lrs_of


@pytest.fixture
def lrs(db: None) -> Lrs:
    return lrs_of(Version.ONE)
