"""The note at the end, as a browser sends it."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from dilemmas.models import Play
from lms.common import clock
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


def typed(client, play, text, known):
    """What the script sends while somebody types."""
    return client.post(
        reverse("dilemmas:note", args=[play.key]),
        {"text": text, "known": known},
        headers={"Accept": "application/json"},
    )


def known_of(client, play) -> str:
    html = client.get(reverse("dilemmas:play", args=[play.key])).content.decode()
    return re.search(r'name="known" value="([^"]+)"', html)[1]


def test_a_note_is_saved_while_it_is_typed_and_that_is_said(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    with clock.at(datetime(2026, 1, 5, 13, 5, tzinfo=UTC)):
        first = typed(client, play, "Rus", known_of(client, play))

    second = typed(client, play, "Rustig", first.json()["known"])

    assert first.json()["message"] == "Opgeslagen om 14.05 uur"
    assert second.json()["is_saved"]
    assert Play.objects.get().note.text == "Rustig"


def test_what_another_window_saved_is_not_overwritten_unseen(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    known = known_of(client, play)
    typed(client, play, "Uit het ene venster", known)

    by_script = typed(client, play, "Uit het andere", known)
    by_button = client.post(
        reverse("dilemmas:note", args=[play.key]),
        {"text": "Uit het andere", "known": known},
    )

    assert not by_script.json()["is_saved"]
    assert by_button.status_code == 409
    assert "in een ander venster" in by_script.json()["message"]
    assert by_script.json()["text"] == "Uit het ene venster"
    assert Play.objects.get().note.text == "Uit het ene venster"
    html = by_button.content.decode()
    assert ">Uit het ene venster</blockquote>" in html
    assert "Uit het andere</textarea>" in html
    assert "data-keeps-note" not in html
    seen = re.search(r'name="known" value="([^"]+)"', html)[1]
    assert typed(client, play, "Beide", seen).json()["is_saved"]
    assert Play.objects.get().note.text == "Beide"


def test_the_same_text_from_two_windows_is_no_quarrel(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    known = known_of(client, play)

    answers = [typed(client, play, "Hetzelfde ", known) for _ in range(2)]

    assert all(answer.json()["is_saved"] for answer in answers)


def test_typing_on_after_the_session_expired_is_told_in_words(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    known = known_of(client, play)
    client.logout()

    response = typed(client, play, "Nog niet bewaard", known)

    assert not response.json()["is_saved"]
    assert "je bent intussen afgemeld" in response.json()["message"]


def test_a_note_from_before_signing_in_does_not_overwrite_a_newer_one(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)
    address = reverse("dilemmas:note", args=[play.key])
    old = known_of(client, play)
    typed(client, play, "Elders bewaard", old)
    client.logout()
    client.post(address, {"text": "Van voor het afmelden", "known": old})

    client.force_login(learner)
    assert known_of(client, play) == old
    response = client.post(address, {"text": "Van voor het afmelden", "known": old})

    assert response.status_code == 409
    assert Play.objects.get().note.text == "Elders bewaard"


def test_a_note_that_is_too_long_is_told_to_who_types(client, learner):
    play = an_ended_play(a_scenario(), learner=learner)

    response = typed(client, play, "woord " * 1000, known_of(client, play))

    assert not response.json()["is_saved"]
    assert "5000" in response.json()["message"]
