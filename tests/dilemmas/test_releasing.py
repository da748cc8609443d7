"""Choices leave by five, drawn by lot among two hundred people (design.md, idea 4)."""

import json
from datetime import timedelta
from importlib import import_module
from itertools import pairwise
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from dilemmas import operations
from dilemmas.enums import BATCH, RESERVE
from dilemmas.models import Play, ScenarioPage
from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import Agent, StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_crowd, a_scenario, an_ended_play, fork
from tests.xapi.profile.matching import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def released() -> list[dict]:
    statements = StoredStatement.objects.filter(store=Store.REFLECTION)
    return [json.loads(s.payload) for s in statements.order_by("seq")]


def test_two_hundred_people_release_five_and_one_less_nothing():
    page = a_scenario()
    a_crowd(page, people=RESERVE + BATCH - 1)
    assert operations.release_choices(clock.now()) == 0
    assert released() == []

    an_ended_play(page, 1)

    assert operations.release_choices(clock.now()) == 5
    assert len(released()) == 5
    assert [faults_of(one) for one in released()] == [[]] * 5
    assert {UUID(one["id"]).version for one in released()} == {4}  # lead nowhere
    assert Play.objects.waiting().count() == RESERVE


def test_all_above_the_reserve_leave_at_once():
    a_crowd(a_scenario(), people=RESERVE + BATCH + 3)

    assert operations.release_choices(clock.now()) == BATCH + 3
    assert Play.objects.waiting().count() == RESERVE


def test_the_lot_falls_on_others_each_time():
    plays = [play.pk for play in a_crowd(a_scenario(), people=RESERVE + BATCH)]

    def drawn() -> set[int]:
        with transaction.atomic():
            operations.release_choices(clock.now())
            released_now = Play.objects.exclude(released_on=None)
            found = set(released_now.values_list("pk", flat=True))
            transaction.set_rollback(True)
        return found

    # Of the same two hundred; by chance once in more than two thousand million times each.
    first, second = drawn(), drawn()
    assert len(first) == len(second) == BATCH
    assert first != second
    assert set(plays[-BATCH:]) not in (first, second)


def test_plays_of_before_are_told_apart_too():
    page, learner = a_scenario(), UserFactory()
    once, again = (
        an_ended_play(page, learner=learner),
        an_ended_play(page, learner=learner),
    )
    cut, released_then = an_ended_play(page), an_ended_play(page)
    operations.forget_choices(cut.learner, cut.pk)
    operations.forget_choices(released_then.learner, released_then.pk)
    Play.objects.filter(pk=released_then.pk).update(released_on=clock.today())
    Play.objects.filter(released_on=None).update(first_time=False)

    migration = import_module("dilemmas.migrations.0007_first_time")
    migration.tell_apart(apps, None)

    firsts = Play.objects.filter(first_time=True).values_list("pk", flat=True)
    assert set(firsts) == {once.pk, released_then.pk}
    assert again.pk not in firsts


def test_tick_releases():
    a_crowd(a_scenario(), people=RESERVE + BATCH)

    call_command("tick")

    assert len(released()) == 5


def test_a_play_is_released_once():
    page = a_scenario()
    a_crowd(page, people=RESERVE + BATCH)
    operations.release_choices(clock.now())
    for _ in range(4):
        an_ended_play(page)

    assert operations.release_choices(clock.now()) == 0
    assert len(released()) == 5


def test_of_everybody_the_first_time_is_released_and_no_other():
    page, learner = a_scenario(), UserFactory()
    a_crowd(page, people=RESERVE + BATCH - 2)
    plays = [an_ended_play(page, way, learner=learner) for way in (0, 1, 0)]
    operations.forget_choices(learner, plays[0].pk)
    plays.append(an_ended_play(page, learner=learner))

    assert [Play.objects.get(pk=one.pk).first_time for one in plays] == [
        True,
        *[False] * 3,
    ]
    assert operations.release_choices(clock.now()) == 0
    an_ended_play(page)
    assert operations.release_choices(clock.now()) == BATCH


def test_plays_of_two_versions_make_no_batch_together():
    page = a_scenario()
    a_crowd(page, people=RESERVE)
    page.scenes = fork(middle=1)
    page.save_revision().publish()
    page = ScenarioPage.objects.get(pk=page.pk)
    a_crowd(page, people=RESERVE + BATCH - 1)

    assert operations.release_choices(clock.now()) == 0


def test_a_play_that_did_not_end_is_not_released():
    page = a_scenario(scenes=fork(middle=1))
    a_crowd(page, people=RESERVE + BATCH - 1)
    operations.begin(UserFactory(), page)

    assert operations.release_choices(clock.now()) == 0


def test_what_is_released_names_nobody_and_dates_by_the_day():
    page = a_scenario(scenes=fork(middle=1))
    a_crowd(page)
    for way in (0, 1, 0, 1, 0):
        an_ended_play(page, way)

    operations.release_choices(clock.now())

    statements = released()
    texts = json.dumps(statements)
    for play in Play.objects.exclude(released_on=None):
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
    a_crowd(a_scenario(), people=RESERVE + BATCH)
    operations.release_choices(clock.now())

    def actors(store: Store) -> set[str]:
        known = Agent.objects.filter(store=store).values_list("identifier", flat=True)
        return {name for name in known if not name.endswith('"integriteitscampus"]]')}

    assert len(actors(Store.REFLECTION)) == 5
    assert not actors(Store.REFLECTION) & actors(Store.RECORD)


def test_the_order_of_release_is_not_the_order_of_playing():
    a_crowd(a_scenario(scenes=fork(middle=3)), people=RESERVE + BATCH)
    operations.release_choices(clock.now())

    names = [s["object"]["definition"]["name"]["nl"] for s in released()]
    actors = [s["actor"]["account"]["name"] for s in released()]

    # 20 statements: in order they would come play by play.
    assert len(names) == 20
    blocks = sum(a != b for a, b in pairwise(actors)) + 1
    assert blocks > 5


def test_a_release_that_fails_releases_nothing(monkeypatch):
    a_crowd(a_scenario(), people=RESERVE + BATCH)

    def fail(*statements, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("dilemmas.operations.releasing.record", fail)
    with pytest.raises(OSError, match="disk"):
        operations.release_choices(clock.now())
    monkeypatch.undo()

    assert Play.objects.waiting().count() == RESERVE + BATCH
    assert operations.release_choices(clock.now() + timedelta(days=1)) == 5


def test_choices_of_a_cut_link_wait_among_the_others():
    page = a_scenario()
    plays = a_crowd(page, people=RESERVE + BATCH)
    for play in plays:
        operations.forget_choices(play.learner, play.pk)

    assert operations.release_choices(clock.now()) == BATCH
