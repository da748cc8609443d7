"""Clients of the LRS, one for each edition."""

import pytest

from lms.xapi.enums import Store
from lms.xapi.statements.versions import Version

from .client import Lrs, lrs_of


@pytest.fixture(params=list(Version), ids=["1.0.3", "2.0"])
def lrs(request: pytest.FixtureRequest, db: None) -> Lrs:
    """A client for each edition: a test that asks it runs in both."""
    return lrs_of(request.param)


@pytest.fixture
def one(db: None) -> Lrs:
    """A client of xAPI 1.0.3."""
    return lrs_of(Version.ONE)


@pytest.fixture
def two(db: None) -> Lrs:
    """A client of IEEE 9274.1.1 (xAPI 2.0)."""
    return lrs_of(Version.TWO)


@pytest.fixture
def other_store(lrs: Lrs) -> Lrs:
    """A client of the same edition as `lrs`, on the other store."""
    return lrs_of(lrs.version, store=Store.REFLECTION)
