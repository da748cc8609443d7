"""Whom HR chooses to enrol together, on the page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.common import clock
from lms.learning.models import BulkEnrolment, Participation
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db

LATER = clock.today() + timedelta(days=40)


def test_people_are_enrolled_from_ticks_and_a_pasted_column(
    client, hr, agency, course, django_capture_on_commit_callbacks
):
    ticked, pasted = (MandateFactory(entity=agency).person for _each in range(2))
    client.force_login(hr)
    found = client.get(reverse("desk:enrol"), {"zoek": ticked.first_name})
    assert f'value="{ticked.pk}"' in found.content.decode()
    given = {
        "activity": course.pk,
        "due_on": LATER.isoformat(),
        "person": [ticked.pk],
        "people": f"{pasted.vo_id}\r\nniemand@voorbeeld.test\r\n",
        "key": str(uuid4()),
    }

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("desk:enrol"), given)

    report = client.get(answer.url).content.decode()
    assert "Niemand in jouw entiteiten" in report
    assert Participation.objects.filter(assigned=True, due_on=LATER).count() == 2
    assert client.post(reverse("desk:enrol"), given).url == answer.url
    assert BulkEnrolment.objects.count() == 1
    client.force_login(MandateFactory(role__slug="hr-verantwoordelijke").person)
    assert client.get(answer.url).status_code == 404


def test_a_list_with_a_date_in_the_past_keeps_what_was_typed(
    client, hr, agency, course
):
    person = MandateFactory(entity=agency).person
    client.force_login(hr)
    given = {"activity": course.pk, "due_on": "2020-01-01", "person": [person.pk]}

    answer = client.post(
        reverse("desk:enrol"), {**given, "people": "x@y.test", "key": str(uuid4())}
    )

    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Deze datum is voorbij" in shown
    assert "x@y.test" in shown
    assert f'type="hidden" name="person" value="{person.pk}"' in shown


def test_who_searches_again_keeps_whom_they_chose_and_what_they_filled_in(
    client, hr, agency, course
):
    first, second = (
        MandateFactory(entity=agency, person__last_name=name).person
        for name in ("Zomerlinde", "Winterbeuk")
    )
    stranger = MandateFactory().person
    client.force_login(hr)
    typed = {
        "activity": course.pk,
        "due_on": LATER.isoformat(),
        "people": "x@y.test",
        "key": str(uuid4()),
    }

    def press(**button):
        answer = client.post(reverse("desk:enrol"), {**typed, **button})
        assert answer.status_code == 200
        return answer.content.decode()

    ticked = [first.pk, stranger.pk, "x"]
    shown = press(person=ticked, zoek="Winterbeuk\0", opzoeken="ja")
    assert "Gekozen (1)" in shown
    assert f'type="hidden" name="person" value="{first.pk}"' in shown
    assert str(stranger) not in shown
    assert f'type="checkbox" name="person" value="{second.pk}"' in shown
    assert f'<option value="{course.pk}" selected>' in shown
    for kept in (LATER.isoformat(), "x@y.test", typed["key"], "Winterbeuk"):
        assert kept in shown
    assert "Er is een probleem" not in shown

    both = [first.pk, second.pk]
    shown = press(person=both, zoek="Winterbeuk", opzoeken="ja")
    assert "Gekozen (2)" in shown
    assert "Iedereen die zo heet, is al gekozen" in shown
    shown = press(person=both, zoek="Winterbeuk", weg=first.pk)
    assert "Gekozen (1)" in shown
    assert str(first) not in shown
    assert not BulkEnrolment.objects.exists()
    client.post(reverse("desk:enrol"), {**typed, "person": both, "zoek": "Winterbeuk"})
    given = BulkEnrolment.objects.get().lines.values_list("person", flat=True)
    assert {*given} == {*both, None}


def test_a_list_costs_the_same_however_many_are_chosen(client, hr, agency):
    ticked = [each.person_id for each in MandateFactory.create_batch(9, entity=agency)]
    client.force_login(hr)
    costs = []
    for some in ([], ticked[:1], ticked[:1], ticked):  # the first fills what is kept
        typed = {"person": some, "zoek": "a", "opzoeken": "ja"}
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("desk:enrol"), typed)
        costs.append(len(queries))

    assert costs[-1] == costs[-2]
