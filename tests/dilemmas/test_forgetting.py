"""Choices that become nobody's: wiped by their learner ("Wis mijn keuzes"), or a year old."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas import operations
from dilemmas.enums import BATCH, LINK_KEPT, RESERVE
from dilemmas.models import Play, PlayStep, ReflectionNote, ScenarioPage
from lms.common import clock
from lms.learning.models import Completion
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_crowd, a_scenario, an_ended_play, fork, take

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


@pytest.fixture
def play():
    play = an_ended_play(a_scenario())
    operations.save_note(play.learner, play.pk, "Morgen zeg ik het vooraf.")
    return play


def test_nothing_leads_back_to_who_chose(play):
    learner, completed = play.learner, Completion.objects.first()
    chosen = list(PlayStep.objects.values_list("scene", "choice"))

    operations.forget_choices(learner, play.pk)

    forgotten = Play.objects.get()
    assert (forgotten.learner, forgotten.participation) == (None, None)
    assert list(PlayStep.objects.values_list("scene", "choice")) == chosen
    assert not ReflectionNote.objects.exists()
    moments = {
        forgotten.started_at,
        forgotten.ended_at,
        *PlayStep.objects.values_list("made_at", flat=True),
    }
    assert moments == {clock.start_of(clock.today())}
    assert completed.completed_at not in moments


def test_what_was_recorded_under_the_name_stays(play):
    said = StoredStatement.objects.count()

    operations.forget_choices(play.learner, play.pk)

    assert Completion.objects.filter(learner=play.learner).exists()
    assert StoredStatement.objects.count() == said


def test_only_the_own_ended_play_can_be_forgotten(play):
    running = operations.begin(UserFactory(), a_scenario(title="Een ander"))

    for person, pk in ((UserFactory(), play.pk), (running.learner, running.pk)):
        with pytest.raises(Play.DoesNotExist):
            operations.forget_choices(person, pk)

    assert Play.objects.filter(learner=None).count() == 0


def test_the_steps_are_facts_again_afterwards(play):
    operations.forget_choices(play.learner, play.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlayStep.objects.update(made_at=clock.now())


def test_forgotten_choices_wait_among_those_of_others(play):
    page = a_scenario(title="Nog een")
    plays = a_crowd(page, people=RESERVE + BATCH)
    operations.forget_choices(plays[0].learner, plays[0].pk)

    assert operations.release_choices(clock.now() + timedelta(days=1)) == BATCH


def test_a_learner_wipes_and_sees_the_path_no_more(client, play):
    client.force_login(play.learner)
    ending = reverse("dilemmas:play", args=[play.key])
    wipe = reverse("dilemmas:forget", args=[play.key])
    assert f'action="{wipe}"' in client.get(ending).content.decode()

    answer = client.post(wipe, follow=True)

    assert "Je keuzes zijn gewist" in answer.content.decode()
    assert client.get(ending).status_code == 404
    assert client.post(wipe).status_code == 404


def test_who_signs_in_on_the_way_comes_back_to_the_ending(client, play):
    wipe = reverse("dilemmas:forget", args=[play.key])
    ending = reverse("dilemmas:play", args=[play.key])

    assert client.post(wipe).url == f"{reverse('account_login')}?next={ending}"
    client.force_login(play.learner)
    assert client.get(wipe).url == ending
    assert Play.objects.get().learner == play.learner


def days_later(days: int):
    return clock.start_of(clock.today() + timedelta(days=days))


def test_a_year_after_the_end_nothing_leads_back_to_who_chose(play):
    chosen = list(PlayStep.objects.values_list("scene", "choice"))
    last_day = play.link_kept_until
    assert last_day == clock.today() + LINK_KEPT

    assert operations.forget_after_a_year(clock.start_of(last_day)) == 0
    assert operations.forget_after_a_year(clock.end_of(last_day)) == 1
    assert operations.forget_after_a_year(clock.end_of(last_day)) == 0

    forgotten = Play.objects.get()
    assert (forgotten.learner, forgotten.participation) == (None, None)
    assert list(PlayStep.objects.values_list("scene", "choice")) == chosen
    assert not ReflectionNote.objects.exists()
    midnight = clock.start_of(clock.today())
    assert {forgotten.started_at, forgotten.ended_at} == {midnight}
    assert set(PlayStep.objects.values_list("made_at", flat=True)) == {midnight}
    assert forgotten.stopped_at is None
    assert Completion.objects.exists()


def test_tick_forgets_what_is_a_year_old():
    with clock.at(days_later(-400)):
        old = an_ended_play(a_scenario())
    young = an_ended_play(ScenarioPage.objects.get())

    call_command("tick")

    assert list(Play.objects.linked()) == [young]
    assert not Play.objects.of(old.learner).exists()


def test_what_was_not_released_yet_waits_among_what_came_later():
    page = a_scenario()
    with clock.at(days_later(-400)):
        a_crowd(page, 1, people=RESERVE + BATCH - 1)
    operations.forget_after_a_year(clock.now())
    assert operations.release_choices(clock.now()) == 0

    an_ended_play(page)

    assert operations.release_choices(clock.now()) == BATCH


def test_a_play_left_lying_for_a_year_stops_and_is_forgotten():
    page = a_scenario(scenes=fork(middle=2))
    with clock.at(days_later(-400)):
        left, resumed, fresh = (operations.begin(UserFactory(), page) for _ in "abc")
        take(left)
    with clock.at(days_later(-30)):
        take(resumed)
        take(fresh)
    learner = left.learner

    assert operations.forget_after_a_year(clock.now()) == 1

    left.refresh_from_db()
    assert left.learner is None
    assert left.stopped_at == days_later(-400)
    assert Play.objects.of(resumed.learner).running().exists()
    again = operations.begin(learner, page)
    assert (again.pk, again.steps_made) != (left.pk, left.steps_made)


def test_forgetting_costs_the_same_however_many_plays_of_a_day():
    page, costs = a_scenario(), set()
    for plays in (2, 6):
        with clock.at(days_later(-400)):
            for _ in range(plays):
                an_ended_play(page)
        with CaptureQueriesContext(connection) as asked:
            assert operations.forget_after_a_year(clock.now()) == plays
        costs.add(len(asked))

    assert len(costs) == 1
