"""What checking a certificate costs among very many, and whether its time tells anything.

usage: python -m tests.bench.checks RESULT CERTIFICATES

On a migrated database, in one process: the handler of the product with all its
middleware. One certificate is earned and copied, straight into the tables, until there
are as many as asked; then codes that exist and codes that do not are asked in turn.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from certification.codes import new_code  # noqa: E402
from certification.models import (  # noqa: E402
    Certificate,
    CertificateEvent,
    CertificatePersonalia,
)
from tests.factories.certification import a_certificate, a_trajectory  # noqa: E402
from tests.factories.learning import an_activity  # noqa: E402
from tests.factories.site import a_site  # noqa: E402

BATCH = 5_000
ASKED = 2_000
PARTS = 10
WARM = 20
ENDINGS = {"page": "/", "JSON": ".json"}


def fill(size: int) -> list[str]:
    """Have so many certificates; answers the codes of some of them."""
    model = a_certificate(
        trajectory=a_trajectory(requires=[an_activity() for _ in range(PARTS)])
    )
    number = model.pk
    kept: list[str] = []
    while number < size:
        several = range(number + 1, min(number + BATCH, size) + 1)
        codes = [new_code() for _ in several]
        _add(model, dict(zip(several, codes, strict=True)))
        kept.append(codes[0])
        kept.append(codes[-1])
        number = several[-1]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return kept


@transaction.atomic
def _add(model: Certificate, codes: dict[int, str]) -> None:
    """Copies that share one award: only one of it can be in force."""
    same = (
        *("award_id", "issued_at", "completed_on", "valid_until", "trajectory_title"),
        *("trajectory_code", "issuer", "language", "template_revision"),
        "facts_sha256",
    )
    values = {name: getattr(model, name) for name in same}
    Certificate.objects.bulk_create(
        Certificate(pk=pk, number=f"IC-B-{pk:08d}", code=code, in_force=False, **values)
        for pk, code in codes.items()
    )
    CertificatePersonalia.objects.bulk_create(
        CertificatePersonalia(
            certificate_id=pk,
            name=model.name,
            salt=model.personalia.salt,
            facts=model.facts,
        )
        for pk in codes
    )
    CertificateEvent.objects.bulk_create(
        CertificateEvent(
            certificate_id=pk,
            kind="issued",
            recorded_at=model.issued_at,
            on=model.issued_on - timedelta(days=1),
        )
        for pk in codes
    )


def asked(known: list[str]) -> dict[str, list[float]]:
    """Milliseconds of each answer, in turn for a code that exists and one that does not."""
    some = cycle(known)
    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="nl")
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(ASKED + WARM):
        for what, ending in ENDINGS.items():
            for name, code in _in_turn(number, next(some)):
                begun = time.perf_counter()
                response = client.get(
                    f"/certificaten/{code}{ending}",
                    # Each from an address of its own: nobody has to wait.
                    REMOTE_ADDR=f"10.{number >> 8}.{number & 255}.{len(what)}",
                )
                passed = 1000 * (time.perf_counter() - begun)
                assert response.status_code == (200 if name == "known" else 404)
                if number >= WARM:
                    times[f"{what}, {name}"].append(passed)
    return times


def _in_turn(number: int, code: str) -> Iterator[tuple[str, str]]:
    """Which of the two goes first changes, so that neither warms for the other."""
    pair = [("known", code), ("unknown", new_code())]
    yield from pair if number % 2 else reversed(pair)


if __name__ == "__main__":
    a_site()
    codes = fill(int(sys.argv[2]))
    gc.collect()
    gc.freeze()
    medians = {name: statistics.median(of) for name, of in asked(codes).items()}
    Path(sys.argv[1]).write_text(json.dumps(medians), encoding="utf-8")
