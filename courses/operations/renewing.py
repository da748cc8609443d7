"""New ids for old ones in the content of a copied page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.db.models import Model
from wagtail.models import Page

from lms.learning.models import LearningActivity

PAGE_LINK = re.compile(r"<a\b[^>]*\blinktype=[\"']page[\"'][^>]*>")
LINKED = re.compile(r"(\bid=[\"'])(\d+)([\"'])")
Content = dict[str, Any]


def activities_in(page: Any, content: Content) -> Iterator[int]:
    """The activities that a page names: those that come first, and cards in its text."""
    for name in _fields_of(page, LearningActivity):
        yield from content.get(name) or ()
    for value in content.values():
        yield from (card["activity"] for card in _cards(_stream(value)))


class Renewed:
    """New ids for old ones, over all pages of a course."""

    def __init__(
        self,
        *,
        pages: Mapping[int, int],
        keys: dict[str, str],
        activities: Mapping[int, int],
    ) -> None:
        self.pages = pages
        self.names = keys  # of pages, and of blocks as they are met
        self.activities = activities

    def content(self, page: Any, content: Content) -> Content:
        """The content of a revision of such a page with every id inside it renewed."""
        renewed = {name: self._field(value) for name, value in content.items()}
        for model, new in ((LearningActivity, self.activities), (Page, self.pages)):
            for name in _fields_of(page, model):
                renewed[name] = [new.get(pk, pk) for pk in content.get(name) or ()]
        return renewed

    def _field(self, value: Any) -> Any:
        """A field; a stream is kept as the text of its JSON."""
        stream = _stream(value)
        if stream is None:
            return _mapped(value, self._text)
        self._meet(stream)
        for card in _cards(stream):
            card["activity"] = self.activities.get(card["activity"], card["activity"])
        return json.dumps(_mapped(stream, self._text))

    def _meet(self, value: Any) -> None:
        """Name anew what has an id: blocks, and the items of lists in them."""
        if isinstance(value, list):
            for one in value:
                self._meet(one)
        elif isinstance(value, dict):
            if isinstance(value.get("id"), str) and "type" in value:
                self.names.setdefault(value["id"], str(uuid4()))
            for one in value.values():
                self._meet(one)

    def _text(self, text: str) -> str:
        """A text: an id that was renewed, or words in which links are."""
        if text in self.names:
            return self.names[text]
        return PAGE_LINK.sub(self._link, text)

    def _link(self, link: re.Match[str]) -> str:
        def renew(found: re.Match[str]) -> str:
            old = int(found[2])
            return f"{found[1]}{self.pages.get(old, old)}{found[3]}"

        return LINKED.sub(renew, link[0])


def _stream(value: Any) -> list[Any] | None:
    """The blocks of a stream; nothing for any other field."""
    if not (isinstance(value, str) and value.startswith("[")):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, list) else None


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with ``change`` done to every text in it, names of keys left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        return {name: _mapped(one, change) for name, one in value.items()}
    return value


def _fields_of(page: Any, model: type[Model]) -> list[str]:
    """The names of the fields in which a page lists activities, or other pages."""
    return [
        field.name
        for field in page._meta.many_to_many  # noqa: SLF001 (Django's own name for it)
        if field.related_model is model
    ]


def _cards(value: Any) -> Iterator[dict[str, Any]]:
    """The values of blocks that show the card of an activity, however deep they stand."""
    if isinstance(value, list):
        for one in value:
            yield from _cards(one)
    elif isinstance(value, dict):
        if value.get("type") == "activity" and (value.get("value") or {}).get(
            "activity"
        ):
            yield value["value"]
        for one in value.values():
            yield from _cards(one)
