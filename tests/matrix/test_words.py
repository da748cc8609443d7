"""No page of HR, or about one's own data, shows a word of the code or of another language.

The addresses and the words are found by themselves: a new page, status or sentence is
covered the day it is written.
"""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import islice

import polib
import pytest
from django.apps import apps
from django.db import models

from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.site import a_site
from tools.messages import catalogues

from .addresses import addresses
from .test_leaks import signed_in
from .world import OURS, a_world, belonging_to, in_group, values_in

pytestmark = pytest.mark.django_db

PAGES = (
    *("/hr/", "/meldingen/", "/mijn-gegevens/", "/mijn-leren/", "/deelname/"),
    *("/beheer/personen-importeren", "/beheer/privacy/"),
)
ENOUGH = 2  # of the addresses of a page: it is the page that has the words
READ_OUT = {"aria-label", "alt", "placeholder", "title"}


class Texts(HTMLParser):
    """What stands on a page and is read out, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._within = ""

    def handle_starttag(self, tag, attrs):
        self._within = tag
        self.found |= {value for name, value in attrs if name in READ_OUT and value}

    def handle_data(self, data):
        if self._within not in {"script", "style"}:
            self.found.add(" ".join(data.split()))


def translated() -> dict[str, str]:
    """What a Dutch page never shows, with what it shows instead."""
    instead: dict[str, str] = {}
    for po in catalogues():
        for entry in polib.pofile(str(po)).translated_entries():
            instead |= {entry.msgid: entry.msgstr or entry.msgstr_plural[0]}
    return {code: dutch for code, dutch in instead.items() if code != dutch}


def statuses() -> dict[str, str]:
    """Values of the choices of our models that differ from their label."""
    return {
        str(value): str(label)
        for model in apps.get_models()
        if model.__module__.startswith(OURS)
        for each in model._meta.get_fields()
        if isinstance(each, models.Field)
        for value, label in each.flatchoices
        if str(value).casefold() != str(label).casefold()
    }


def test_no_page_shows_a_word_of_the_code_or_of_another_language():
    a_site()
    world = a_world()
    values = values_in(belonging_to(world))
    dutch = {text for po in catalogues() for text in _said_in(po)}
    never = {**translated(), **statuses()}
    never = {code for code in never if code not in dutch and not code.isdigit()}
    viewers = {
        "hr": world.hr,
        "the manager": world.manager,
        "the learner": world.learner,
        "the coordinator": in_group(PlatformGroup.COORDINATORS),
        "the officer": in_group(PlatformGroup.DATA_PROTECTION),
        "an administrator": UserFactory(is_superuser=True),
    }
    wrong, seen = set(), set()

    for who, person in viewers.items():
        client = signed_in(person)
        for each in addresses(*PAGES):
            for address in islice(each.filled(values), ENOUGH):
                answer = client.get(address)
                if "text/html" not in answer.get("Content-Type", ""):
                    continue
                seen.add(each.route)
                texts = Texts()
                texts.feed(answer.content.decode())
                wrong |= {(each.route, who, code) for code in texts.found & never}

    assert len(seen) > 30
    assert sorted(wrong) == []


def _said_in(po):
    for entry in polib.pofile(str(po)).translated_entries():
        yield from (entry.msgstr, *entry.msgstr_plural.values())
