"""Issuing under races and kills, at length: one certificate and one mail for each learner."""

import pytest

from certification.models import Certificate, CertificateEvent
from lms.messaging.models import SentMail
from tests.certification.test_once import READY, die_at, mailbox, race
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

__all__ = ["mailbox"]
LEARNERS = 200
RACING = 8
# More than it takes; beyond the last one nothing is killed.
STATEMENTS = 160


@pytest.mark.django_db(transaction=True)
def test_two_hundred_learners_with_eight_racing_completions_each(mailbox, report):
    learners = times(LEARNERS)

    race(learners=learners, racing=RACING)

    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == list(range(1, learners + 1))
    assert CertificateEvent.objects.count() == learners
    assert SentMail.objects.filter(subject=READY).count() == learners
    report(f"{learners} learners, {RACING} racing each: {len(numbers)} certificates")


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_before_any_statement_leaves_one_of_each(tmp_path, report):
    step = max(1, STATEMENTS // times(STATEMENTS))

    told = die_at(list(range(1, STATEMENTS + 1, step)), tmp_path)

    killed = [one["point"] for one in told if one["killed"]]
    assert len(killed) > len(told) // 3
    for one in told:
        assert (len(one["numbers"]), one["events"]) == (1, [1]), one
        assert (one["mails"], one["waiting"]) == ([READY], 0), one
        assert len(set(one["delivered"])) == 1, one
    assert sum(len(one["delivered"]) > 1 for one in told) <= 2
    report(f"killed before {len(killed)} of {len(told)} statements: one of each")
