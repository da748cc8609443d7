"""Issuing under races and kills, at length: one certificate and one mail for each learner."""

import pytest

from certification.models import Certificate, CertificateEvent
from lms.messaging.models import SentMail
from tests.certification.test_once import POINTS, READY, SENT, die_at, mailbox, race
from tests.soak.conftest import times

pytestmark = pytest.mark.soak

__all__ = ["mailbox"]
LEARNERS = 200
RACING = 8
MOMENTS = 160  # more than it takes; the first that nobody comes to is the last
BETWEEN = 4  # moments between a mail that was sent and the commit that says so


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
def test_a_process_that_dies_at_any_moment_leaves_one_of_each(tmp_path, report):
    step = max(1, MOMENTS // times(MOMENTS))

    told = die_at(list(range(1, MOMENTS + 1, step)), tmp_path)

    *killed, last = told
    assert [one["point"] for one in killed if not one["killed"]] == []
    assert not last["killed"]  # beyond the last moment
    there_is_one_of_each(told)
    report(f"{last['took']} moments, killed at {len(killed)} of them: one of each")


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_dies_as_well_leaves_one_of_each(tmp_path, report):
    first, *later = (*POINTS[1:], SENT)

    told = die_at([[first, other] for other in (first, *later)], tmp_path)

    assert [one["point"] for one in told if not one["killed"]] == []
    there_is_one_of_each(told)
    report(f"a tick killed at {len(told)} moments: one of each")


def there_is_one_of_each(told):
    """One certificate with one event, one mail; sent twice only where nobody can know."""
    for one in told:
        assert (len(one["numbers"]), one["events"]) == (1, [1]), one
        assert (one["mails"], one["waiting"]) == ([READY], 0), one
        assert len(set(one["delivered"])) == 1, one
    assert sum(len(one["delivered"]) > 1 for one in told) <= BETWEEN
