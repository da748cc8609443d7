"""The question bank, the review of open answers and extra time, as trainers meet them."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from cms_site.operations import set_up_groups
from courses import operations
from courses.models import BankQuestion, ExtraTime, QuestionVersion
from lms.accounts.enums import PlatformGroup
from lms.content.exceptions import NotPublishable
from tests.courses.player import in_, text_of
from tests.courses.quizzing import a_course_with_a_test, begin, give, opened
from tests.factories.accounts import UserFactory
from tests.factories.bank import (
    a_bank_question,
    a_quiz,
    a_quiz_value,
    a_topic,
    an_open_question,
    key_of,
)
from tests.factories.courses import a_course

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_courses_bankquestion:list"


@pytest.fixture
def trainer():
    set_up_groups()
    person = UserFactory()
    group = Group.objects.get(name=PlatformGroup.TRAINERS)
    person.groups.add(group)
    root = Site.objects.get(is_default_site=True).root_page
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=root,
            permission=Permission.objects.get(
                codename=codename, content_type__app_label="wagtailcore"
            ),
        )
    return person


@pytest.fixture
def admin(client, trainer):
    client.force_login(trainer)
    return client


def listed(html):
    return {name for name in ("los", "gekozen", "getrokken") if f"Vraag {name}" in html}


def test_the_list_says_where_each_is_used_and_finds_what_is_not(admin):
    topic = a_topic("Melden")
    gekozen = a_bank_question("gekozen")
    a_bank_question("getrokken", topic=topic)
    a_bank_question("los", topic=a_topic("Anders"))
    a_course([a_quiz("q", gekozen, draws=[(topic, 1)])])
    address = reverse(LIST)

    assert listed(text_of(admin.get(address))) == {"los", "gekozen", "getrokken"}
    assert listed(text_of(admin.get(address, {"used": "no"}))) == {"los"}
    assert listed(text_of(admin.get(address, {"used": "yes"}))) == {
        "gekozen",
        "getrokken",
    }
    assert listed(text_of(admin.get(address, {"topic": topic.pk}))) == {"getrokken"}
    assert listed(text_of(admin.get(address, {"kind": "open"}))) == set()


def test_the_list_costs_the_same_with_3_and_with_15_questions(admin):
    costs = []
    for start, stop in ((0, 3), (3, 15)):
        for number in range(start, stop):
            a_bank_question(f"v{number}", topic=a_topic(f"T{number % 2}"))
        admin.get(reverse(LIST))
        with CaptureQueriesContext(connection) as captured:
            admin.get(reverse(LIST))
        costs.append(len(captured))

    assert costs[0] == costs[1]


def a_form(prompt="Wat doe je?", right="0", **more):
    """What the editor sends for a choice of two."""
    block = "body-0"
    data = {
        "title": "Nieuwe vraag",
        "topic": "",
        "body-count": "1",
        f"{block}-deleted": "",
        f"{block}-order": "0",
        f"{block}-type": "question",
        f"{block}-id": "",
        f"{block}-value-prompt": prompt,
        f"{block}-value-answers-count": "2",
        f"{block}-value-when_right": "",
        f"{block}-value-when_partly": "",
        f"{block}-value-when_wrong": "",
        f"{block}-value-explanation": "",
    }
    for number in "01":
        answer = f"{block}-value-answers-{number}"
        data |= {
            f"{answer}-deleted": "",
            f"{answer}-order": number,
            f"{answer}-id": "",
            f"{answer}-value-text": f"Antwoord {number}",
            f"{answer}-value-feedback": "",
        }
        if number == right:
            data[f"{answer}-value-correct"] = "on"
    return data | more


def test_a_trainer_writes_publishes_and_copies_a_question(admin):
    add = reverse("wagtailsnippets_courses_bankquestion:add")

    admin.post(add, a_form(**{"action-publish": "1"}))
    question = BankQuestion.objects.get()
    assert question.live
    assert QuestionVersion.objects.get().question.prompt == "Wat doe je?"

    copy = reverse("wagtailsnippets_courses_bankquestion:copy", args=[question.pk])
    html = text_of(admin.get(copy))
    assert "Wat doe je?" in html
    sent_to = re.search(r'<form[^>]*action="([^"]*bankquestion[^"]*)"', html)[1]
    admin.post(sent_to, a_form(title="Kopie"))
    keys = set(BankQuestion.objects.values_list("translation_key", flat=True))
    assert len(keys) == 2


def test_what_cannot_be_asked_is_told_at_publishing_and_a_draft_is_kept(admin):
    add = reverse("wagtailsnippets_courses_bankquestion:add")

    refused = admin.post(add, a_form(right="none", **{"action-publish": "1"}))
    assert refused.status_code == 200
    assert not BankQuestion.objects.exists()

    admin.post(add, a_form(right="none"))
    assert not BankQuestion.objects.get().live
    assert not QuestionVersion.objects.exists()


def test_the_preview_shows_the_question_as_a_learner_meets_it(admin):
    question = a_bank_question("een")
    preview = reverse(
        "wagtailsnippets_courses_bankquestion:preview_on_edit", args=[question.pk]
    )

    told = json.loads(admin.post(preview, a_form()).content)
    assert told["is_valid"]
    html = text_of(admin.get(preview))
    assert "Wat doe je?" in html
    assert 'type="radio"' in html


# Publishing pages


def test_a_quiz_that_cannot_be_set_is_not_published_and_says_why(learner):
    topic = a_topic()
    one = a_bank_question("een", topic=topic)
    draft = a_bank_question("kladje", publish=False)

    def refusal(value):
        with pytest.raises(NotPublishable) as refused:
            a_course_with_a_test(value, course_slug=f"c-{len(refusals)}")
        refusals.append(refused.value.sentences)

    refusals = []
    refusal(a_quiz_value(draft))
    refusal(a_quiz_value(one, draws=[(topic, 1)]))
    (unpublished,), (small,) = refusals
    assert "Vraag kladje" in unpublished
    assert "Geschenken" in small


# Open answers and time


@pytest.fixture
def waiting(learner):
    course, page = a_course_with_a_test(a_quiz_value(an_open_question(), pass_mark=50))
    participation = opened(learner, course, page)
    attempt = begin(participation, page)
    give(participation, page, attempt, "open", sent={"answer": ["Ik vraag het na."]})
    return page, operations.hand_in(participation, page, attempt.pk)


def test_a_trainer_reads_an_open_answer_and_gives_it_a_score(admin, waiting, learner):
    page, attempt = waiting
    address = reverse("courses_review", args=[attempt.pk])
    assert "1 persoon wacht op je score" in text_of(
        admin.get(reverse("wagtailadmin_home"))
    )
    assert address in text_of(admin.get(reverse("courses_reviewing")))
    assert "Ik vraag het na." in text_of(admin.get(address))
    key = key_of("open")

    assert admin.post(address, {f"score-{key}": "120"}).status_code == 200
    done = admin.post(address, {f"score-{key}": "60", f"feedback-{key}": "Goed."})

    assert done.status_code == 302
    assert in_(learner, page).is_completed
    assert "je score" not in text_of(admin.get(reverse("wagtailadmin_home")))
    assert admin.get(address).status_code == 302


def test_nobody_else_reads_open_answers(client, waiting, learner):
    _page, attempt = waiting
    client.force_login(learner)

    for name, arguments in (
        ("courses_reviewing", []),
        ("courses_review", [attempt.pk]),
    ):
        response = client.get(reverse(name, args=arguments))
        assert "Ik vraag het na." not in text_of(response)
        assert response.status_code in (302, 403)


def test_a_trainer_gives_time_to_one_attempt_and_to_a_person_for_all(admin, learner):
    course, page = a_course_with_a_test(a_quiz_value(a_bank_question("een"), minutes=5))
    attempt = begin(opened(learner, course, page), page)
    assert str(learner) in text_of(admin.get(reverse("courses_reviewing")))

    admin.post(reverse("courses_more_time", args=[attempt.pk]), {"minutes": "10"})
    before = attempt.deadline_at
    attempt.refresh_from_db()
    assert (attempt.deadline_at - before).total_seconds() == 600

    admin.post(reverse("extra_time:add"), {"email": learner.email, "per_cent": "50"})
    assert ExtraTime.objects.get().person == learner
    again = admin.post(
        reverse("extra_time:add"), {"email": learner.email, "per_cent": "50"}
    )
    assert again.status_code == 200
    assert ExtraTime.objects.count() == 1
