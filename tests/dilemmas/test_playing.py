"""Playing: each choice once, and the same record for every ending."""

from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from dilemmas import operations
from dilemmas.exceptions import NothingToPlay
from dilemmas.models import Play, PlayStep, ScenarioPage, ScenarioVersion
from dilemmas.operations import Outcome
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.models import (
    Completion,
    LearningActivity,
    Participation,
)
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import (
    a_scenario,
    a_scene,
    an_ended_play,
    an_umbrella,
    fork,
    take,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def first_choice(play: Play) -> UUID:
    return UUID(play.version.compiled.scene(str(play.scene))["choices"][0]["key"])


def umbrella_of(page: ScenarioPage) -> LearningActivity:
    return LearningActivity.objects.get(key=page.get_parent().translation_key)


def test_beginning_joins_the_dilemma_and_the_umbrella_under_the_mandate():
    page, mandate = a_scenario(), MandateFactory()

    play = operations.begin(mandate.person, page, mandate=mandate)

    own = Participation.objects.of(mandate.person)
    assert own.count() == 2
    assert {one.mandate for one in own} == {mandate}
    assert play.participation.status == Status.STARTED
    assert play.version.scenario == page.translation_key


def test_the_umbrella_is_joined_under_the_mandate_of_the_dilemma_joined_before():
    page, mandate = a_scenario(), MandateFactory()
    activity = LearningActivity.objects.get(key=page.translation_key)
    learning.register(mandate.person, activity, mandate=mandate)

    operations.begin(mandate.person, page)

    assert umbrella_of(page).participations.get().mandate == mandate


def test_a_dilemma_that_a_trajectory_asks_for_does_not_join_the_umbrella():
    page, learner = a_scenario(), UserFactory()
    activity = LearningActivity.objects.get(key=page.translation_key)
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[activity])
    learning.register(learner, trajectory)

    operations.begin(learner, page)

    assert not umbrella_of(page).participations.exists()


def test_beginning_twice_is_going_on():
    page, learner = a_scenario(scenes=fork(middle=1)), UserFactory()

    first = operations.begin(learner, page)
    take(first)
    second = operations.begin(learner, page, return_to="/leren/")

    assert second.pk == first.pk
    assert (second.steps_made, second.return_to) == (1, "/leren/")


def test_the_database_refuses_a_second_running_play():
    play = operations.begin(UserFactory(), a_scenario())

    with pytest.raises(IntegrityError), transaction.atomic():
        Play.objects.create(
            learner=play.learner,
            participation=play.participation,
            version=play.version,
            scene=play.scene,
            started_at=play.started_at,
        )


def test_a_choice_is_stored_at_once_and_leads_on():
    play = operations.begin(UserFactory(), a_scenario(scenes=fork(middle=2)))
    choice = first_choice(play)
    start = play.scene

    assert take(play) == Outcome.MADE

    play.refresh_from_db()
    step = play.steps.get()
    assert (step.number, step.scene, step.choice) == (1, start, choice)
    assert play.scene != start
    assert play.is_running


def test_the_same_form_twice_is_one_step():
    play = operations.begin(UserFactory(), a_scenario(scenes=fork(middle=2)))
    form = {"number": 1, "choice": first_choice(play), "form_key": uuid4()}

    outcomes = [operations.choose(play.learner, play.pk, **form) for _ in range(3)]

    assert outcomes == [Outcome.MADE, Outcome.KNOWN, Outcome.KNOWN]
    assert play.steps.count() == 1


def test_another_choice_from_the_same_form_is_told_that_the_first_one_counted():
    play = operations.begin(UserFactory(), a_scenario(scenes=fork(middle=2)))
    choices = play.version.compiled.scene(str(play.scene))["choices"]
    form = {"number": 1, "form_key": uuid4()}

    outcomes = [
        operations.choose(play.learner, play.pk, choice=UUID(choice["key"]), **form)
        for choice in choices
    ]

    assert outcomes == [Outcome.MADE, Outcome.OUT_OF_DATE]
    assert str(play.steps.get().choice) == choices[0]["key"]


def test_a_second_tab_and_the_back_button_change_nothing():
    play = operations.begin(UserFactory(), a_scenario(scenes=fork(middle=2)))
    old = {"number": 1, "choice": first_choice(play)}
    take(play)

    outcome = operations.choose(play.learner, play.pk, form_key=uuid4(), **old)

    assert outcome == Outcome.OUT_OF_DATE
    assert play.steps.count() == 1


def test_a_choice_that_the_scene_does_not_offer_changes_nothing():
    play = operations.begin(UserFactory(), a_scenario())

    outcome = operations.choose(
        play.learner, play.pk, number=1, choice=uuid4(), form_key=uuid4()
    )

    assert outcome == Outcome.NOT_OFFERED
    assert not play.steps.exists()


def test_nobody_makes_a_step_in_somebody_elses_play():
    play = operations.begin(UserFactory(), a_scenario())

    with pytest.raises(Play.DoesNotExist):
        operations.choose(
            UserFactory(),
            play.pk,
            number=1,
            choice=first_choice(play),
            form_key=uuid4(),
        )


def test_the_database_refuses_to_change_or_delete_a_step():
    step = an_ended_play(a_scenario()).steps.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        PlayStep.objects.filter(pk=step.pk).update(choice=uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        PlayStep.objects.filter(pk=step.pk).delete()


def test_an_ending_completes_the_dilemma_and_the_umbrella():
    page = a_scenario()

    play = an_ended_play(page)

    assert play.participation.is_completed
    assert umbrella_of(page).participations.get().is_completed


def test_playing_again_is_another_play_of_one_completion():
    page, learner = a_scenario(), UserFactory()

    an_ended_play(page, 0, learner=learner)
    an_ended_play(page, 1, learner=learner)

    assert Play.objects.ended().of(learner).count() == 2
    activity = LearningActivity.objects.get(key=page.translation_key)
    assert Completion.objects.filter(activity=activity).count() == 1


def test_a_play_stays_on_its_version_while_a_new_one_is_published():
    page = a_scenario(scenes=fork(middle=2))
    play = operations.begin(UserFactory(), page)
    page.scenes = fork()
    page.save_revision().publish()

    for _ in range(3):
        assert take(play) == Outcome.MADE

    play.refresh_from_db()
    assert play.ended_at
    assert play.version.number == 1
    assert operations.begin(UserFactory(), page).version.number == 2


def test_a_withdrawn_version_stops_its_plays_and_a_new_one_begins():
    page = a_scenario(scenes=fork(middle=2))
    play = operations.begin(UserFactory(), page)
    operations.withdraw_version(play.version_id)

    assert take(play) == Outcome.WITHDRAWN
    with pytest.raises(NothingToPlay):
        operations.begin(play.learner, page)
    page.save_revision().publish()
    again = operations.begin(play.learner, page)

    play.refresh_from_db()
    assert play.stopped_at
    assert again.version.number == 2


def test_withdrawing_the_newest_version_brings_no_older_one_back():
    page = a_scenario(scenes=fork(middle=2))
    page.scenes = fork()
    page.save_revision().publish()
    operations.withdraw_version(ScenarioVersion.objects.get(number=2).pk)

    with pytest.raises(NothingToPlay):
        operations.begin(UserFactory(), page)

    assert ScenarioVersion.objects.in_force().get().number == 1
    assert not Participation.objects.exists()


def test_who_left_the_dilemma_can_still_finish_and_nothing_is_recorded():
    play = operations.begin(UserFactory(), a_scenario())
    learning.withdraw(play.participation_id)

    assert take(play) == Outcome.MADE

    play.refresh_from_db()
    assert play.ended_at
    assert not Completion.objects.exists()


def test_a_note_is_kept_for_an_ended_play_of_ones_own():
    play = operations.begin(UserFactory(), a_scenario())
    with pytest.raises(Play.DoesNotExist):
        operations.save_note(play.learner, play.pk, "Te vroeg")
    take(play)

    operations.save_note(play.learner, play.pk, "Eerst")
    note = operations.save_note(play.learner, play.pk, " Dan \n")

    assert (note.text, play.note.text) == ("Dan", "Dan")
    with pytest.raises(Play.DoesNotExist):
        operations.save_note(UserFactory(), play.pk, "Niet van mij")


def test_a_story_scene_leads_on_without_a_choice():
    end = a_scene("Einde", kind="ending")
    page = a_scenario(
        scenes=[a_scene("Er was eens", ("Verder", end.key), kind="story", is_start=True), end]
    )  # fmt: skip

    assert an_ended_play(page).steps_made == 1


@pytest.mark.django_db(transaction=True)
def test_ten_submissions_at_once_make_one_step():
    an_umbrella()
    play = operations.begin(UserFactory(), a_scenario())
    choices = play.version.compiled.scene(str(play.scene))["choices"]
    barrier, outcomes = Barrier(10), []

    def submit(number: int) -> None:
        barrier.wait()
        try:
            outcomes.append(
                operations.choose(
                    play.learner,
                    play.pk,
                    number=1,
                    choice=UUID(choices[number % 2]["key"]),
                    form_key=uuid4(),
                )
            )
        finally:
            connection.close()

    threads = [Thread(target=submit, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [Outcome.MADE] + [Outcome.OUT_OF_DATE] * 9
    assert play.steps.count() == 1
    assert Completion.objects.filter(activity=play.participation.activity).count() == 1
