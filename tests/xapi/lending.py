"""A credential that was lent to the browser of a learner, in one lesson."""

from typing import Any
from uuid import UUID

from lms.xapi.operations import NewCredential, lend_credential
from tests.conformance.client import basic

from . import samples

LESSON = samples.LESSON.iri
REGISTRATION = UUID("8e1b7f0a-3f55-4a35-9a4e-8f0b4f2c1d11")
ME = {"account": {"homePage": samples.HOME, "name": "8f3c"}}


def lend(**changes: Any) -> NewCredential:
    """Lend one; ``changes`` of ``lend_credential``."""
    given = {
        "actor": samples.account(),
        "registration": REGISTRATION,
        "activity_iri": LESSON,
    }
    return lend_credential(**(given | changes))


def header(made: NewCredential) -> str:
    """The value of the Authorization header with which it is used."""
    return basic(made.credential.key, made.secret)
