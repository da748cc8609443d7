"""A hundred thousand requests of all kinds: none ends in a 5xx, none hangs.

Half are mutated from valid ones, a few are valid, the others are random. One of them
again: ``python -m tests.lrs.wire show SEED NUMBER``.
"""

import os
import subprocess
import sys
import time

import pytest

from tests.lrs.wire import Outcome, read
from tests.served import ROOT
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

REQUESTS = 100_000
PROCESSES = 4


def test_no_request_ends_in_an_error_of_the_server(lrs, report):
    seed = int(os.environ.get("FUZZ_SEED", time.time()))
    share = -(-times(REQUESTS) // PROCESSES)
    begin = time.monotonic()
    senders = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.lrs.wire", str(lrs.port), str(seed)),
                *(str(turn * share), str((turn + 1) * share)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for turn in range(PROCESSES)
    ]
    outcome = Outcome()
    for sender in senders:
        outcome.add(read(sender.communicate()[0]))
    passed = time.monotonic() - begin

    told = ", ".join(f"{n} x {status}" for status, n in outcome.statuses.most_common())
    valid = ", ".join(f"{n} x {status}" for status, n in outcome.of_valid.most_common())
    report(
        f"seed {seed}: {PROCESSES * share} requests in {passed:.0f} s, the slowest "
        f"{outcome.slowest:.1f} s: {told}; {outcome.cut} cut off while they were sent"
    )
    report(f"of those that were valid: {valid}")
    assert not outcome.failures, outcome.failures[:50]
    assert not outcome.unversioned, outcome.unversioned[:50]
    assert outcome.of_valid["200"] + outcome.of_valid["204"] > 0
