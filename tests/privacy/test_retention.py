"""Nothing goes before somebody sets a period; then exactly that, with a line in the log."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from lms.common import clock, retention
from lms.learning import operations as learning
from lms.messaging.models import Notification, SentMail
from lms.privacy import operations
from lms.privacy.enums import Destination
from lms.privacy.exceptions import UnknownKind
from lms.privacy.models import RetentionRemoval, RetentionRule
from lms.privacy.report import report
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db

MAILS = "messaging.sent_mails"


def a_mail(days, **fields):
    return SentMail.objects.create(
        written_at=clock.now() - timedelta(days=days),
        recipients="iemand@voorbeeld.test",
        subject="Dag",
        body="x",
        **fields,
    )


def line_of(kind):
    return next(line for line in report() if line.kind.name == kind)


def keep(kind, months=12, destination=Destination.DESTROY, reference="SL 12.3"):
    return operations.set_period(
        kind,
        months=months,
        reference=reference,
        destination=destination,
        by=UserFactory(),
    )


def test_without_a_period_nothing_goes():
    a_mail(4000)

    assert operations.remove_what_is_due(clock.now()) == 0

    assert SentMail.objects.count() == 1
    assert line_of(MAILS).before is None


def test_what_the_report_says_is_what_tick_removes_and_logs():
    old = [a_mail(400), a_mail(500)]
    young = a_mail(30)
    waits = a_mail(400, message={}, next_try_at=clock.now())
    rule = keep(MAILS)
    line = line_of(MAILS)

    call_command("tick")  # which also delivers what waits, after this

    assert line.count == len(old)
    assert [pk for pk, _moment in line.examples] == [old[1].pk, old[0].pk]
    assert set(SentMail.objects.values_list("pk", flat=True)) == {young.pk, waits.pk}
    removal = RetentionRemoval.objects.get()
    assert (removal.kind, removal.removed, removal.rule) == (MAILS, 2, rule)
    assert operations.remove_what_is_due(clock.now()) == 1  # delivered meanwhile
    assert operations.remove_what_is_due(clock.now()) == 0
    assert RetentionRemoval.objects.count() == 2


def test_what_is_to_be_archived_or_decided_case_by_case_stays():
    a_mail(400)
    keep(MAILS, destination=Destination.KEEP)
    UserFactory(last_login=clock.now() - timedelta(days=900))
    keep("accounts.inactive")

    assert operations.remove_what_is_due(clock.now()) == 0
    assert line_of(MAILS).count == 1
    assert not line_of(MAILS).is_removed
    assert line_of("accounts.inactive").count == 1
    assert not line_of("accounts.inactive").is_removed


def test_a_period_leans_on_a_selection_list_and_is_never_changed():
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(MAILS, reference=" ")
    with pytest.raises(UnknownKind):
        keep("niets.van_dit")
    first = keep(MAILS)
    assert keep(MAILS).pk == first.pk  # the same once more is nothing new

    second = keep(MAILS, months=24)

    assert list(RetentionRule.objects.in_force()) == [second]
    earlier = first.set_at + (second.set_at - first.set_at) / 2
    assert list(RetentionRule.objects.in_force(earlier)) == [first]
    with pytest.raises(IntegrityError), transaction.atomic():
        first.delete()


def test_batches_go_one_by_one_each_with_its_line(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _each in range(5):
        a_mail(400)
    keep(MAILS)

    assert operations.remove_what_is_due(clock.now()) == 5

    assert sorted(RetentionRemoval.objects.values_list("removed", flat=True)) == [
        1,
        2,
        2,
    ]


def test_statements_go_as_the_removal_of_the_lrs_does_it():
    learning.register(UserFactory(), an_activity())
    stored = StoredStatement.objects.count()
    keep("xapi.record_store", months=24)
    assert operations.remove_what_is_due(clock.now()) == 0

    later = clock.now() + timedelta(days=800)
    assert operations.remove_what_is_due(later) == stored > 0

    assert not StoredStatement.objects.exists()


@pytest.mark.parametrize("name", sorted(retention.kinds()))
def test_each_kind_counts_and_removes_by_its_own_moment(name):
    kind = retention.kinds()[name]
    moment = clock.now()

    assert kind.due(moment).order_by(kind.moment).count() >= 0
    if kind.remove:
        assert sum(kind.remove(moment - timedelta(days=36500))) == 0


def test_notifications_are_a_kind():
    Notification.objects.create(
        person=UserFactory(),
        kind="x",
        key="x",
        title="x",
        text="x",
        told_at=clock.now() - timedelta(days=400),
    )
    keep("messaging.notifications")

    assert operations.remove_what_is_due(clock.now()) == 1

    told = Notification.objects.get()  # its key stays: nothing is told anew
    assert (told.key, told.text) == ("x", "")


@pytest.mark.parametrize(
    ("months", "day", "expected"),
    [
        (1, date(2026, 3, 31), date(2026, 2, 28)),
        (12, date(2024, 2, 29), date(2023, 2, 28)),
        (2, date(2026, 1, 15), date(2025, 11, 15)),
        (13, date(2026, 12, 31), date(2025, 11, 30)),
    ],
)
def test_months_are_counted_back_as_people_do(months, day, expected):
    assert retention.moment_before(months, day) == clock.start_of(expected)
