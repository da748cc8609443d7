"""Which records HR sees: asked or shared, of the own entities, as of a day."""

from datetime import date, timedelta

import pytest

from lms.learning import operations
from lms.learning.enums import ActivityKind
from lms.learning.exceptions import NotShareable
from lms.organisation.operations import end_mandate, merge_entity
from lms.organisation.visibility import team_scope
from lms.reporting.exceptions import NotHr, NotYet
from lms.reporting.filters import RecordFilter
from lms.reporting.records import (
    completion_records,
    is_provisional,
    scope_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory, MandateFactory, RoleFactory

from .people import (
    TODAY,
    a_scenario,
    an_umbrella,
    asked,
    chosen,
    finished,
    on,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.rules,
    pytest.mark.usefixtures("today"),
]


def seen_by(hr, day=TODAY, **filters) -> list[str]:
    """Titles of what a person sees, sorted."""
    records = completion_records(scope_of(hr), day, RecordFilter(**filters))
    return sorted(record.activity_title for record in records)


def test_two_hr_officers_see_disjoint_people(here, there):
    course = an_activity()
    asked(here.learner(), course)
    asked(there.learner(), course)

    def people(hr):
        records = completion_records(scope_of(hr), TODAY)
        return set(records.values_list("participation__learner", flat=True))

    assert len(people(here.hr)) == len(people(there.hr)) == 1
    assert people(here.hr).isdisjoint(people(there.hr))


def test_hr_sees_what_lies_under_the_entity_and_what_it_succeeded(here, there):
    below = EntityFactory(parent=here.entity)
    before = EntityFactory()
    merge_entity(before, into=here.entity, on=TODAY - timedelta(days=1))
    course = an_activity(title="Geschenken")
    for entity in (below, before):
        learner = here.learner()
        learner.entity = entity
        learner.save()
        asked(learner, course)

    assert seen_by(here.hr) == ["Geschenken", "Geschenken"]
    assert seen_by(there.hr) == []


def test_what_is_chosen_and_not_shared_is_seen_by_nobody(here, there):
    finished(chosen(here.learner(), an_activity()))

    assert seen_by(here.hr) == seen_by(there.hr) == []


def test_what_is_shared_is_seen_from_that_day_on(here):
    with on(date(2025, 3, 1)):
        participation = finished(chosen(here.learner(), an_activity(title="Cijfers")))
    with on(date(2025, 4, 1)):
        operations.share(participation.pk)

    assert seen_by(here.hr, date(2025, 3, 31)) == []
    assert seen_by(here.hr, date(2025, 4, 1)) == ["Cijfers"]


def test_what_is_no_longer_shared_is_gone(here):
    participation = finished(chosen(here.learner(), an_activity()))
    operations.share(participation.pk)
    operations.unshare(participation.pk)

    assert seen_by(here.hr) == []


def test_what_belongs_to_a_trajectory_that_a_person_follows_is_seen(here):
    course = an_activity(title="Deontologische code")
    trajectory = an_activity(
        ActivityKind.TRAJECTORY, title="Traject", requires=[course]
    )
    learner = here.learner()
    chosen(learner, course)
    chosen(learner, trajectory)

    assert seen_by(here.hr) == ["Deontologische code", "Traject"]


def test_a_scenario_of_ones_own_choice_never_appears_alone(here):
    scenario = a_scenario()
    umbrella = an_umbrella(scenario, a_scenario("Het gerucht op de gang"))
    learner = here.learner()
    whole = chosen(learner, umbrella)
    single = chosen(learner, scenario)
    finished(single)

    with pytest.raises(NotShareable):
        operations.share(single.pk)
    assert seen_by(here.hr) == []

    operations.share(whole.pk)
    assert seen_by(here.hr) == ["Dilemma’s in leiderschap"]
    assert [
        row.record_status for row in completion_records(scope_of(here.hr), TODAY)
    ] == ["voltooid"]


def test_a_lesson_is_part_of_a_course_and_never_a_record(here):
    lesson = an_activity(ActivityKind.LESSON)
    asked(here.learner(), lesson)

    assert seen_by(here.hr) == []


def test_whoever_takes_part_under_no_mandate_is_seen_by_nobody(here, there):
    participation = operations.register(UserFactory(), an_activity())
    with pytest.raises(NotShareable):
        operations.share(participation.pk)

    assert seen_by(here.hr) == seen_by(there.hr) == []


def test_a_day_in_the_past_shows_how_things_stood_then(here):
    course = an_activity(title="Geschenken")
    with on(date(2025, 2, 3)):
        participation = asked(here.learner(), course)
    with on(date(2025, 3, 31), hour=23):
        finished(participation)

    def status(day):
        return [
            record.record_status
            for record in completion_records(scope_of(here.hr), day)
        ]

    assert status(date(2025, 2, 2)) == []
    assert status(date(2025, 3, 30)) == ["ingeschreven"]
    assert status(date(2025, 3, 31)) == ["voltooid"]


def test_a_day_ends_at_midnight_in_brussels(here):
    with on(date(2025, 3, 31), hour=23):  # 21 hours UTC
        asked(here.learner(), an_activity())
    with on(date(2025, 4, 1), hour=0):  # 22 hours UTC, the day before
        asked(here.learner(), an_activity())

    assert len(seen_by(here.hr, date(2025, 3, 31))) == 1
    assert len(seen_by(here.hr, date(2025, 4, 1))) == 2


def test_nobody_sees_tomorrow(here):
    with pytest.raises(NotYet):
        completion_records(scope_of(here.hr), TODAY + timedelta(days=1))


def test_whoever_is_hr_of_nothing_sees_nothing(here):
    with pytest.raises(NotHr):
        completion_records(scope_of(here.learner().person), TODAY)


def test_the_view_ends_with_the_mandate(here):
    mandate = here.hr.mandates.get()
    end_mandate(mandate, on=TODAY - timedelta(days=1))

    with pytest.raises(NotHr):
        completion_records(scope_of(here.hr), TODAY)


def test_today_is_provisional_and_so_are_the_first_minutes_after():
    assert is_provisional(TODAY)
    with on(TODAY + timedelta(days=1), hour=0):
        assert is_provisional(TODAY)
    with on(TODAY + timedelta(days=1), hour=1):
        assert not is_provisional(TODAY)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Cijfers", "Geschenken"]),
        ({"search": "zoë de"}, ["Geschenken"]),
        ({"search": "test-p-77"}, ["Cijfers"]),
        ({"search": "tEsT-p-77"}, ["Cijfers"]),
        ({"search": "test-p-7"}, []),
        ({"search": "wit zoë"}, ["Geschenken"]),
        ({"search": "100%"}, []),
        ({"entity": "TEST-A"}, ["Cijfers", "Geschenken"]),
        ({"entity": "TEST-B"}, []),
        ({"role": "contactpersoon integriteit"}, ["Cijfers", "Geschenken"]),
        ({"role": "vertrouwenspersoon"}, []),
        ({"form": "e-learning"}, ["Cijfers", "Geschenken"]),
        ({"form": "dilemma"}, []),
        ({"status": "voltooid"}, ["Geschenken"]),
        ({"status": "ingeschreven"}, ["Cijfers"]),
        ({"completed_from": date(2025, 5, 2)}, ["Geschenken"]),
        ({"completed_from": date(2025, 5, 3)}, []),
        ({"completed_to": date(2025, 5, 2)}, ["Geschenken"]),
        ({"completed_to": date(2025, 5, 1)}, []),
    ],
)
def test_filters_narrow(here, there, filters, expected):
    first = here.learner(first_name="Zoë", last_name="De Wit")
    with on(date(2025, 5, 2)):
        finished(asked(first, an_activity(title="Geschenken")))
        other = here.learner(vo_id="TEST-P-77")
        asked(other, an_activity(title="Cijfers"))
        asked(there.learner(), an_activity(title="Elders"))

    assert seen_by(here.hr, **filters) == expected


def test_a_filter_on_a_training_holds_when_it_is_retitled(here):
    course, other = an_activity(title="Geschenken"), an_activity(title="Cijfers")
    asked(here.learner(), course)
    asked(here.learner(), other)

    assert seen_by(here.hr, activity=course.key) == ["Geschenken"]


def test_a_manager_sees_the_team_of_today_and_what_was_asked_alone(here):
    manager = MandateFactory(
        entity=here.entity, role=RoleFactory(slug="leidinggevende")
    ).person
    member, left = here.learner(), here.learner()
    asked(member, an_activity(title="Gevraagd"))
    asked(left, an_activity(title="Van wie vertrok"))
    chosen(member, an_activity(title="Eigen keuze"))
    end_mandate(left, on=TODAY - timedelta(days=1))

    with on(TODAY):
        records = completion_records(team_scope(manager), TODAY)

        assert [record.activity_title for record in records] == ["Gevraagd"]
