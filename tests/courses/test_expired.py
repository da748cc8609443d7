"""Forms that come too late: after the session, or after signing in again."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ReflectionNote
from tests.courses.player import give, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    an_id,
    lessons_of,
)

pytestmark = pytest.mark.django_db


# When the session expired


def test_what_was_sent_after_the_session_expired_is_sent_after_signing_in(
    client, learner, course
):
    lesson = lessons_of(course)[1]
    join(learner, course)
    client.force_login(learner)
    mark = re.search(r'name="for" value="([^"]+)"', text_of(client.get(lesson.url)))
    note = reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")])
    client.logout()

    response = client.post(note, {"text": "Niet kwijt\nraken", "for": mark[1]})
    assert response.url.startswith(reverse("account_login"))
    assert "Niet" not in response.url
    assert not ReflectionNote.objects.exists()

    client.force_login(learner)
    html = text_of(client.get(reverse("courses:resend")))
    assert "Niet kwijt\nraken" in html
    assert f'action="{note}"' in html

    client.post(note, {"text": "Niet kwijt\nraken", "resent": "yes"})
    assert ReflectionNote.objects.get().text == "Niet kwijt\nraken"
    assert client.get(reverse("courses:resend")).status_code == 302


def test_an_answer_sent_after_the_session_expired_is_shown_in_words(
    client, learner, course
):
    lesson = lessons_of(course)[0]
    join(learner, course)
    client.force_login(learner)
    mark = re.search(r'name="for" value="([^"]+)"', text_of(client.get(lesson.url)))
    client.logout()
    key = uuid4()

    give(client, lesson, "b", key=key, **{"for": mark[1]})
    client.force_login(learner)
    html = text_of(client.get(reverse("courses:resend")))

    assert "Antwoord b" in html
    assert str(key) in html


def test_another_person_on_the_same_browser_is_not_shown_it(client, learner, course):
    lesson = lessons_of(course)[1]
    join(learner, course)
    client.force_login(learner)
    mark = re.search(r'name="for" value="([^"]+)"', text_of(client.get(lesson.url)))
    client.logout()
    client.post(
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]),
        {"text": "Geheim", "for": mark[1]},
    )

    client.force_login(UserFactory())
    response = client.get(reverse("courses:resend"))

    assert response.status_code == 302
    assert client.get(reverse("courses:resend")).status_code == 302


def test_what_is_too_much_for_a_cookie_stays_on_the_page(client, course):
    lesson = lessons_of(course)[1]
    text = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(4000))

    response = client.post(
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]), {"text": text}
    )

    assert response.status_code == 403
    assert text in text_of(response)


def test_a_kept_form_leads_nowhere_but_to_a_lesson(reader, learner, rf):
    from courses import kept  # noqa: PLC0415

    form = kept.KeptForm(to="/accounts/email/", person=learner.pk, fields=())
    from django.http import HttpResponse  # noqa: PLC0415

    response = HttpResponse()
    kept.keep(response, form)
    for name, morsel in response.cookies.items():
        reader.cookies[name] = morsel.value

    assert reader.get(reverse("courses:resend")).status_code == 302


# When the form expired


def test_a_form_from_before_signing_in_again_can_be_sent_from_the_403_page(
    learner, course
):
    lesson = lessons_of(course)[1]
    join(learner, course)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(learner)
    browser.get(lesson.url)
    note = reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")])
    text = (
        "Ik leg het op het teamoverleg voor,\nen vraag wie dit al eens meemaakte. " * 2
    )
    outdated = "a" * 64

    response = browser.post(note, {"text": text, "csrfmiddlewaretoken": outdated})
    assert response.status_code == 403
    html = text_of(response)
    assert text in html
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]

    browser.post(note, {"text": text, "csrfmiddlewaretoken": token})
    assert ReflectionNote.objects.get().text == text.strip()


def test_a_form_from_another_site_gets_no_such_page(learner, course):
    lesson = lessons_of(course)[1]
    join(learner, course)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(learner)
    browser.get(lesson.url)
    note = reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")])

    response = browser.post(
        note,
        {"text": "van elders", "csrfmiddlewaretoken": "a" * 64},
        headers={"Origin": "https://elders.example"},
    )

    assert response.status_code == 403
    assert "van elders" not in text_of(response)
