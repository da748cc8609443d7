"""Clients of the LRS, one for each edition."""

import pytest
from django.db import connection

from lms.xapi.enums import Store
from lms.xapi.statements.versions import Version

from .client import Lrs, lrs_of

# What differs on PostgreSQL is what the database does, and it does the same for both.
EDITIONS = [Version.TWO] if connection.vendor == "postgresql" else list(Version)


@pytest.fixture(params=EDITIONS, ids=str)
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
