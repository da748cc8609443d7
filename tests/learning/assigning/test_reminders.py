"""The rule whose date it is says when people are reminded."""

from datetime import datetime, time, timedelta

import pytest

from lms.common import clock
from lms.learning import operations
from lms.learning.enums import DueFrom
from lms.learning.reminding import remind
from lms.messaging.models import Notification
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

TODAY = clock.today()
DUE = TODAY + timedelta(days=40)


def told_after(days):
    """Who was told something by noon of that day: nobody is reminded at night."""
    before = set(Notification.objects.values_list("pk", flat=True))
    noon = datetime.combine(TODAY + timedelta(days), time(12), tzinfo=clock.BRUSSELS)
    with clock.at(noon):
        remind(clock.now())
    return [each.person for each in Notification.objects.exclude(pk__in=before)]


def test_a_rule_says_when_and_whether_the_manager_hears_it(a_rule, agency, manager):
    mandate = MandateFactory(entity=agency)
    a_rule(
        roles=(mandate.role_id,),
        due_from=DueFrom.DAY,
        due_on=DUE,
        remind_before=(10,),
        copy_to_manager=True,
    )

    assert told_after(11) == []  # the default would tell it 30 days before
    assert set(told_after(30)) == {mandate.person, manager}


def test_a_rule_that_says_nothing_reminds_nobody(a_rule, agency, hr):
    a_rule(due_from=DueFrom.DAY, due_on=DUE)

    assert told_after(33) == []


def test_where_a_person_asked_the_same_day_too_the_default_holds(
    a_rule, agency, hr, course
):
    mandate = MandateFactory(entity=agency)
    a_rule(roles=(mandate.role_id,), due_from=DueFrom.DAY, due_on=DUE)
    operations.assign(mandate.person, course, mandate=mandate, by=hr, due_on=DUE)

    assert told_after(33) == [mandate.person]
