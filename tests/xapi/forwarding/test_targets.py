"""What the database itself refuses about outside LRSs, and what turning on and off does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lms.common import clock, due
from lms.xapi.enums import ForwardFrom
from lms.xapi.exceptions import NoAgreement, TargetIsOn
from lms.xapi.forwarding import targets
from lms.xapi.forwarding.operations import forward_what_waits
from lms.xapi.forwarding.targets import Agreement
from lms.xapi.models import (
    DeadLetter,
    ForwardingSwitch,
    ForwardingTarget,
    StoredStatement,
)
from tests.factories.accounts import UserFactory

from .conftest import AGREEMENT, a_target, recorded, turned_on

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.parametrize("missing", ["agreement", "agreed_on", "switched_at", "by"])
def test_nothing_is_on_without_its_agreement(missing):
    target = a_target()
    given = {
        "active": True,
        "agreement": "2026/14",
        "agreed_on": date(2026, 9, 1),
        "switched_at": clock.now(),
        "switched_by": UserFactory(),
    }
    empty = {"agreement": "", "by": None}
    name = "switched_by" if missing == "by" else missing
    rows = ForwardingTarget.objects.filter(pk=target.pk)

    refused(lambda: rows.update(**given | {name: empty.get(missing)}))
    assert rows.update(**given) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "1.0"},
        {"endpoint": "ftp://lrs.example.com/"},
        {"variable": "SECRET_KEY"},
        {"cursor": -1},
        {"lease": "0b0f5a51-5fa5-4b8e-a3f5-000000000000"},
        {"leased_until": clock.now()},
    ],
)
def test_what_the_database_refuses(wrong):
    refused(lambda: a_target(**wrong))


def test_a_statement_is_one_dead_letter_of_a_target_at_most():
    target = a_target()
    recorded(1)
    row = StoredStatement.objects.get()
    given = {"target": target, "statement": row, "refused_at": clock.now()}
    DeadLetter.objects.create(**given)

    refused(lambda: DeadLetter.objects.create(**given))
    now = clock.now()
    refused(lambda: DeadLetter.objects.update(retry_asked_at=now, delivered_at=now))


def test_turning_on_and_off_leaves_a_trace_that_nothing_changes():
    someone = UserFactory()
    target = turned_on(a_target())
    turned_on(target)
    targets.switch_off(target.pk, by=someone)
    targets.switch_off(target.pk, by=someone)

    off, on = ForwardingSwitch.objects.all()
    assert [(one.on, one.agreement) for one in (on, off)] == [
        (True, AGREEMENT.text),
        (False, AGREEMENT.text),
    ]
    assert off.by == someone
    refused(lambda: ForwardingSwitch.objects.update(agreement="something else"))
    refused(lambda: ForwardingSwitch.objects.filter(pk=on.pk).delete())

    targets.remove(target.pk)
    assert ForwardingSwitch.objects.filter(target=None, name="Analyse").count() == 2


def test_an_agreement_has_words_and_is_no_future():
    target = a_target()
    someone = UserFactory()
    for agreement in (
        Agreement("  ", date(2026, 1, 1)),
        Agreement("x", clock.today() + timedelta(days=1)),
    ):
        with pytest.raises(NoAgreement):
            targets.switch_on(
                target.pk,
                by=someone,
                agreement=agreement,
                start=ForwardFrom.WHERE_IT_STOPPED,
            )


def test_what_it_gets_and_where_it_is_changes_only_while_it_is_off():
    target = turned_on(a_target())

    with pytest.raises(TargetIsOn):
        targets.change(target)
    with pytest.raises(TargetIsOn):
        targets.remove(target.pk)


def test_a_change_leaves_what_was_delivered_alone():
    target = a_target()
    before = ForwardingTarget.objects.get(pk=target.pk)
    ForwardingTarget.objects.update(cursor=7)
    before.key = "other"

    targets.change(before)

    target.refresh_from_db()
    assert (target.key, target.cursor) == ("other", 7)


def test_tick_forwards():
    assert due.jobs()["xapi.forward_what_waits"] is forward_what_waits
