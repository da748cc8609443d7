"""Questions of the bank, quizzes and tests: published as the buttons do."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from courses.models import BankQuestion, QuestionTopic, QuestionVersion, TestPage
from courses.models.pages import ModulePage
from tests.factories.courses import a_question, add, an_id


def a_topic(name: str = "Geschenken") -> QuestionTopic:
    return QuestionTopic.objects.get_or_create(name=name)[0]


def a_bank_question(
    name: str = "vraag", *, topic: QuestionTopic | None = None, publish=True, **options
) -> BankQuestion:
    """A choice of a, b and c in the bank; its key, and the ids inside, follow its name."""
    return in_the_bank(name, a_question(name, **options), topic=topic, publish=publish)


def an_open_question(name: str = "open", *, topic=None) -> BankQuestion:
    block = {"type": "open", "value": {"prompt": f"Wat vind je van {name}?"}}
    return in_the_bank(name, block, topic=topic)


def in_the_bank(name: str, block: dict[str, Any], *, topic=None, publish=True):
    """A question of the bank of any kind."""
    question = BankQuestion(
        title=f"Vraag {name}",
        topic=topic,
        translation_key=key_of(name),
        locale=Locale.get_default(),
        live=False,
    )
    question.body = question.body.stream_block.to_python(
        [{"id": str(an_id(name, "blok")), **block}]
    )
    question.save()
    if publish:
        question.save_revision().publish()
        question.refresh_from_db()
    return question


def key_of(name: str):
    return an_id("bank", name)


def version_of(name: str) -> QuestionVersion:
    """The last version of a question."""
    return QuestionVersion.objects.filter(key=key_of(name)).latest("number")


def a_quiz_value(*questions: BankQuestion, draws=(), **rules) -> dict[str, Any]:
    """The stored value of a quiz: chosen questions, then draws (topic, count)."""
    chosen = [
        {"id": str(an_id("kiest", one.pk)), "type": "question", "value": one.pk}
        for one in questions
    ]
    drawn = [
        {
            "id": str(an_id("trekt", topic.pk)),
            "type": "draw",
            "value": {"topic": topic.pk, "count": count},
        }
        for topic, count in draws
    ]
    bands = [
        {
            "id": str(an_id("band", least)),
            "type": "item",
            "value": {"least": least, "text": text},
        }
        for least, text in rules.pop("bands", ())
    ]
    value = {"title": "Toets", "questions": [*chosen, *drawn], "bands": bands}
    return value | rules


def a_quiz(name: str, *questions: BankQuestion, **rules) -> dict[str, Any]:
    """A quiz as a block of a lesson."""
    value = a_quiz_value(*questions, **rules)
    return {"type": "quiz", "id": str(an_id("quiz", name)), "value": value}


def a_test(
    module: ModulePage, value: dict[str, Any], *, slug="de-toets", **fields
) -> TestPage:
    """A published test below a module."""
    page = TestPage(
        **{"title": "De toets", "duration_minutes": 10, "slug": slug} | fields
    )
    block = {"type": "quiz", "id": str(an_id("toets", slug)), "value": value}
    page.body = page.body.stream_block.to_python([block])
    added: TestPage = add(module, page)
    return TestPage.objects.get(pk=added.pk)
