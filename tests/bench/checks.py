"""What checking a certificate costs among very many, and whether its time tells anything.

usage: python -m tests.bench.checks RESULT CERTIFICATES

On a migrated database, in one process: the handler of the product with all its
middleware. One certificate is earned and copied by the database until there are as many
as asked (tests/bench/many.py); then codes that exist, in every way in which they can
stand, and codes that do not are asked in turn.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402

from certification.models import Certificate  # noqa: E402
from lms.learning import operations as learning  # noqa: E402
from lms.learning.rules import AllOf, Needs  # noqa: E402
from tests.bench.many import fill, new_codes  # noqa: E402
from tests.factories.certification import a_certificate, a_trajectory  # noqa: E402
from tests.factories.learning import an_activity  # noqa: E402
from tests.factories.site import a_site  # noqa: E402

ASKED = 2_000
OTHERS = 4  # of the other ways in which one can stand, one in so many rounds
CORE, CHOICE = 8, 2  # as in the trajectory of the integrity contacts
WARM = 20
ROUNDS = 10  # from one address, before anybody has to wait there
ENDINGS = {"page": "/", "JSON": ".json"}
UNKNOWN = "unknown"
Times = dict[str, list[tuple[float, float]]]


def asked(known: dict[str, list[str]]) -> Times:
    """Milliseconds of each answer, by the clock and of the processor, in turn."""
    some = {name: cycle(codes) for name, codes in known.items()}
    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="nl")
    times: Times = defaultdict(list)
    for number in range(ASKED + WARM):
        address = number // ROUNDS
        for what, ending in ENDINGS.items():
            for name in _in_turn(number, list(known)):
                code = next(some[name]) if name in some else next(new_codes(1))
                begun, used = time.perf_counter(), time.process_time()
                response = client.get(
                    f"/certificaten/{code}{ending}",
                    REMOTE_ADDR=f"10.0.{address >> 8}.{address & 255}",
                )
                used = 1000 * (time.process_time() - used)
                passed = 1000 * (time.perf_counter() - begun)
                assert response.status_code == (404 if name == UNKNOWN else 200)
                if number >= WARM:
                    times[f"{what}, {name}"].append((passed, used))
    return times


def earned() -> Certificate:
    """One for eight things that all need, and two of choice."""
    parts = [an_activity() for _ in range(CORE + CHOICE)]
    needs = tuple(Needs(part.key) for part in parts)
    trajectory = a_trajectory(requires=parts)
    rule = AllOf((AllOf(needs[:CORE], "Kern"), AllOf(needs[CORE:], "Keuze")))
    learning.set_requirements(trajectory, rule)
    return a_certificate(trajectory=trajectory)


def _in_turn(number: int, ways: list[str]) -> Iterator[str]:
    """Which of them goes first changes, so that none warms for another."""
    names = ["known", UNKNOWN]
    if number % OTHERS == 0:
        names += [name for name in ways if name != "known"]
    start = number // OTHERS % len(names) if number % OTHERS == 0 else number % 2
    yield from names[start:] + names[:start]


if __name__ == "__main__":
    a_site()
    begin = time.monotonic()
    codes = fill(earned(), int(sys.argv[2]))
    filled = time.monotonic() - begin
    gc.collect()
    gc.freeze()
    medians = {
        name: [statistics.median(column) for column in zip(*of, strict=True)]
        for name, of in asked(codes).items()
    }
    told = {"filled": filled, "medians": medians}
    Path(sys.argv[1]).write_text(json.dumps(told), encoding="utf-8")
