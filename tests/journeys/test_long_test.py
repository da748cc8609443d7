"""A test of 60 questions: the server dies twice, the session ends once, no answer is lost."""

from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.hands import Mouse
from tests.journeys.road import enrol, main, question, sign_in
from tests.journeys.test_interruptions import end_session

SIZE = 60
PEOPLE = "nieuw5"
# A course with one test, made as a trainer does: published questions and pages.
MAKING = """
from uuid import uuid4
from wagtail.models import Locale, Page
from cms_site.models import CataloguePage
from courses.models import Answer, Attempt, BankQuestion, CoursePage, ModulePage, TestPage
from lms.xapi.models import StoredStatement

def publish(parent, page):
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific

def a_question(number):
    answers = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {"text": f"Antwoord {letter} op {number}", "correct": letter == "b"},
        }
        for letter in "abc"
    ]
    question = BankQuestion(
        title=f"Vraag {number}", locale=Locale.get_default(), live=False
    )
    value = {"prompt": f"Wat doe je in geval {number}?", "answers": answers}
    question.body = question.body.stream_block.to_python(
        [{"type": "question", "id": str(uuid4()), "value": value}]
    )
    question.save()
    question.save_revision().publish()
    return question

def make_a_test(size):
    asked = [
        {"type": "question", "id": str(uuid4()), "value": a_question(number).pk}
        for number in range(1, size + 1)
    ]
    value = {
        "title": "De lange toets",
        "questions": asked,
        "presentation": "all",
        "pass_mark": 80,
        "minutes": 90,
    }
    course = publish(
        CataloguePage.objects.get(), CoursePage(title="Lang", slug="lang")
    )
    module = publish(course, ModulePage(title="Deel", slug="deel"))
    test = TestPage(title="De lange toets", slug="toets", duration_minutes=60)
    test.body = test.body.stream_block.to_python(
        [{"type": "quiz", "id": str(uuid4()), "value": value}]
    )
    return [course.url, publish(module, test).url]

def what_is_held(email):
    mine = Answer.objects.filter(participation__learner__email=email)
    attempt = Attempt.objects.get(participation__learner__email=email)
    told = StoredStatement.objects.filter(
        verb__endswith="/answered", payload__contains="in geval"
    )
    return {
        "asked": len(attempt.drawn),
        "answered": mine.values("question").distinct().count(),
        "right": mine.filter(correct=True).values("question").distinct().count(),
        "told": told.count() == mine.count(),
        "score": attempt.score,
        "passed": attempt.passed,
    }
"""


def choose(page, first, last):
    """Give the second answer to these questions, counted from 1, in a hurry."""
    for number in range(first, last + 1):
        question(page, number - 1).get_by_role("radio").nth(1).check()


def saved(page, number):
    """Wait until the page says that so many answers are with the server."""
    expect(page.locator(".quiz__stop--answered")).to_have_count(number)
    expect(page.locator(".saved--busy, .saved--failed")).to_have_count(0)


def test_no_answer_of_a_long_test_is_lost(server, page_of, guard):
    course, address = server.ask(MAKING, f"make_a_test({SIZE})")
    page = page_of(PEOPLE, fresh=True)
    page.on("dialog", lambda dialog: dialog.accept())  # leaves with something unsaved
    hands = Mouse(page)
    page.goto(course)
    enrol(hands)
    page.goto(address)
    hands.press("Begin de toets", within=main(page))

    choose(page, 1, 20)
    server.kill()  # with what was chosen last still on its way
    choose(page, 21, 25)  # and what is chosen while nothing answers
    server.restart()
    saved(page, 25)

    choose(page, 26, 40)
    server.kill()
    server.restart()
    page.reload()  # impatient
    saved(page, page.locator(".quiz__stop--answered").count())
    choose(page, 26, 40)
    saved(page, 40)

    end_session(page, server)
    choose(page, 41, 41)
    lost = question(page, 40)
    expect(lost.get_by_text("je bent niet meer aangemeld")).to_be_visible()
    hands.press("Meld je aan en sla op", within=lost)
    sign_in(hands, f"{PEOPLE}@voorbeeld.test", PASSWORD)
    expect(main(page)).to_contain_text("Antwoord b op 41")
    hands.press("Verstuur opnieuw", within=main(page))
    saved(page, 41)

    choose(page, 42, SIZE)
    saved(page, SIZE)
    hands.press("Dien in", within=main(page))
    expect(main(page)).to_contain_text("Je bent geslaagd")

    held = server.ask(MAKING, f"what_is_held('{PEOPLE}@voorbeeld.test')")
    assert held == {
        "asked": SIZE,
        "answered": SIZE,
        "right": SIZE,
        "told": True,
        "score": 1.0,
        "passed": True,
    }
    # What failed on its way is what this is about, and says so in the console.
    guard.seen = [said for said in guard.seen if "/antwoord/" not in said]
