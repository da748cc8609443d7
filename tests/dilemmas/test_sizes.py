"""Whoever watches the line learns nothing from the size of an answer."""

import gzip
import secrets

import pytest
from django.test import Client
from django.urls import reverse

from dilemmas import operations, padding
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, a_scene, an_ended_play, fork

pytestmark = pytest.mark.django_db


def a_scenario_with_unequal_endings():
    """One ending tells some hundreds of characters more, that no program can shorten."""
    scenes = fork(middle=2)
    story = secrets.token_hex(250)
    scenes[-1] = a_scene(
        scenes[-1].title, kind="ending", key=scenes[-1].key, text=story, sort_order=4
    )
    return a_scenario(scenes=scenes)


def answers(play, times=1) -> list[bytes]:
    client = Client()
    client.force_login(play.learner)
    address = reverse("dilemmas:play", args=[play.key])
    return [client.get(address).content for _ in range(times)]


def test_every_scene_and_every_ending_is_as_long_as_any_other():
    page = a_scenario_with_unequal_endings()
    plays = [
        operations.begin(UserFactory(), page),
        an_ended_play(page, 0, 0, 0),
        an_ended_play(page, 0, 1),
        an_ended_play(page, 1),
    ]

    sizes = {len(answer) for play in plays for answer in answers(play)}

    assert sizes == {padding.BLOCK}


def test_two_endings_cannot_be_told_apart_when_a_proxy_compresses_them():
    page = a_scenario_with_unequal_endings()

    def compressed(*ways):
        play = an_ended_play(page, *ways)
        return [len(gzip.compress(answer)) for answer in answers(play, times=30)]

    left, right = compressed(0, 0, 0), compressed(1)

    # What one page has more of than the other drowns in what is random in both.
    assert max(min(left), min(right)) < min(max(left), max(right))
    assert min(max(sizes) - min(sizes) for sizes in (left, right)) > 1000


def test_a_form_that_comes_back_is_as_long_as_the_ending(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)

    response = client.post(
        reverse("dilemmas:note", args=[play.key]), {"text": "woord " * 900}
    )

    assert response.status_code == 400
    assert len(response.content) == padding.BLOCK


def test_a_choice_is_answered_in_the_same_size_whichever_it_was(client, learner):
    page = a_scenario_with_unequal_endings()
    sizes = set()
    for way in (0, 1):
        play = operations.begin(UserFactory(), page)
        client.force_login(play.learner)
        choice = play.version.compiled.scene(str(play.scene))["choices"][way]["key"]
        response = client.post(
            reverse("dilemmas:play", args=[play.key]),
            {"number": 1, "form_key": play.key, "choice": choice},
        )
        sizes.add((response.status_code, len(response.content), len(response.url)))

    assert len(sizes) == 1
