"""How statements tell each kind of question, against our validator and the specification."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions import KINDS, ResponseError
from courses.questions.filling_in import PARAMETERS
from lms.xapi import vocabulary
from lms.xapi.statements import (
    Account,
    Activity,
    Result,
    Statement,
    Version,
    id_of_event,
    validate,
)
from lms.xapi.statements.interactions import (
    BETWEEN_ANSWERS,
    BETWEEN_ENDS,
    BETWEEN_PAIR,
    DELIMITERS,
)

from .stored import a_question, drafts, forms, listed, questions, steady

TYPES = {
    "question": "choice",
    "true_false": "true-false",
    "matching": "matching",
    "ordering": "sequencing",
    "gaps": "fill-in",
    "short_text": "fill-in",
    "number": "numeric",
    "likert": "likert",
    "hotspot": "choice",
    "categories": "matching",
    "open": "long-fill-in",
}


def told(question, response) -> dict:
    """The JSON of a statement that tells this response."""
    verdict = question.judge(response)
    statement = Statement(
        id=id_of_event(question.id, vocabulary.ANSWERED),
        actor=Account(home_page="https://campus.example", name="8f3c"),
        verb=vocabulary.ANSWERED,
        activity=Activity(
            iri=f"https://campus.example/questions/{question.id}",
            type=vocabulary.CMI_INTERACTION,
            name=question.prompt,
            interaction=question.interaction(),
        ),
        timestamp=datetime(2026, 11, 25, tzinfo=UTC),
        result=Result(
            success=verdict.right, response=question.pattern(response) or None
        ),
    )
    return statement.to_json()


@steady
@given(question=questions | drafts(), data=st.data())
def test_every_answer_is_a_valid_statement_in_both_editions(question, data):
    try:
        response = question.read(data.draw(forms(question)))
    except ResponseError:
        return

    json = told(question, response)

    for version in Version:
        assert validate(json, version) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_the_interaction_that_the_specification_means(kind):
    question = a_question(kind)
    right = question.solution()

    interaction = question.interaction()

    assert interaction.type == TYPES[kind]
    if right is None:
        assert interaction.correct == ()
    elif interaction.type == "numeric":
        assert interaction.correct == ("1234[:]1235",)
        assert question.pattern(right) == "1234.5"
    elif interaction.type == "fill-in":
        assert interaction.correct[0] == PARAMETERS + question.pattern(right)
    else:
        assert interaction.correct == (question.pattern(right),)


@steady
@given(question=questions, data=st.data())
def test_a_response_is_right_exactly_when_a_pattern_says_so(question, data):
    try:
        response = question.read(data.draw(forms(question)))
    except ResponseError:
        return
    if not question.is_judged:
        return
    given = question.pattern(response)
    correct = [one.removeprefix(PARAMETERS) for one in question.interaction().correct]
    if question.kind == "number":
        low, high = correct[0].split(BETWEEN_ENDS)
        matches = float(low) <= float(given) <= float(high)
    else:
        matches = given in correct

    assert matches == question.judge(response).right


@pytest.mark.parametrize("kind", KINDS)
def test_ids_hold_no_delimiter_and_no_white_space(kind):
    interaction = a_question(kind).interaction()

    for part, label in (*interaction.choices, *interaction.targets):
        assert not any(mark in part for mark in (*DELIMITERS, " "))
        assert label
    assert len(interaction.choices) == len(dict(interaction.choices))
    assert len(interaction.targets) == len(dict(interaction.targets))


def test_pairs_name_sources_and_targets_that_are_there():
    question = a_question("matching")
    interaction = question.interaction()

    pairs = question.pattern(question.solution()).split(BETWEEN_ANSWERS)

    for pair in pairs:
        source, target = pair.split(BETWEEN_PAIR)
        assert source in dict(interaction.choices)
        assert target in dict(interaction.targets)


@pytest.mark.parametrize(
    ("kind", "response", "pattern"),
    [
        ("short_text", ["VERTROUWENSPERSOON"], "vertrouwenspersoon"),
        ("short_text", ["vertruowenspersoon"], "vertrouwenspersoon"),
        ("short_text", ["vertrouwenspersonen"], "vertrouwenspersonen"),
        ("short_text", ["mijn baas Nadia"], ""),
        ("gaps", {"1": "GIFT", "2": "soms"}, "gift[,]soms"),
        ("gaps", {"1": "mijn baas Nadia", "2": "soms"}, "[,]soms"),
        ("gaps", {"1": "mijn baas Nadia"}, ""),
        ("open", ["mijn baas Nadia"], ""),
    ],
)
def test_what_learners_write_themselves_stays_out(kind, response, pattern):
    assert a_question(kind).pattern(response) == pattern


def test_a_delimiter_in_a_text_of_the_author_is_not_read_as_one():
    question = a_question("short_text", accepted=listed("a[,]b"), mistakes=[])

    assert question.judge(["a[,]b"]).right
    assert question.pattern(["a[,]b"]) == "a,b"
    assert question.interaction().correct == ("{case_matters=false}a,b",)


def test_too_many_right_combinations_are_not_told_by_halves():
    gap = "[[a|b|c|d]] "

    assert len(a_question("gaps", text=gap * 2).interaction().correct) == 16
    assert a_question("gaps", text=gap * 3).interaction().correct == ()


def test_a_single_right_number_is_no_range():
    question = a_question("number", tolerance=None, value="-2.50")

    assert question.interaction().correct == ("-2.5",)
