"""The ids of our own statements: the same for the same event, wherever it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from lms.xapi.vocabulary import Verb


def id_of_event(registration: UUID, verb: Verb, *facts: object) -> UUID:
    """The id of what happened within a registration, once for each verb and facts.

    ``facts`` tell events with the same verb apart, such as the progress reached. They
    come from what happened, never from a row that another database would number
    otherwise, so that a replay finds its own statement. Not for statements that may not
    lead back to a registration (design.md, idea 4): those have random ids.
    """
    return uuid5(registration, "/".join([verb.iri, *map(str, facts)]))
