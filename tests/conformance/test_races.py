"""Two who write the same document at once: one wins, the other hears it (part three, 3.1)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from lms.xapi.enums import Scope
from lms.xapi.models import Document
from lms.xapi.statements.versions import Version
from tests.threads import at_the_same_time

from .client import Lrs, lrs_of
from .document_resources import RESOURCES, STATE, Resource, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rules]

WRITERS = 4


def at_once(ask: Callable[[int], Any]) -> Counter[int]:
    """The statuses that writers heard who all began together."""
    heard: list[int] = []
    jobs = [lambda n=n: heard.append(ask(n).status_code) for n in range(WRITERS)]
    assert at_the_same_time(*jobs) == []
    return Counter(heard)


def lrs() -> Lrs:
    return lrs_of(Version.TWO, scopes=[Scope.ALL])


@pytest.mark.parametrize("at", RESOURCES, ids=lambda at: at.path)
def test_of_first_writers_one_is_first(at: Resource):
    client = lrs()
    for turn in range(5):
        one = at.one | {at.id: f"first {turn}"}

        heard = at_once(
            lambda n: client.send("PUT", at.path, one, {"n": n}, If_None_Match="*")  # noqa: B023
        )

        assert heard == {204: 1, 412: WRITERS - 1}


def test_without_a_condition_the_others_hear_that_there_is_one_already():
    client = lrs()

    heard = at_once(lambda n: client.send("PUT", STATE.path, STATE.one, {"n": n}))

    assert heard == {204: 1, 409: WRITERS - 1}


def test_of_those_who_read_the_same_one_replaces_it():
    client = lrs()
    for _ in range(5):
        tag = stored(client, STATE)

        heard = at_once(
            lambda n: client.send("PUT", STATE.path, STATE.one, {"n": n}, If_Match=tag)  # noqa: B023
        )

        assert heard == {204: 1, 412: WRITERS - 1}


def test_merging_at_once_loses_nothing():
    client = lrs()

    for turn in range(5):
        heard = at_once(
            lambda n: client.send("POST", STATE.path, STATE.one, {f"{turn}.{n}": n})  # noqa: B023
        )
        assert heard == {204: WRITERS}

    assert len(client.get(STATE.path, **STATE.one).json()) == 5 * WRITERS
    assert Document.objects.count() == 1


def test_deleting_and_writing_at_once_is_no_error():
    client = lrs()

    for _ in range(5):
        stored(client, STATE)
        heard = at_once(
            lambda n: client.send(
                "DELETE" if n % 2 else "POST", STATE.path, STATE.one, {"n": n}
            )
        )
        assert heard == {204: WRITERS}
