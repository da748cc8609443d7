"""Whom an erasure is about: every identifier by which one person is known."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from lms.xapi.authority import is_ours
from lms.xapi.statements import InvalidJson, parse
from lms.xapi.statements.indexing import IDENTIFIERS, identifier_of, key_of

# What is no word of a language: a name such as "completed" also says other things.
_LOOKS_LIKE_AN_ID: Final = re.compile(r"(?=.*[0-9@])\S{8,}")


@dataclass(frozen=True, slots=True)
class Person:
    """An actor: ``identifiers`` in their normal form, and the texts that betray it.

    ``words`` go wherever they stand; a statement without any of ``traces`` in its text
    does not speak of the actor at all. ``mboxes`` are the spellings of their address
    (``spellings.with_every_spelling`` adds those of the stores): to the specification
    the case of a local part tells two agents apart, to a mail server it does not.
    """

    identifiers: frozenset[str]
    words: tuple[str, ...]
    traces: tuple[str, ...]
    mboxes: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[UUID]:
        return sorted(key_of(identifier) for identifier in self.identifiers)

    def is_it(self, value: Any) -> bool:
        """Is this JSON the actor, as an agent or as an identified group?"""
        found = {folded(identifier) for identifier in _identifiers(value)}
        return not found.isdisjoint(map(folded, self.identifiers)) if found else False


def person_of(text: str) -> Person:
    """Who is meant by a text that an administrator typed.

    An agent in JSON with one identifier; an address of mail, with ``mailto:`` or not; or
    the name of an account on our own home page, which is a ``public_id``. Who is known
    by an address is known by its SHA-1 too (part two, 2.4.2.3).

    Raises ``ValueError`` with a sentence for whoever typed it.
    """
    text = text.strip()
    if text.startswith("{"):
        agent = _read(text)
    elif "@" in text:
        agent = {"mbox": f"mailto:{text.removeprefix('mailto:')}"}
    else:
        agent = {"account": {"homePage": settings.XAPI_HOME_PAGE, "name": text}}
    identifier = identifier_of(agent)
    if not identifier or not text:
        msg = "Say who: an account name, an address of mail, or an agent as JSON."
        raise ValueError(msg)
    name, value = json.loads(identifier)
    if name == "mbox":
        return of_addresses([agent["mbox"]])
    if name == "account":
        if is_ours(*value):
            msg = "In this name the product itself speaks: it is nobody."
            raise ValueError(msg)
        word = value[1]
        tells = _LOOKS_LIKE_AN_ID.fullmatch(word)
        quoted = json.dumps(word, ensure_ascii=False)
        words, traces = ((word,), (word,)) if tells else ((), (quoted,))
        return Person(frozenset({identifier}), words, traces)
    return Person(frozenset({identifier}), (value,), (value,))


def of_addresses(mboxes: Iterable[str]) -> Person:
    """The person with one address, spelled in these ways, each with ``mailto:``.

    Of each spelling the hash is theirs too, and so is that of its normal form and that
    of small letters.
    """
    spelled = frozenset(mboxes)
    agents = [{"mbox": form} for mbox in spelled for form in (mbox, mbox.lower())]
    identifiers = {identifier_of(agent) or "" for agent in agents}
    forms = {agent["mbox"] for agent in agents}
    forms |= {json.loads(identifier)[1] for identifier in identifiers}
    hashes = sorted(
        hashlib.sha1(form.encode(), usedforsecurity=False).hexdigest() for form in forms
    )
    identifiers |= {identifier_of({"mbox_sha1sum": one}) or "" for one in hashes}
    address = min(spelled).lower().removeprefix("mailto:")
    return Person(
        frozenset(identifiers),
        (address, *hashes),
        (in_ascii(address), *hashes),
        spelled,
    )


def in_ascii(text: str) -> str:
    """The longest part of a text that JSON keeps and every database finds in any case."""
    return max(re.findall(r"[ !#-\[\]-~]+", text), key=len, default=text)


def folded(identifier: str) -> str:
    """An identifier in which an address has no case."""
    return identifier.casefold() if identifier.startswith('["mbox",') else identifier


def _read(text: str) -> dict[str, Any]:
    try:
        agent = parse(text.encode("utf-8", "surrogatepass"))
    except InvalidJson as error:
        raise ValueError(str(error)) from error
    if len(_identifiers(agent)) != 1:
        msg = "An agent has one of mbox, mbox_sha1sum, openid and account."
        raise ValueError(msg)
    return agent


def _identifiers(value: Any) -> set[str]:
    """The identifiers of an agent, in normal form; of what is none, and of parts that
    have not the form of one, nothing. It may stand in an extension, checked by nobody.
    """
    if not isinstance(value, dict):
        return set()
    return {
        identifier_of({name: value[name]}) or ""
        for name in IDENTIFIERS
        if name in value and _has_the_form(name, value[name])
    }


def _has_the_form(name: str, value: Any) -> bool:
    if name != "account":
        return isinstance(value, str)
    return isinstance(value, dict) and all(
        isinstance(value.get(part), str) for part in ("homePage", "name")
    )
