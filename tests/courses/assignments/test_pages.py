"""The page of the learner, the files behind it, and the desk of trainers."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.assignments import drafts
from courses.assignments.judging import Verdict, criteria_of, judge
from courses.assignments.views import WORK
from courses.enums import Decision
from courses.models import Submission, SubmittedFile
from lms.learning import operations as learning
from lms.learning.models import Completion
from tests.courses.player import text_of
from tests.factories.accounts import UserFactory
from tests.factories.assignments import PDF, a_file

pytestmark = pytest.mark.django_db

SECRET = "Het team zweeg eerst tien minuten."


@pytest.fixture
def send(client, learner, part, page):
    """The learner's browser sends the form as the page shows it."""
    client.force_login(learner)

    def post(**fields):
        shown = client.get(page.get_url()).context
        known = {"for": shown["mark"], "known": shown["reading"].known}
        return client.post(address(page), {**known, **fields})

    return post


@pytest.fixture
def desk(trainer):
    browser = Client()
    browser.force_login(trainer)
    return browser


def address(page):
    return reverse("courses:assignment", args=[page.pk])


def judging(submission):
    return reverse("courses_submission", args=[submission.pk])


def test_a_visitor_reads_what_it_is_and_writes_nothing(client, page, learner):
    shown = text_of(client.get(page.get_url()))
    assert "Het verslag noemt geen namen." in shown
    assert "<textarea" not in shown

    client.force_login(learner)
    response = client.post(address(page), {"text": SECRET, "do": "hand-in"})
    assert response.status_code == 302
    assert not Submission.objects.exists()


def test_it_is_saved_then_handed_in_and_says_so(send, client, page):
    response = send(text=SECRET, do="save")
    assert response.url == f"{page.get_url()}#{WORK}"
    assert SECRET in text_of(client.get(page.get_url()))

    send(text=SECRET, uploads=[a_file("een.pdf"), a_file("twee.pdf")], do="hand-in")
    shown = text_of(client.get(page.get_url()))
    assert "Ingediend, wacht op de trainer" in shown
    assert "<textarea" not in shown
    assert {"een.pdf", "twee.pdf"} == {
        each.name for each in SubmittedFile.objects.all()
    }
    # Once more, from a page that stayed open.
    assert send(text="Anders", do="hand-in").status_code == 302
    assert Submission.objects.get().text == SECRET


def test_a_refused_form_loses_nothing(send, page):
    response = send(
        text=SECRET,
        uploads=[a_file("goed.pdf"), a_file("virus.exe", b"MZ")],
        do="hand-in",
    )

    assert response.status_code == 400
    shown = text_of(response)
    assert "virus.exe" in response.context["form"].errors["uploads"][0]
    assert 'aria-invalid="true"' in shown
    draft = Submission.objects.get()
    assert (draft.text, draft.is_draft) == (SECRET, True)
    assert [each.name for each in draft.files.all()] == ["goed.pdf"]
    assert SECRET in shown

    too_long = "x" * (drafts.LONGEST + 1)
    response = send(text=too_long, uploads=a_file("meer.pdf"), do="save")
    assert response.status_code == 400
    assert too_long in text_of(response)
    draft.refresh_from_db()
    assert (draft.text, draft.files.count()) == (SECRET, 2)


def test_a_file_that_is_too_large_is_not_read_and_the_text_still_arrives(send, page):
    large = a_file("groot.pdf", PDF + b" " * page.most_bytes)

    response = send(text=SECRET, uploads=[large, a_file("goed.pdf")], do="save")

    assert "groot.pdf" in response.context["form"].errors["uploads"][0]
    draft = Submission.objects.get()
    assert (draft.text, draft.files.get().name) == (SECRET, "goed.pdf")


def test_removing_a_file_keeps_what_was_typed(send):
    send(text="Begin", uploads=a_file())
    key = SubmittedFile.objects.get().key

    send(text=SECRET, remove=str(key))

    draft = Submission.objects.get()
    assert (draft.text, draft.files.count()) == (SECRET, 0)
    assert send(text=SECRET, remove="geen sleutel").status_code == 404


def test_a_script_saves_the_text_alone(send, client, page):
    mark = client.get(page.get_url()).context["mark"]
    script = {"headers": {"Accept": "application/json"}}

    said = client.post(
        address(page), {"text": SECRET, "for": mark, "known": ""}, **script
    )
    assert said.json()["is_saved"]
    assert said.json()["known"] == Submission.objects.get().saved_at.isoformat()

    said = client.post(
        address(page), {"text": "Later", "for": mark, "known": ""}, **script
    )
    assert (said.json()["is_saved"], said.json()["text"]) == (False, SECRET)


def test_the_form_needs_its_token(learner, part, page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(learner)

    assert browser.post(address(page), {"text": SECRET}).status_code == 403


def test_who_is_signed_out_keeps_the_text(send, client, page):
    mark = client.get(page.get_url()).context["mark"]
    client.logout()

    response = client.post(address(page), {"text": SECRET, "for": mark, "do": "save"})

    assert response.url.startswith("/accounts/login/")
    assert "verstuur-opnieuw-0" in response.cookies


def test_what_is_sent_again_after_signing_in_waits_for_its_files(
    send, client, learner, page
):
    """Files do not fit in what a browser keeps: nobody hands in without theirs."""
    sent = {"text": SECRET, "do": "hand-in", "known": ""}
    sent["for"] = client.get(page.get_url()).context["mark"]
    client.logout()
    client.post(address(page), sent)
    client.force_login(learner)

    shown = text_of(client.get(reverse("courses:resend")))
    assert SECRET in shown
    assert "Bestanden die je koos" in shown

    client.post(address(page), {**sent, "resent": "yes"})
    draft = Submission.objects.get()
    assert (draft.text, draft.is_draft) == (SECRET, True)


def test_a_file_goes_to_its_learner_and_its_trainers_only(
    send, client, page, desk, trainer
):
    send(text=SECRET, uploads=a_file("mijn verslag.pdf"))
    place = reverse("courses:submitted_file", args=[SubmittedFile.objects.get().key])
    stranger = Client()
    assert stranger.get(place).status_code == 302  # to sign in
    stranger.force_login(UserFactory())

    assert stranger.get(place).status_code == 404
    assert desk.get(place).status_code == 404  # a draft is the learner's
    response = client.get(place)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="mijn verslag.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "sandbox" in response["Content-Security-Policy"]

    send(text=SECRET, do="hand-in")
    assert desk.get(place).status_code == 200
    assert stranger.get(place).status_code == 404
    trainer.groups.clear()
    assert desk.get(place).status_code == 404


def test_what_waited_is_read_by_nobody_once_its_learner_left(send, client, part, desk):
    send(text=SECRET, uploads=a_file(), do="hand-in")
    place = reverse("courses:submitted_file", args=[SubmittedFile.objects.get().key])
    assert desk.get(place).status_code == 200

    learning.withdraw(part.pk)

    assert desk.get(place).status_code == 404
    assert desk.get(judging(Submission.objects.get())).status_code == 404
    assert client.get(place).status_code == 200  # it is the learner’s


def test_a_trainer_returns_and_accepts_at_the_desk(send, client, page, desk):
    send(text=SECRET, do="hand-in")
    first = Submission.objects.get()
    assert str(first.participation.learner) in text_of(
        desk.get(reverse("courses_submissions"))
    )

    response = desk.post(judging(first), {"decision": "returned", "feedback": ""})
    assert (response.status_code, "feedback" in response.context["form"].errors) == (
        400,
        True,
    )
    desk.post(
        judging(first), {"decision": "returned", "feedback": "Zeg wat er stokte."}
    )
    shown = text_of(client.get(page.get_url()))
    assert "Terug met feedback" in shown
    assert "Zeg wat er stokte." in shown
    assert SECRET in shown

    send(text=f"{SECRET} Daar stokte het.", do="hand-in")
    second = Submission.objects.get(number=2)
    met = [key for key, _text in criteria_of(page)]
    judged = text_of(desk.get(judging(second)))
    assert "Zeg wat er stokte." in judged  # the first round, to read
    desk.post(judging(second), {"decision": "accepted", "criteria": met})
    assert Completion.objects.exists()
    assert "Aanvaard" in text_of(client.get(page.get_url()))


def test_a_trainer_who_comes_second_keeps_the_words_and_changes_nothing(
    send, page, desk, make_trainer
):
    send(text=SECRET, do="hand-in")
    first = Submission.objects.get()
    verdict = Verdict(decision=Decision.RETURNED, feedback="Nog eens.")
    judge(first.pk, verdict, by=make_trainer())

    response = desk.post(
        judging(first), {"decision": "returned", "feedback": "Mijn eigen woorden."}
    )

    assert response.status_code == 409
    assert "Mijn eigen woorden." in text_of(response)
    assert "Nog eens." in text_of(response)


def test_what_was_recorded_otherwise_waits_for_nobody(send, client, page, part, desk):
    send(text=SECRET, do="hand-in")
    learning.report_progress(part.pk, 100)

    shown = text_of(client.get(page.get_url()))
    assert "wacht op de trainer" not in shown.casefold()
    assert "Terug met feedback" not in shown
    assert SECRET in shown
    first = Submission.objects.get()
    assert "niet meer bezig" in text_of(desk.get(judging(first)))
    late = {"decision": "returned", "feedback": "Te laat."}
    assert desk.post(judging(first), late).status_code == 400
    assert not hasattr(Submission.objects.get(), "review")


def test_the_desk_is_for_trainers(send, client):
    send(text=SECRET, do="hand-in")
    first = Submission.objects.get()

    for place in (reverse("courses_submissions"), judging(first)):
        assert client.get(place).status_code in (302, 403)


def test_the_same_file_under_another_name_is_told(send, client):
    again = send(uploads=[a_file("verslag.pdf", PDF), a_file("kopie.pdf", PDF)])

    assert "“kopie.pdf” is hetzelfde bestand als “verslag.pdf”" in text_of(
        client.get(again.url)
    )
    assert SubmittedFile.objects.count() == 1


def test_the_list_costs_the_same_whatever_waits(
    desk, page, part, django_assert_num_queries
):
    def hand_in(text):
        other = learning.register(UserFactory(), part.activity)
        drafts.save_text(other.pk, text)
        drafts.hand_in(other.pk, page)

    hand_in("Eerst")
    desk.get(reverse("courses_submissions"))
    for each in range(6):
        hand_in(f"Tekst {each}")

    with django_assert_num_queries(12):
        desk.get(reverse("courses_submissions"))
