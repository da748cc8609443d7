"""Which rule asks something, and until when, is part of why it is not done yet."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lms.common import clock
from lms.learning.enums import DueFrom
from lms.learning.explaining import Seen, explain
from lms.learning.models import Participation
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

DUE = clock.today() + timedelta(days=40)


@pytest.fixture
def asked(agency, course, a_rule):
    """What a rule of the agency asks of somebody who works there."""
    mandate = MandateFactory(entity=agency)
    a_rule(due_from=DueFrom.DAY, due_on=DUE)
    own = Participation.objects.of(mandate.person).with_record()
    return own.get(activity=course)


def test_the_rule_its_version_and_its_due_date_are_told(asked):
    (reason,) = explain(asked).reasons

    assert (reason.rule, reason.version, reason.due_on) == ("Basis", 1, DUE)
    assert reason.asked_on == clock.today()


def test_others_read_no_rule_of_an_entity_outside_their_scope(asked, agency):
    def read(*entities):
        seen = Seen(participations=set(), activities=set(), entities=set(entities))
        return explain(asked).seen_by(seen).reasons

    assert len(read(agency.pk)) == 1
    assert read(agency.pk + 1) == ()


def test_the_pages_of_the_learner_and_of_hr_name_the_rule(client, asked, hr):
    for person, address in (
        (asked.learner, reverse("learning:why", args=[asked.activity.key])),
        (hr, reverse("reporting:why", args=[asked.pk])),
    ):
        client.force_login(person)
        page = client.get(address).content.decode()
        assert "Gevraagd door de regel “Basis” (versie 1)" in page
