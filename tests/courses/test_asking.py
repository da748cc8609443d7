"""How a question of each kind stands in a page, before and after it is answered."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string

from courses.asking import GIVEN, AskedNow, in_words, refusal, saved_at
from courses.questions import KINDS, ResponseError, question_in
from lms.common import clock
from tests.factories.asking import every_kind
from tests.factories.courses import an_id

QUESTIONS = {question.kind: question for question in map(question_in, every_kind(1))}
# What a hasty learner sends: something, and not all of it.
HASTY = {
    "matching": {f"answer-{QUESTIONS['matching'].sources[0].id}": ["?"]},
    "ordering": {
        f"answer-{an_id('ordering', number)}": ["1"] for number in range(1, 5)
    },
    "gaps": {"answer-2": ["gunst"]},
    "number": {"answer": ["een week"]},
    "open": {"answer": ["Kort."]},
    "categories": {},
}


@pytest.fixture(autouse=True)
def a_known_picture():
    """The image was looked up before, so that no database is needed."""
    caches["local"].set("courses:picture:1", ("/media/kantoor.png", 800, 480))


def asked(kind, **more):
    return AskedNow(question=QUESTIONS[kind], number=2, form_key=uuid4(), **more)


def answered(kind, **more):
    question = QUESTIONS[kind]
    response = question.solution() or first_of(question)
    verdict = question.judge(response)
    return asked(kind, response=response, verdict=verdict, **more)


def first_of(question):
    return [question.scale[0].id] if question.kind == "likert" else ["Ik zeg het."]


def html_of(now, action="/leren/1/antwoord/"):
    return render_to_string(
        "courses/questions/ask.html", {"asked": now, "action": action}
    )


def fields_in(html):
    return re.findall(r'<(?:input|select|textarea)[^>]*name="answer[^>]*>', html)


def attribute(tag, name):
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


def test_there_is_a_lesson_with_every_kind():
    assert set(QUESTIONS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", [asked, answered])
def test_every_field_has_a_label_and_every_id_is_there_once(kind, state):
    html = html_of(state(kind))

    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert fields_in(html)
    for tag in fields_in(html):
        pk = attribute(tag, "id")
        around = re.search(
            rf"<label[^>]*>(?:(?!</label>).)*{re.escape(tag)}", html, re.S
        )
        assert f'for="{pk}"' in html or around, tag
        for described in attribute(tag, "aria-describedby").split():
            assert described in ids, tag


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_answered_stands_in_the_fields_again(kind):
    now = answered(kind)
    html = html_of(now)

    question = QUESTIONS[kind]
    for name, values in question.form_data(now.response).items():
        for value in values:
            assert is_held(html, name, value), (name, value)
    assert "question__result" in html
    assert f"Uitleg bij {kind}." in html


def is_held(html, name, value):
    """Whether a field holds a value: ticked, selected, or typed."""
    typed = re.search(rf'name="{name}" value="{re.escape(value)}"', html)
    if "checked" in html:
        return re.search(rf'name="{name}" value="{value}"[^>]* checked', html)
    selected = re.search(
        rf'name="{name}"[^>]*>(?:(?!</select>).)*value="{re.escape(value)}" selected',
        html,
        re.S,
    )
    return typed or selected or f">{value}</textarea>" in html


@pytest.mark.parametrize("kind", HASTY)
def test_what_is_no_answer_comes_back_with_a_sentence_and_nothing_is_lost(kind):
    sent = HASTY[kind]
    question = QUESTIONS[kind]
    with pytest.raises(ResponseError) as caught:
        question.read(sent)
    error = refusal(question, caught.value)

    html = html_of(asked(kind, error=error, faulty=caught.value.parts, sent=sent))

    assert f'id="fout-{question.id}" role="alert"' in html
    assert error.partition(" ")[0] in html
    assert "question__result" not in html
    assert f"fout-{question.id}" in "".join(
        re.findall('aria-describedby="[^"]*"', html)
    )
    for name, values in sent.items():
        for value in values:
            # What cannot be chosen is not shown as chosen.
            assert is_held(html, name, value) or value == "?"


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_test_nothing_is_said_and_scripts_save(kind):
    html = html_of(answered(kind, reveals=False, saves=GIVEN, total=20))

    assert 'data-saves="given"' in html
    assert "Vraag 2 van 20" in html
    assert "question__result" not in html
    assert "Uitleg bij" not in html
    assert "answer__feedback" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_handed_in_can_be_read_and_not_changed(kind):
    html = html_of(answered(kind, fixed=True), action="")

    assert "<button" not in re.sub("<template.*?</template>", "", html, flags=re.S)
    assert "action=" not in html
    assert " disabled" in html or " readonly" in html


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_in_words_names_no_ids(kind):
    question = QUESTIONS[kind]
    response = question.solution() or first_of(question)

    lines = in_words(question, question.form_data(response))

    assert lines
    assert not re.search(r"[0-9a-f]{8}-", " ".join(lines))


def test_half_an_answer_is_told_in_words_too():
    sent = {f"answer-{an_id('ordering', 1)}": ["3"], "answer-weg": ["4"]}

    assert in_words(QUESTIONS["ordering"], sent) == ("Opmerken: 3",)


def test_what_a_learner_wrote_is_shown_as_text():
    html = html_of(asked("open", sent={"answer": ["<b>dik</b>"]}))

    assert "&lt;b&gt;dik&lt;/b&gt;" in html


def test_when_something_was_saved():
    now = datetime(2026, 11, 26, 13, 32, tzinfo=UTC)
    with clock.at(now):
        assert saved_at(now) == "Opgeslagen om 14.32 uur"
        before = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
        assert saved_at(before) == "Opgeslagen om 00.30 uur"
        yesterday = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)
        assert saved_at(yesterday) == "Opgeslagen op 25 november 2026 om 09.05 uur"
