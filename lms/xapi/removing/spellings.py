"""An address in every spelling that the stores have of it."""

import json
import re
from collections.abc import Iterator
from typing import Final

from lms.xapi.models import Agent, StoredStatement

from .people import Person, folded, in_ascii, of_addresses

_AT_ONCE: Final = 100


def with_every_spelling(person: Person) -> Person:
    """The person, known by each spelling of their address too, and by its hash.

    Agents keep the address with a domain in small letters; a hash was made of the
    address as somebody wrote it, so the texts of statements are read as well. Who has
    no address stays as they are. Reads both stores from end to end.
    """
    if not person.mboxes:
        return person
    return of_addresses({*person.mboxes, *_of_agents(person), *_of_texts(person)})


def _of_agents(person: Person) -> Iterator[str]:
    theirs = set(map(folded, person.identifiers))
    part = in_ascii(_address(person))
    agents = Agent.objects.filter(identifier__icontains=part)
    for identifier in agents.values_list("identifier", flat=True):
        if identifier.startswith('["mbox",') and folded(identifier) in theirs:
            yield json.loads(identifier)[1]


def _of_texts(person: Person) -> Iterator[str]:
    address = _address(person)
    written = json.dumps(address, ensure_ascii=False)[1:-1]
    spelled = re.compile(re.escape(written), re.IGNORECASE)
    speaking = StoredStatement.objects.filter(payload__icontains=in_ascii(address))
    for payload in speaking.values_list("payload", flat=True).iterator(_AT_ONCE):
        for spelling in spelled.findall(payload):
            yield json.loads(f'"mailto:{spelling}"')


def _address(person: Person) -> str:
    return min(person.mboxes).lower().removeprefix("mailto:")
