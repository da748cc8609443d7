"""Certificates that wait for their PDF, and how long it takes to make it.

usage: python -m tests.bench.sealing_them fill NUMBER
       python -m tests.bench.sealing_them make SHARE SHARES RESULT

On a migrated database. ``fill`` earns one certificate through the real operations and
writes as many like it, each with a name, a number and a code of its own.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()

from certification.codes import new_code  # noqa: E402
from certification.models import (  # noqa: E402
    Certificate,
    CertificateDocument,
    CertificatePersonalia,
)
from certification.operations import document_of  # noqa: E402
from tests.factories.certification import a_certificate  # noqa: E402

WARM = 100
FIELDS = (
    *("award", "issued_at", "completed_on", "valid_until", "trajectory_title"),
    *("trajectory_code", "issuer", "language", "template_revision", "facts_sha256"),
)


def fill(number: int) -> None:
    """As many certificates as asked for, of one award, none of them in force."""
    earned = a_certificate()
    facts = earned.personalia.facts
    values = {name: getattr(earned, name) for name in FIELDS}
    made = Certificate.objects.bulk_create(
        (
            Certificate(
                number=f"BENCH-{serial:06d}", code=new_code(), in_force=False, **values
            )
            for serial in range(number)
        ),
        batch_size=1000,
    )
    CertificatePersonalia.objects.bulk_create(
        (
            CertificatePersonalia(
                certificate=certificate,
                name=f"Persoon {certificate.number}",
                salt=f"{certificate.pk:064x}",
                facts={**facts, "name": f"Persoon {certificate.number}"},
            )
            for certificate in made
        ),
        batch_size=1000,
    )


def make(share: int, shares: int, result: Path) -> None:
    """The documents of the certificates of one share, one after the other."""
    wanted = [
        pk
        for pk in Certificate.objects.filter(document=None).values_list("pk", flat=True)
        if pk % shares == share
    ]
    times: list[tuple[float, float]] = []
    warm_mb = 0
    for done, pk in enumerate(wanted):
        if done == WARM:
            warm_mb = _megabytes()
        begun, processor = time.perf_counter(), time.process_time()
        document_of(Certificate.objects.select_related("personalia").get(pk=pk))
        times.append((time.perf_counter() - begun, time.process_time() - processor))
    last = CertificateDocument.objects.filter(certificate_id=wanted[-1]).get()
    result.write_text(
        json.dumps(
            {
                "clock": 1000 * statistics.median(clock for clock, _ in times),
                "processor": 1000 * statistics.median(own for _, own in times),
                "warm": WARM,
                "warm_mb": warm_mb or _megabytes(),
                "last_mb": _megabytes(),
                "kilobytes": len(last.content or b"") / 1000,
            }
        ),
        encoding="utf-8",
    )


def _megabytes() -> int:
    """What this process holds in memory now."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        make(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
