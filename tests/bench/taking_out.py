"""One line of tests/bench/records.py, in a process of its own.

usage: python -m tests.bench.taking_out RESULT list ENTITY
       python -m tests.bench.taking_out RESULT FORMAT ROWS

A list is asked through the handler of the product with all its middleware. An export is
that of everybody; when there are fewer rows than asked for, the same come again.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from lms.accounts.models import User  # noqa: E402
from lms.common import clock  # noqa: E402
from lms.organisation.models import Mandate  # noqa: E402
from lms.reporting.enums import ExportFormat  # noqa: E402
from lms.reporting.formats import KINDS  # noqa: E402
from lms.reporting.records import completion_records, scope_of  # noqa: E402
from lms.reporting.rows import ids_in_order, written  # noqa: E402

ROUNDS = 12
ASKED = (
    "",
    "status=voltooid",
    "status=voltooid&sorteer=-voltooid",
    "status=bezig&sorteer=uiterste-datum",
    "vorm=sessie&sorteer=opleiding",
    "entiteit=SYN-111&sorteer=naam",
    "entiteit=SYN-111&status=voltooid&sorteer=-startdatum",
    "rol=Vertrouwenspersoon&van=2024-01-01&tot=2024-12-31",
    "zoek=Peeters&sorteer=entiteit",
    "sorteer=status&page=50",
    "sorteer=entiteit",
    "sorteer=-vorm",
    "sorteer=-startdatum",
    "sorteer=certificaat",
    "zoek=jan&sorteer=rol",
)


def main(result: str, what: str, more: str) -> None:
    Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="nl").get("/")
    gc.collect()  # as tools/gunicorn_conf.py has it: what was loaded is no garbage
    gc.freeze()
    told = listed(more) if what == "list" else taken(ExportFormat(what), int(more))
    Path(result).write_text(json.dumps(told), encoding="utf-8")


def listed(entity: str) -> dict[str, Any]:
    """Milliseconds of each address, the slowest twentieth, and how many queries."""
    client = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="nl")
    client.force_login(hr_of(entity))
    lines, every = [], []
    for query in ASKED:
        address = f"/hr/?{query}"
        begin = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        queries = len(captured)  # the next request empties the log that it reads
        # The first counts what the others remember.
        times = [1000 * (time.perf_counter() - begin)]
        for _round in range(ROUNDS):
            begin = time.perf_counter()
            client.get(address)
            times.append(1000 * (time.perf_counter() - begin))
        every += times
        lines.append(_line(query or "everything", times, queries))
        if statistics.median(times) > 5000 and len(lines) > 2:
            break  # a machine that is so slow has told enough
    lines.append(_line("all of these", every, 0))
    return {"lines": lines, "session": client.cookies["sessionid"].value}


def taken(file_format: ExportFormat, wanted: int) -> dict[str, Any]:
    """Seconds to the first piece and to the last, and memory above that of before."""
    day = clock.today()
    records = completion_records(scope_of(hr_of("SYN-000")), day)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, first, number = time.perf_counter(), 0.0, 0

    def rows() -> Any:
        nonlocal number
        ids = ids_in_order(records)
        ids = (ids * (1 + wanted // max(1, len(ids))))[:wanted]
        for each in written(ids, day):
            number += 1
            yield each.row

    for piece in KINDS[file_format].write(rows()):
        first = first or (time.perf_counter() - begin if piece else 0.0)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "rows": number,
        "seconds": seconds,
        "first": first,
        "megabytes": (peak - before) / 1024,
    }


def hr_of(entity: str) -> User:
    """Who is HR officer there."""
    held = Mandate.objects.held_as_hr().select_related("person")
    return held.get(entity__code=entity).person


def _line(name: str, times: list[float], queries: int) -> list[Any]:
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return [name, statistics.median(ordered), late, queries]


if __name__ == "__main__":
    main(*sys.argv[1:4])
