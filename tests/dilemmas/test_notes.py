"""The note at the end, as a browser sends it."""

import pytest
from django.urls import reverse

from dilemmas.models import Play
from tests.factories.dilemmas import a_scenario, an_ended_play

pytestmark = pytest.mark.django_db


def test_a_note_sent_after_the_session_expired_is_there_again(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    address = reverse("dilemmas:play", args=[play.key])
    client.logout()

    response = client.post(f"{address}notitie/", {"text": "Niet verloren"})

    assert response.url == f"/accounts/login/?next={address}"
    client.force_login(learner)
    html = client.get(address).content.decode()
    assert "Niet verloren" in html
    assert "nog niet opgeslagen" in html
    client.post(f"{address}notitie/", {"text": "Niet verloren"})
    assert "nog niet opgeslagen" not in client.get(address).content.decode()


def test_a_note_that_is_too_long_comes_back_whole(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    text = "woord " * 1000

    response = client.post(reverse("dilemmas:note", args=[play.key]), {"text": text})

    assert response.status_code == 400
    assert text.strip() in response.content.decode()


def test_a_note_of_just_the_length_that_the_browser_allows_is_kept(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    address = reverse("dilemmas:note", args=[play.key])
    typed = "regel\n" * 833 + "ab"

    response = client.post(address, {"text": typed.replace("\n", "\r\n") + "\x00"})

    assert response.status_code == 302
    assert len(typed) == 5000
    assert Play.objects.get().note.text == typed


def test_no_word_of_a_long_note_is_lost_by_signing_in_again(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    typed = "regel\n" * 833 + "ab"
    client.logout()

    client.post(
        reverse("dilemmas:note", args=[play.key]),
        {"text": typed.replace("\n", "\r\n")},
    )

    client.force_login(learner)
    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()
    assert typed in html
