"""Choices leave in batches of five people, and belong to nobody (design.md, idea 4)."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command

from dilemmas import operations
from dilemmas.models import Play, ScenarioPage
from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import Agent, StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play, fork

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def released() -> list[dict]:
    statements = StoredStatement.objects.filter(store=Store.REFLECTION)
    return [json.loads(s.payload) for s in statements.order_by("seq")]


def test_four_ended_plays_release_nothing_and_five_do():
    page = a_scenario()
    for _ in range(4):
        an_ended_play(page)
    assert operations.release_choices(clock.now()) == 0
    assert released() == []

    an_ended_play(page, 1)

    assert operations.release_choices(clock.now()) == 5
    assert len(released()) == 5


def test_tick_releases():
    page = a_scenario()
    for _ in range(5):
        an_ended_play(page)

    call_command("tick")

    assert len(released()) == 5


def test_a_play_is_released_once():
    page = a_scenario()
    for _ in range(5):
        an_ended_play(page)
    operations.release_choices(clock.now())
    for _ in range(4):
        an_ended_play(page)

    assert operations.release_choices(clock.now()) == 0
    assert len(released()) == 5


def test_five_plays_of_one_person_hide_nobody_and_wait():
    page, learner = a_scenario(), UserFactory()
    for way in (0, 1, 0, 1, 0, 1):
        an_ended_play(page, way, learner=learner)

    assert operations.release_choices(clock.now()) == 0


def test_plays_of_two_versions_make_no_batch_together():
    page = a_scenario()
    for _ in range(3):
        an_ended_play(page)
    page.scenes = fork(middle=1)
    page.save_revision().publish()
    page = ScenarioPage.objects.get(pk=page.pk)
    for _ in range(4):
        an_ended_play(page)

    assert operations.release_choices(clock.now()) == 0


def test_a_play_that_did_not_end_is_not_released():
    page = a_scenario(scenes=fork(middle=1))
    for _ in range(5):
        an_ended_play(page)
    operations.begin(UserFactory(), page)

    operations.release_choices(clock.now())

    assert Play.objects.filter(released_on=None).count() == 1


def test_what_is_released_names_nobody_and_dates_by_the_day():
    page = a_scenario(scenes=fork(middle=1))
    plays = [an_ended_play(page, way) for way in (0, 1, 0, 1, 0)]

    operations.release_choices(clock.now())

    statements = released()
    texts = json.dumps(statements)
    for play in plays:
        for name in (
            *(play.learner.public_id, play.learner.email, play.learner.last_name),
            *(play.key, play.participation.registration),
        ):
            assert str(name) not in texts
        for step in play.steps.all():
            assert str(step.form_key) not in texts
    midnight = clock.start_of(clock.today())
    moments = {s["timestamp"] for s in statements}
    assert len(moments) == 1
    assert StoredStatement.objects.filter(
        store=Store.REFLECTION, timestamp=midnight
    ).count() == len(statements)
    assert len({s["actor"]["account"]["name"] for s in statements}) == 5
    assert all(s["verb"]["id"].endswith("/selected") for s in statements)
    assert not any("registration" in s["context"] for s in statements)


def test_the_two_stores_have_no_actor_in_common():
    page = a_scenario()
    for _ in range(5):
        an_ended_play(page)
    operations.release_choices(clock.now())

    def actors(store: Store) -> set[str]:
        known = Agent.objects.filter(store=store).values_list("identifier", flat=True)
        return {name for name in known if not name.endswith('"integriteitscampus"]]')}

    assert len(actors(Store.REFLECTION)) == 5
    assert not actors(Store.REFLECTION) & actors(Store.RECORD)


def test_the_order_of_release_is_not_the_order_of_playing():
    page = a_scenario(scenes=fork(middle=3))
    for _ in range(6):
        an_ended_play(page)
    operations.release_choices(clock.now())

    names = [s["object"]["definition"]["name"]["nl"] for s in released()]
    actors = [s["actor"]["account"]["name"] for s in released()]

    # 24 statements: in order they would come play by play.
    assert len(names) == 24
    blocks = sum(a != b for a, b in pairwise(actors)) + 1
    assert blocks > 6


def test_a_release_that_fails_releases_nothing(monkeypatch):
    page = a_scenario()
    for _ in range(5):
        an_ended_play(page)

    def fail(*statements, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("dilemmas.operations.releasing.record", fail)
    with pytest.raises(OSError, match="disk"):
        operations.release_choices(clock.now())
    monkeypatch.undo()

    assert Play.objects.waiting().count() == 5
    assert operations.release_choices(clock.now() + timedelta(days=1)) == 5


def test_choices_of_a_cut_link_count_as_nobody_but_leave_with_the_others():
    page = a_scenario()
    plays = [an_ended_play(page) for _ in range(5)]
    Play.objects.filter(pk=plays[0].pk).update(learner=None, participation=None)
    assert operations.release_choices(clock.now()) == 0

    an_ended_play(page)

    assert operations.release_choices(clock.now()) == 6
