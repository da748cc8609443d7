"""Rules: whom they touch, until when, and what becomes of it when something changes."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from lms.common import clock
from lms.learning import operations
from lms.learning.assigning.scope import reach_of
from lms.learning.assigning.terms import GRACE, Terms, months_after, terms_of
from lms.learning.assigning.touching import Preview, Touched
from lms.learning.enums import Change, DueFrom, DueUnit, Status
from lms.learning.exceptions import NotYours, RuleEnded
from lms.learning.models import Assignment, Participation, RuleException, Transition
from lms.learning.operations.assigning import applying
from lms.organisation import operations as organisation
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

TODAY = clock.today()
FROM_MANDATE = {
    "due_from": DueFrom.MANDATE,
    "due_number": 2,
    "due_unit": DueUnit.MONTHS,
}


def of(person, course) -> Participation:
    return Participation.objects.get(learner=person, activity=course)


def again(rule):
    """Carry it out once more; how many reasons stand."""
    assert not operations.apply_rule(rule.pk)
    return Assignment.objects.standing().filter(rule=rule).count()


def test_a_rule_asks_it_of_who_fits_and_of_nobody_else(a_rule, agency, course):
    below = EntityFactory(parent=agency)
    here, under = MandateFactory(entity=agency), MandateFactory(entity=below)
    elsewhere, other_role = (
        MandateFactory(),
        MandateFactory(entity=agency, role=RoleFactory(slug="ankerpunt")),
    )
    gone = MandateFactory(entity=agency, valid_to=TODAY - timedelta(days=1))
    erased = MandateFactory(entity=agency, person__erased_at=clock.now())

    rule = a_rule(roles=(here.role_id,))

    asked = {each.learner_id for each in Participation.objects.filter(assigned=True)}
    assert asked == {here.person_id, under.person_id}
    for each in (elsewhere, other_role, gone, erased):
        assert each.person_id not in asked
    reason = Assignment.objects.get(learner=here.person)
    assert (reason.rule, reason.mandate, reason.version) == (rule, here, 1)


def test_without_what_lies_under_it(a_rule, agency, hr):
    MandateFactory(entity=EntityFactory(parent=agency))

    a_rule(with_below=False)

    assert {each.learner for each in Assignment.objects.all()} == {hr}


def test_carried_out_twice_it_changes_nothing(a_rule, agency):
    MandateFactory.create_batch(3, entity=agency)
    rule = a_rule()
    before = Transition.objects.count()

    assert again(rule) == 4
    assert Transition.objects.count() == before


def test_only_mandates_that_begin_from_a_day(a_rule, agency, hr):
    later = MandateFactory(entity=agency, valid_from=date(2025, 5, 1))

    a_rule(begins_from=date(2025, 1, 1))

    assert [each.learner for each in Assignment.objects.all()] == [later.person]


def test_the_date_counts_from_the_mandate_and_is_never_past(a_rule, agency, course):
    fresh = MandateFactory(entity=agency, valid_from=TODAY - timedelta(days=10))
    long_ago = MandateFactory(entity=agency)

    a_rule(**FROM_MANDATE)

    assert of(fresh.person, course).due_on == months_after(fresh.valid_from, 2)
    assert of(long_ago.person, course).due_on == TODAY + GRACE


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 24, date(2026, 12, 15)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
    ],
)
def test_months_end_where_a_month_ends(day, months, expected):
    assert months_after(day, months) == expected


def test_of_several_rules_the_earliest_date_counts_and_the_other_when_it_stops(
    a_rule, agency, hr, course, django_capture_on_commit_callbacks
):
    mandate = MandateFactory(entity=agency)
    late, soon = TODAY + timedelta(days=90), TODAY + timedelta(days=30)
    a_rule(due_from=DueFrom.DAY, due_on=late)
    second = a_rule(due_from=DueFrom.DAY, due_on=soon)
    assert of(mandate.person, course).due_on == soon

    with django_capture_on_commit_callbacks(execute=True):
        operations.stop_rule(second.pk, by=hr)

    participation = of(mandate.person, course)
    assert (participation.assigned, participation.due_on) == (True, late)
    last = Transition.objects.filter(participation=participation).last()
    assert (last.change, last.due_on) == (Change.REDATED, late)


def test_what_was_completed_counts_and_is_not_asked_again(a_rule, agency, course):
    mandate = MandateFactory(entity=agency)
    done = operations.register(mandate.person, course, mandate=mandate)
    operations.report_progress(done.pk, 100)

    a_rule(due_from=DueFrom.DAY, due_on=TODAY + timedelta(days=5))

    participation = of(mandate.person, course)
    assert participation.status == Status.COMPLETED
    assert participation.assigned
    assert participation.due_on is None


def test_whoever_moves_away_is_asked_no_more_unless_they_began(
    a_rule, agency, course, django_capture_on_commit_callbacks
):
    idle, begun, done = MandateFactory.create_batch(3, entity=agency)
    a_rule(due_from=DueFrom.DAY, due_on=TODAY + timedelta(days=5))
    operations.start(of(begun.person, course).pk)
    operations.report_progress(of(done.person, course).pk, 100)

    with django_capture_on_commit_callbacks(execute=True):
        for mandate in (idle, begun, done):
            organisation.end_mandate(mandate, on=TODAY - timedelta(days=1))

    left = of(idle.person, course)
    assert (left.assigned, left.due_on, left.is_open) == (False, None, True)
    last = Transition.objects.filter(participation=left).last()
    assert (last.change, last.visible_to_hr) == (Change.NO_LONGER_ASKED, False)
    stays = of(begun.person, course)
    assert (stays.assigned, stays.due_on) == (True, TODAY + timedelta(days=5))
    assert of(done.person, course).is_completed
    assert of(done.person, course).assigned


def test_a_new_mandate_is_touched_when_it_is_given_and_otherwise_by_tick(
    a_rule, agency, course, django_capture_on_commit_callbacks
):
    a_rule()
    with django_capture_on_commit_callbacks(execute=True):
        mandate = MandateFactory(entity=agency)  # given by no operation
        given = organisation.give_mandate(
            UserFactory(), entity=agency, role=mandate.role, since=TODAY
        )
    assert of(given.person, course).assigned
    assert not Participation.objects.filter(learner=mandate.person).exists()

    assert operations.apply_rules(clock.now()) == 1
    assert of(mandate.person, course).assigned
    assert operations.apply_rules(clock.now()) == 0


def test_a_rule_that_ends_lets_go(a_rule, agency, course):
    mandate = MandateFactory(entity=agency)
    rule = a_rule(valid_to=TODAY)
    assert of(mandate.person, course).assigned

    with clock.at(clock.now() + timedelta(days=2)):
        operations.apply_rules(clock.now())

    assert not of(mandate.person, course).assigned
    assert not Assignment.objects.standing().filter(rule=rule).exists()


def test_a_change_counts_the_dates_anew(
    a_rule, agency, hr, course, django_capture_on_commit_callbacks
):
    mandate = MandateFactory(entity=agency)
    rule = a_rule(due_from=DueFrom.DAY, due_on=TODAY + timedelta(days=5))
    terms = replace(terms_of(rule), due_on=TODAY + timedelta(days=50))

    with django_capture_on_commit_callbacks(execute=True):
        operations.change_rule(rule.pk, terms, name="Basis", by=hr, version=1)

    assert of(mandate.person, course).due_on == TODAY + timedelta(days=50)
    assert list(rule.versions.values_list("version", flat=True)) == [1, 2]
    with pytest.raises(RuleEnded, match="Iemand anders"):
        operations.change_rule(rule.pk, terms, name="Anders", by=hr, version=1)


def test_an_exception_stops_it_for_one_person_or_moves_their_date(
    a_rule, agency, hr, course, django_capture_on_commit_callbacks
):
    ill, busy = MandateFactory.create_batch(2, entity=agency)
    due = TODAY + timedelta(days=20)
    rule = a_rule(due_from=DueFrom.DAY, due_on=due)
    later = TODAY + timedelta(days=80)

    with django_capture_on_commit_callbacks(execute=True):
        for mandate, day in ((ill, None), (busy, later)):
            operations.except_from_rule(
                rule.pk, mandate.person, by=hr, reason="Ziek", since=TODAY, due_on=day
            )
    assert not of(ill.person, course).assigned
    assert of(busy.person, course).due_on == later

    with django_capture_on_commit_callbacks(execute=True):
        for each in RuleException.objects.all():
            operations.end_exception(each.pk, by=hr)
    assert of(ill.person, course).assigned
    assert of(busy.person, course).due_on == due


def test_an_exception_ends_by_itself(a_rule, agency, hr, course):
    mandate = MandateFactory(entity=agency)
    rule = a_rule()
    operations.except_from_rule(
        rule.pk, mandate.person, by=hr, reason="Ziek", since=TODAY, until=TODAY
    )
    operations.apply_rule(rule.pk)
    assert not of(mandate.person, course).assigned

    with clock.at(clock.now() + timedelta(days=1)):
        operations.apply_rules(clock.now())

    assert of(mandate.person, course).assigned


def test_who_makes_a_rule_stays_within_their_scope(a_rule, hr, course):
    elsewhere = EntityFactory()

    for entity in (elsewhere.pk, None):
        with pytest.raises(NotYours):
            a_rule(entity=entity)

    theirs = a_rule(entity=None, by=UserFactory(is_superuser=True))
    with pytest.raises(NotYours):
        operations.stop_rule(theirs.pk, by=hr)


def test_a_rule_sent_twice_is_one_and_a_stopped_one_says_so(agency, hr, course):
    terms = Terms(activity=course.pk, entity=agency.pk, valid_from=TODAY)
    key = uuid4()

    first = operations.make_rule(terms, name="Basis", by=hr, key=key)
    second = operations.make_rule(terms, name="Basis", by=hr, key=key)

    assert first == second
    operations.stop_rule(first.pk, by=hr)
    with pytest.raises(RuleEnded, match="stopgezet"):
        operations.stop_rule(first.pk, by=hr)


def test_one_who_fails_stops_nobody_else(a_rule, agency, course):
    """What somebody else withdrew meanwhile is asked of nobody, and breaks nothing."""
    MandateFactory.create_batch(2, entity=agency)
    rule = a_rule(carried_out=False)
    operations.withdraw_activity(course.key)

    assert again(rule) == 0


def test_what_is_asked_follows_who_was_absent_and_registers_anew(a_rule, agency, hr):
    mandate = MandateFactory(entity=agency)
    session = an_activity(operations.activities.ActivityKind.SESSION)
    due = TODAY + timedelta(days=9)
    a_rule(activity=session.pk, due_from=DueFrom.DAY, due_on=due)
    first = of(mandate.person, session)
    operations.record_absence(first.pk, by=hr, at=clock.now())
    anew = operations.register(mandate.person, session, mandate=mandate)
    assert not anew.assigned

    operations.apply_rules(clock.now())

    anew.refresh_from_db()
    assert (anew.assigned, anew.due_on) == (True, due)


def test_the_preview_counts_before_anything_is_saved(a_rule, agency, hr, course):
    waits, follows, done = MandateFactory.create_batch(3, entity=agency)
    operations.register(follows.person, course, mandate=follows)
    finished = operations.register(done.person, course, mandate=done)
    operations.report_progress(finished.pk, 100)
    terms = Terms(
        activity=course.pk,
        entity=agency.pk,
        roles=(waits.role_id,),
        valid_from=TODAY,
        **FROM_MANDATE,
    )

    preview = Preview(Touched(terms), reach_of(hr))

    numbers = preview.numbers
    assert (numbers.touched, numbers.new, numbers.dropped) == (3, 3, 0)
    assert (numbers.completed, numbers.follow_it, numbers.past) == (1, 1, 3)
    assert {each.person for each in preview.people} == {
        waits.person,
        follows.person,
        done.person,
    }
    assert not Assignment.objects.exists()


def test_the_preview_of_a_change_says_what_it_adds_and_drops(a_rule, agency, hr):
    contact = MandateFactory(entity=agency)
    anchor = MandateFactory(entity=agency, role=RoleFactory(slug="ankerpunt"))
    rule = a_rule(roles=(contact.role_id,))
    terms = replace(terms_of(rule), roles=(anchor.role_id,))

    preview = Preview(Touched(terms, rule=rule), reach_of(hr))

    numbers = preview.numbers
    assert (numbers.touched, numbers.new) == (1, 1)
    assert (numbers.dropped, numbers.dropped_unbegun, numbers.stay) == (1, 1, 0)
    assert [each.learner for each in preview.let_go] == [contact.person]


def test_the_preview_names_nobody_outside_the_scope_of_who_looks(a_rule, agency, hr):
    MandateFactory()
    terms = Terms(activity=an_activity().pk, valid_from=TODAY)

    preview = Preview(Touched(terms), reach_of(hr))

    assert preview.numbers.touched == 2
    assert [each.person for each in preview.people] == [hr]


@pytest.mark.parametrize("people", [2, 12])
def test_looking_what_is_to_be_done_costs_the_same_for_many(
    people, a_rule, agency, django_assert_num_queries
):
    MandateFactory.create_batch(people, entity=agency)
    rule = a_rule()

    # The rule, its roles; who to let go, to count anew and to ask, each with the tree of
    # entities; and when it was carried out.
    with django_assert_num_queries(9):
        operations.apply_rule(rule.pk)


def test_a_worker_killed_between_two_slices_leaves_the_rest_to_the_next(
    a_rule, agency, monkeypatch
):
    MandateFactory.create_batch(5, entity=agency)
    rule = a_rule(carried_out=False)
    monkeypatch.setattr(applying, "SLICE", 2)
    slices = iter([applying._ask])

    def dies_at_the_second(touched, ids):
        if (do := next(slices, None)) is None:
            raise SystemExit
        return do(touched, ids)

    with monkeypatch.context() as killed:
        killed.setattr(applying, "_ask", dies_at_the_second)
        with pytest.raises(SystemExit):
            operations.apply_rule(rule.pk)
    assert Assignment.objects.count() == 2

    assert operations.apply_rule(rule.pk, until=0.0)  # no time: some is left
    assert again(rule) == 6
    assert Participation.objects.count() == 6
