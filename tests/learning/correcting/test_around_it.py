"""What was completed, or is under way, around what was put right."""

import pytest

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.corrections import behind, relying_on
from lms.learning.enums import ActivityKind, Change
from lms.learning.exceptions import (
    ComesLater,
    StillMet,
)
from lms.learning.explaining import explain
from lms.learning.models import (
    Completion,
    CompletionCorrection,
    Participation,
    Transition,
)
from lms.learning.rules import AtLeast, Needs
from tests.factories.learning import an_activity
from tests.learning.correcting.doing import annul, attend, do, lessons_of, open_one

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def test_what_is_under_way_around_it_goes_back_to_what_there_is(
    way, learner, session, course, trainer, colleague
):
    done = attend(learner, session, trainer)
    way.refresh_from_db()
    half = way.progress
    assert half > 0

    annul(done, colleague)

    way.refresh_from_db()
    assert (way.progress, way.is_open) == (0, True)
    said = explain(Participation.objects.with_record().get(pk=way.pk))
    fact = next(part.fact for part in said.whole.leaves if part.fact.key == session.key)
    assert not fact.is_done
    attend(learner, session, trainer)  # the same progress again is another event
    way.refresh_from_db()
    assert way.progress == half


def test_a_lesson_sets_back_its_course_and_the_trajectory(
    way, learner, course, trainer, colleague
):
    learning.register(learner, course)
    lesson = attend(learner, lessons_of(course)[0], trainer)
    way.refresh_from_db()
    assert way.progress > 0

    annul(lesson, colleague)

    way.refresh_from_db()
    assert (way.progress, open_one(learner, course).progress) == (0, 0)
    do(learner, lessons_of(course)[1])
    assert open_one(learner, course).progress == 50


def test_what_was_completed_because_of_it_is_named_and_keeps_its_completion(
    whole, way, colleague
):
    assert relying_on(whole) == [way.completion]
    lesson = Completion.objects.filter(activity__kind=ActivityKind.LESSON).earliest(
        "pk"
    )
    course = Completion.objects.get(activity__kind=ActivityKind.COURSE)
    assert relying_on(lesson) == [course, way.completion]

    annul(whole, colleague)

    way.refresh_from_db()
    assert way.is_completed
    assert relying_on(whole) == [way.completion]


def test_what_is_met_without_it_does_not_rely_on_it(learner, trainer):
    parts = [an_activity(ActivityKind.SESSION, title=f"Sessie {n}") for n in (1, 2)]
    either = an_activity(title="Keuze", has_own_part=False)
    rule = AtLeast(1, tuple(Needs(part.key) for part in parts))
    learning.set_requirements(either, rule)
    first, second = (attend(learner, part, trainer) for part in parts)
    learning.register(learner, either)

    assert behind(Completion.objects.get(activity=either)).count() == 2
    assert relying_on(first) == relying_on(second) == []


def test_what_would_be_complete_again_at_once_is_refused(whole, way, colleague):
    with pytest.raises(StillMet):
        annul(way.completion, colleague)
    assert not CompletionCorrection.objects.exists()

    annul(whole, colleague)
    annul(way.completion, colleague)

    anew = open_one(way.learner, way.activity)
    assert anew.tree == way.tree
    assert 0 < anew.progress < 100


def test_a_trajectory_that_is_completed_after_all_is_a_completion_of_its_own(
    whole, way, learner, session, trainer, colleague
):
    annul(whole, colleague)
    annul(way.completion, colleague)

    attend(learner, session, trainer)

    ended = Completion.objects.standing().get(activity=way.activity)
    assert ended != way.completion
    assert whole.pk not in ended.evidence["completions"]


def test_parts_of_a_trajectory_stay_asked_when_it_begins_anew(
    whole, way, learner, course, colleague
):
    annul(whole, colleague)
    annul(way.completion, colleague)

    part = Participation.objects.of(learner).get(activity=course)
    assert part.in_trajectory
    changes = Transition.objects.filter(participation=part).values_list("change")
    assert (Change.NO_LONGER_ASKED,) not in changes


def test_an_exemption_that_was_wrong_leaves_what_was_done(
    way, learner, course, trainer, colleague
):
    do(learner, lessons_of(course)[0])
    exemption = learning.exempt(
        learner,
        course,
        by=trainer,
        at=clock.now(),
        reason="Elders gevolgd",
        proof=learning.Proof(text="Attest"),
        mandate=way.mandate,
    )

    annul(exemption.completion, colleague)

    again = learning.register(learner, course)
    assert (again.is_open, again.progress) == (True, 50)


def test_what_comes_first_is_no_longer_there(done, learner, session, colleague):
    later = an_activity(title="Daarna")
    learning.set_prerequisites({later.key: [session.key]})
    learning.start(learning.register(learner, later).pk)
    annul(done, colleague)
    other = an_activity(title="Nog later")
    learning.set_prerequisites({later.key: [session.key], other.key: [session.key]})

    with pytest.raises(ComesLater):
        learning.register(learner, other)
