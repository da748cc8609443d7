"""Moving somebody to the version of today, and recognising what was learned before."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Change, Purpose, Source, Status
from lms.learning.exceptions import NothingToExempt, NotOpen, OwnRecord
from lms.learning.models import Exemption, Participation, Transition, VersionMove
from lms.learning.rules import AllOf, Needs
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def parts():
    return [an_activity(title=f"Deel {letter}") for letter in "ABC"]


@pytest.fixture
def trajectory(parts):
    return an_activity(ActivityKind.TRAJECTORY, requires=parts[:2])


@pytest.fixture
def way(trajectory):
    mandate = MandateFactory()
    return learning.register(mandate.person, trajectory, mandate=mandate)


@pytest.fixture
def coordinator():
    return UserFactory()


def demand(trajectory, *parts, purpose=Purpose.FIRST):
    return learning.set_requirements(
        trajectory, AllOf(tuple(Needs(part.key) for part in parts)), purpose=purpose
    )


def do(learner, part):
    learning.report_progress(learning.register(learner, part).pk, 100)


def test_a_move_is_recorded_with_its_reason_and_author(
    trajectory, way, parts, coordinator
):
    old, new = way.tree, demand(trajectory, parts[2])

    moved = learning.move_to_current_version(way.pk, reason="Nieuw", by=coordinator)

    assert moved.tree == new
    row = VersionMove.objects.get()
    assert (row.from_tree, row.to_tree) == (old, new)
    assert (row.reason, row.by) == ("Nieuw", coordinator)
    assert (row.transition.change, row.transition.by) == (Change.MOVED, coordinator)


def test_who_renews_is_moved_to_what_it_takes_to_renew_today(
    trajectory, way, parts, coordinator
):
    for part in parts[:2]:
        do(way.learner, part)
    demand(trajectory, parts[2], purpose=Purpose.RENEWAL)
    renewal = learning.begin_again(
        way.learner, trajectory, mandate=way.mandate, counts_from=clock.now()
    )
    other = an_activity(title="Deel D")
    today = demand(trajectory, other, purpose=Purpose.RENEWAL)
    demand(trajectory, parts[0])  # a new version of the whole, which is not theirs

    moved = learning.move_to_current_version(renewal.pk, reason="Nieuw", by=coordinator)

    assert moved.tree == today
    do(way.learner, other)
    moved.refresh_from_db()
    assert moved.is_completed


def test_who_meets_the_new_version_completes_by_their_own_work(
    trajectory, way, parts, coordinator
):
    do(way.learner, parts[0])
    demand(trajectory, parts[0])

    moved = learning.move_to_current_version(way.pk, reason="Korter", by=coordinator)

    assert moved.is_completed
    assert moved.completion.recorded_by is None
    assert moved.completion.source == Source.PLATFORM


def test_progress_is_that_in_the_new_version(trajectory, way, parts, coordinator):
    do(way.learner, parts[0])
    way.refresh_from_db()
    assert way.progress == 50
    demand(trajectory, parts[1], parts[2])

    moved = learning.move_to_current_version(way.pk, reason="Anders", by=coordinator)

    assert moved.progress == 0


def test_the_same_progress_once_more_in_another_version_is_another_event(
    trajectory, way, parts, coordinator
):
    do(way.learner, parts[0])
    demand(trajectory, parts[1], parts[2])
    learning.move_to_current_version(way.pk, reason="Anders", by=coordinator)

    do(way.learner, parts[1])
    demand(trajectory, parts[0], parts[2])
    learning.move_to_current_version(way.pk, reason="Toch niet", by=coordinator)

    told = StoredStatement.objects.filter(registration=way.registration)
    assert told.filter(verb__endswith="/progressed").count() == 3
    way.refresh_from_db()
    assert way.progress == 50


def test_who_renews_by_what_is_there_no_more_goes_on_with_the_whole(
    trajectory, way, parts, coordinator
):
    for part in parts[:2]:
        do(way.learner, part)
    demand(trajectory, parts[2], purpose=Purpose.RENEWAL)
    now = clock.now()
    renewal = learning.begin_again(
        way.learner,
        trajectory,
        mandate=way.mandate,
        counts_from=now,
        counts_until=now + timedelta(days=30),
    )
    learning.clear_requirements(trajectory, purpose=Purpose.RENEWAL)

    moved = learning.move_everybody_to_current_version(
        trajectory, reason="Geen opfrissing meer", by=coordinator
    )

    assert moved == learning.Moved(moved=1, completed=0, failed=0)
    renewal.refresh_from_db()
    assert (renewal.tree, renewal.counts_until) == (way.tree, None)


def test_who_has_nothing_to_be_moved_to_is_not_said_to_be_moved(
    trajectory, way, coordinator
):
    learning.clear_requirements(trajectory)

    moved = learning.move_everybody_to_current_version(
        trajectory, reason="Nieuw", by=coordinator
    )

    assert moved == learning.Moved(moved=0, completed=0, failed=0)


def test_what_hr_sees_follows_the_new_version(trajectory, way, parts, coordinator):
    dropped = learning.register(way.learner, parts[0], mandate=way.mandate)
    added = learning.register(way.learner, parts[2], mandate=way.mandate)
    demand(trajectory, parts[1], parts[2])

    learning.move_to_current_version(way.pk, reason="Anders", by=coordinator)

    assert not Participation.objects.get(pk=dropped.pk).in_trajectory
    assert Participation.objects.get(pk=added.pk).in_trajectory


def test_moving_twice_changes_nothing_more(trajectory, way, parts, coordinator):
    demand(trajectory, parts[2])

    for _time in range(2):
        learning.move_to_current_version(way.pk, reason="Nieuw", by=coordinator)

    assert VersionMove.objects.count() == 1


def test_who_left_or_completed_is_not_moved(trajectory, way, parts, coordinator):
    learning.withdraw(way.pk)
    demand(trajectory, parts[2])

    with pytest.raises(NotOpen):
        learning.move_to_current_version(way.pk, reason="Nieuw", by=coordinator)


def test_everybody_under_way_is_moved_and_who_is_not_is_left(
    trajectory, way, parts, coordinator
):
    done = learning.register(UserFactory(), trajectory)
    for part in parts[:2]:
        do(done.learner, part)
    meets_it = learning.register(UserFactory(), trajectory)
    do(meets_it.learner, parts[2])
    demand(trajectory, parts[2])

    moved = learning.move_everybody_to_current_version(
        trajectory, reason="Nieuw", by=coordinator
    )

    assert moved == learning.Moved(moved=2, completed=1, failed=0)
    assert not Participation.objects.on_an_earlier_version().exists()


@pytest.fixture
def mandate(way):
    return way.mandate


PROOF = learning.Proof(text="Attest gezien", file_name="attest.pdf", content=b"%PDF")


def exempt(way, activity, by, **given):
    return learning.exempt(
        way.learner,
        activity,
        by=by,
        at=clock.now(),
        reason="Volgde dezelfde opleiding elders",
        proof=PROOF,
        mandate=way.mandate,
        **given,
    )


def test_an_exemption_completes_a_course_whose_lessons_are_undone(way, coordinator):
    course = an_activity(requires=[an_activity(ActivityKind.LESSON)])

    exemption = exempt(way, course, coordinator)

    completion = exemption.completion
    assert completion.participation.status == Status.COMPLETED
    assert (completion.source, completion.recorded_by) == (
        Source.EXEMPTION,
        coordinator,
    )
    assert Transition.objects.last().source == Source.EXEMPTION


def test_an_exemption_can_be_the_last_requirement(way, parts, coordinator):
    do(way.learner, parts[0])

    exempt(way, parts[1], coordinator)

    way.refresh_from_db()
    assert way.is_completed
    assert way.completion.source == Source.PLATFORM


def test_words_and_file_stand_in_no_statement(way, parts, coordinator):
    exempt(way, parts[0], coordinator)

    told = " ".join(one.payload for one in StoredStatement.objects.all())
    assert "attest" not in told.lower()
    assert "elders" not in told


def test_what_is_done_cannot_be_exempted(way, parts, coordinator):
    do(way.learner, parts[0])

    with pytest.raises(NothingToExempt):
        exempt(way, parts[0], coordinator)
    assert not Exemption.objects.exists()


def test_nobody_vouches_for_themselves(way, parts):
    session = an_activity(ActivityKind.SESSION, trainer_completes=True)

    with pytest.raises(OwnRecord):
        exempt(way, parts[0], way.learner)
    with pytest.raises(OwnRecord):
        learning.record_completion(
            way.learner, session, by=way.learner, at=clock.now(), mandate=way.mandate
        )

    assert not Exemption.objects.exists()
    assert not way.learner.completions.exists()


def test_a_trajectory_cannot_be_exempted_as_a_whole(way, trajectory, coordinator):
    with pytest.raises(NothingToExempt):
        exempt(way, trajectory, coordinator)


def test_an_erasure_empties_the_words_and_the_file_and_keeps_the_fact(
    way, parts, coordinator
):
    exempt(way, parts[0], coordinator)

    assert personal.collect(way.learner)["learning: exemptions"][0]["proof"]
    assert personal.erase(way.learner)["learning: exemptions"] == 1

    exemption = Exemption.objects.get()
    assert (exemption.reason, exemption.proof, exemption.file_content) == ("", "", None)
    with pytest.raises(DatabaseError), transaction.atomic():
        exemption.delete()


def test_an_exempted_assignment_is_not_said_to_be_passed(way, coordinator):
    exempt(way, an_activity(ActivityKind.ASSIGNMENT), coordinator)

    verbs = StoredStatement.objects.values_list("verb", flat=True)
    assert not [verb for verb in verbs if verb.endswith("/passed")]
