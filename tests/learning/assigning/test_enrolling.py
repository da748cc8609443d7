"""HR enrols people: one by one, from a list, by another system."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission

from lms.common import clock
from lms.learning import operations
from lms.learning.enums import LineState
from lms.learning.exceptions import NotInThePast
from lms.learning.models import Assignment, BulkLine, Participation
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

DUE = clock.today() + timedelta(days=30)


def test_each_person_is_answered_what_happened(agency, hr, course):
    new, known, done = MandateFactory.create_batch(3, entity=agency)
    stranger = MandateFactory()
    operations.register(known.person, course, mandate=known)
    finished = operations.register(done.person, course, mandate=done)
    operations.report_progress(finished.pk, 100)
    people = [each.person for each in (new, known, done, stranger)]

    answers = operations.enrol(people, course, by=hr, due_on=DUE)

    assert [each.outcome for each in answers] == [
        LineState.ENROLLED,
        LineState.KNOWN,
        LineState.COMPLETED,
        LineState.REFUSED,
    ]
    assert "mandaat" in answers[3].why
    participation = Participation.objects.get(learner=new.person)
    assert (participation.assigned, participation.due_on) == (True, DUE)
    assert participation.mandate == new
    assert not Participation.objects.filter(learner=stranger.person).exists()


def test_enrolling_twice_replaces_the_date_and_leaves_one_reason(agency, hr, course):
    mandate = MandateFactory(entity=agency)
    later = DUE + timedelta(days=5)

    for day in (DUE, DUE, later):
        operations.enrol([mandate.person], course, by=hr, due_on=day)

    assert Participation.objects.get(learner=mandate.person).due_on == later
    assert Assignment.objects.standing().get().due_on == later
    assert Assignment.objects.count() == 2


def test_what_is_withdrawn_is_refused_with_a_sentence(agency, hr, course):
    operations.withdraw_activity(course.key)
    course.refresh_from_db()
    mandate = MandateFactory(entity=agency)

    (answer,) = operations.enrol([mandate.person], course, by=hr)

    assert answer.outcome == LineState.REFUSED
    assert "niet meer aangeboden" in answer.why


def test_a_due_date_in_the_past_is_refused_for_all(hr, course):
    yesterday = clock.today() - timedelta(days=1)

    with pytest.raises(NotInThePast):
        operations.enrol([UserFactory()], course, by=hr, due_on=yesterday)
    with pytest.raises(NotInThePast):
        operations.hand_in(["x"], course, by=hr, key=uuid4(), due_on=yesterday)


def test_a_list_is_reported_line_by_line(
    agency, hr, course, django_capture_on_commit_callbacks
):
    here = MandateFactory(entity=agency, person__vo_id="DEMO-P-77").person
    number = MandateFactory(entity=agency, person__personnel_number="001234").person
    stranger = MandateFactory().person
    given = [
        *("DEMO-P-77", f" {here.email.upper()} ", "", "001234", stranger.email),
        "niemand@voorbeeld.test",
    ]
    key = uuid4()

    with django_capture_on_commit_callbacks(execute=True):
        bulk = operations.hand_in(given, course, by=hr, key=key, due_on=DUE)
    assert operations.hand_in(given, course, by=hr, key=key) == bulk

    lines = list(bulk.lines.values_list("number", "person", "state"))
    assert lines == [
        (1, here.pk, LineState.ENROLLED),
        (2, None, LineState.REFUSED),
        (3, number.pk, LineState.ENROLLED),
        (4, None, LineState.REFUSED),
        (5, None, LineState.REFUSED),
    ]
    sentences = list(bulk.lines.order_by("number").values_list("why", flat=True))
    assert "staat al" in sentences[1]
    # Whether somebody of elsewhere exists is not told.
    assert sentences[3] == sentences[4]
    bulk.refresh_from_db()
    assert bulk.finished_at


def test_a_list_goes_on_where_its_worker_died(agency, hr, course):
    people = [each.person for each in MandateFactory.create_batch(3, entity=agency)]
    names = [each.vo_id for each in people]
    bulk = operations.hand_in(names, course, by=hr, key=uuid4())
    assert operations.work_at(bulk.pk, until=0.0)

    later = clock.now() + timedelta(minutes=2)
    assert operations.go_on(later) == 3
    assert operations.go_on(later) == 0

    assert Participation.objects.filter(assigned=True).count() == 3


def test_how_people_were_named_is_forgotten(agency, hr, course):
    person = MandateFactory(entity=agency).person
    bulk = operations.hand_in([person.vo_id], course, by=hr, key=uuid4())
    operations.work_at(bulk.pk)

    assert operations.forget(clock.now()) == 0
    assert operations.forget(clock.now() + timedelta(days=100)) == 1

    assert BulkLine.objects.get().given == ""


def test_naming_many_costs_no_more_queries(
    agency, hr, course, django_assert_max_num_queries
):
    people = [each.person for each in MandateFactory.create_batch(40, entity=agency)]
    names = [each.vo_id for each in people]

    with django_assert_max_num_queries(12):
        operations.hand_in(names, course, by=hr, key=uuid4())


def test_who_enrols_does_so_for_people_they_see_by_name(agency, course):
    """The coordinator sees contactpersonen by name, and no others."""
    coordinator = UserFactory()
    right = Permission.objects.get(codename="assign_everywhere")
    coordinator.user_permissions.add(right)
    contact = MandateFactory()
    other = MandateFactory(role__slug="ankerpunt")

    answers = operations.enrol(
        [contact.person, other.person], an_activity(), by=coordinator
    )

    assert [each.outcome for each in answers] == [
        LineState.ENROLLED,
        LineState.REFUSED,
    ]
