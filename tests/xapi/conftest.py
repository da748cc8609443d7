"""A client of the LRS for tests."""

import base64
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lms.xapi.enums import Store
from lms.xapi.operations import make_credential

_CLIENT = Client()  # it keeps no cookies here


@dataclass(frozen=True)
class LrsClient:
    """Asks ``/xapi/`` with the headers that the specification wants."""

    headers: dict[str, str]

    def ask(self, path: str = "/xapi/statements", /, **parameters: Any) -> HttpResponse:
        query = {
            name: json.dumps(value)
            if isinstance(value, (bool, dict, int))
            else str(value)
            for name, value in parameters.items()
        }
        return _CLIENT.get(path, query, headers=self.headers)

    def statements(self, **parameters: Any) -> list[dict[str, Any]]:
        """The statements that match; the answer must be 200."""
        response = self.ask(**parameters)
        assert response.status_code == 200, response.content
        return response.json()["statements"]

    def ids(self, **parameters: Any) -> list[str]:
        return [statement["id"] for statement in self.statements(**parameters)]


def basic(key: str, secret: str) -> str:
    """The value of an Authorization header."""
    return f"Basic {base64.b64encode(f'{key}:{secret}'.encode()).decode()}"


def client_of(**options: Any) -> LrsClient:
    """A client with a credential of its own; ``options`` of ``make_credential``."""
    made = make_credential("test", **options)
    return LrsClient(
        {
            "Authorization": basic(made.credential.key, made.secret),
            "X-Experience-API-Version": "1.0.3",
        }
    )


@pytest.fixture
def lrs(db: None) -> LrsClient:
    return client_of()


@pytest.fixture
def reflection_lrs(db: None) -> LrsClient:
    return client_of(store=Store.REFLECTION)
