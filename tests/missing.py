"""What a test does when the machine lacks what it needs."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test, saying what is not here; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (and CI=true)", pytrace=False)
    pytest.skip(what)
