"""A client of the API, as a system of HR is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.test import Client

from lms.api.enums import TokenScope
from lms.api.models import ApiToken
from lms.api.operations import make_token
from lms.common import clock
from lms.organisation.models import Entity
from tests.factories.accounts import UserFactory


def a_token(*entities: Entity, scopes=tuple(TokenScope), **given: Any):
    """A token for these entities, with all scopes unless told otherwise."""
    return make_token(
        given.pop("name", "HR-systeem"),
        scopes=scopes,
        entities=entities,
        ends_on=given.pop("ends_on", clock.today() + timedelta(days=30)),
        by=given.pop("by", None) or UserFactory(),
        **given,
    )


class Asking:
    """Asks with one token."""

    def __init__(self, text: str, token: ApiToken | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.text = text
        self.token = token

    def get(self, path: str, headers=None, **query: Any):
        return self.client.get(f"/api/v1/{path}", query, headers=self._headers(headers))

    def post(self, path: str, body: Any, headers=None, **options: Any):
        return self.client.post(
            f"/api/v1/{path}",
            body,
            content_type=options.pop("content_type", "application/json"),
            headers=self._headers(headers),
            **options,
        )

    def pages(self, path: str, **query: Any) -> Iterator[list[dict[str, Any]]]:
        """Every page, by the links that the answers give."""
        response = self.get(path, **query)
        while True:
            assert response.status_code == 200, response.content
            page = response.json()
            yield page["items"]
            if page["next"] is None:
                assert "Link" not in response
                return
            assert response["Link"] == f'<{page["next"]}>; rel="next"'
            response = self.client.get(page["next"], headers=self._headers(None))

    def everything(self, path: str, **query: Any) -> list[dict[str, Any]]:
        return [item for page in self.pages(path, **query) for item in page]

    def _headers(self, more) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}", **(more or {})}


def asking(*entities: Entity, **given: Any) -> Asking:
    made = a_token(*entities, **given)
    return Asking(made.text, made.token)
