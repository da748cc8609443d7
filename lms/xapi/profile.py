"""Our xAPI profile as it is served: docs/xapi-profile.jsonld, under our own home page."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings

from .vocabulary import PROFILE_HOME

FILE = settings.BASE_DIR / "docs" / "xapi-profile.jsonld"
CONTENT_TYPE = "application/ld+json"


@dataclass(frozen=True, slots=True)
class PublishedProfile:
    """The document as text, with what its readers compare and what is in it."""

    text: str
    etag: str
    generated_at: datetime
    content: dict[str, Any]

    @property
    def id(self) -> str:
        """The IRI of the profile overall."""
        return str(self.content["id"])

    @property
    def ids(self) -> frozenset[str]:
        """Every IRI that the profile coins, its own and those of its versions included."""
        named = (
            *(self.content, *self.content["versions"]),
            *(*self.content["concepts"], *self.content["templates"]),
        )
        return frozenset(one["id"] for one in named)


def published_profile() -> PublishedProfile:
    """The profile under ``XAPI_HOME_PAGE``; the file has the demo's in its place."""
    return _published(settings.XAPI_HOME_PAGE.rstrip("/"))


@cache
def _published(home_page: str) -> PublishedProfile:
    text = FILE.read_text(encoding="utf-8").replace(
        f"{PROFILE_HOME}/", f"{json.dumps(home_page)[1:-1]}/"
    )
    content = json.loads(text)
    return PublishedProfile(
        text=text,
        etag=f'"{hashlib.sha256(text.encode()).hexdigest()}"',
        generated_at=datetime.fromisoformat(content["versions"][0]["generatedAtTime"]),
        content=content,
    )
