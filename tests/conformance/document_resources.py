"""The three document resources, as the tests name them (part three, 2.2)."""

from dataclasses import dataclass
from typing import Any

import pytest

from .client import Lrs

ACTIVITY = "http://example.com/activities/1"
AGENT = {"account": {"homePage": "http://example.com", "name": "noor"}}
GROUP = {"objectType": "Group", "mbox": "mailto:team@example.com"}


@dataclass(frozen=True)
class Resource:
    """One of the three resources, with parameters that name one document."""

    path: str
    id: str
    context: dict[str, Any]

    @property
    def one(self) -> dict[str, Any]:
        return self.context | {self.id: "doc 1"}


STATE = Resource(
    "activities/state", "stateId", {"activityId": ACTIVITY, "agent": AGENT}
)
ACTIVITY_PROFILE = Resource("activities/profile", "profileId", {"activityId": ACTIVITY})
AGENT_PROFILE = Resource("agents/profile", "profileId", {"agent": AGENT})
PROFILES = [ACTIVITY_PROFILE, AGENT_PROFILE]
RESOURCES = [STATE, *PROFILES]
every = pytest.mark.parametrize("at", RESOURCES, ids=lambda at: at.path)


def stored(lrs: Lrs, at: Resource, body: Any = None, **headers: Any) -> str:
    """Store a document; its ETag with quotes."""
    response = lrs.send("POST", at.path, at.one, body or {"x": 1}, **headers)
    assert response.status_code == 204, response.content
    return lrs.get(at.path, **at.one)["ETag"]
