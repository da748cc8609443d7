"""What holds of every kind of question, whatever is stored and whatever is sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions import KINDS, Incomplete, Question, ResponseError

from .stored import (
    STORED,
    a_question,
    drafts,
    forms,
    parts_of,
    questions,
    seeds,
    steady,
)

# Stored for each answer, so bounded: the text of an open answer, and what JSON adds to it.
MOST_STORED = 70_000


def responses(question: Question, draw) -> object:
    """The response in some form, or nothing when the form was refused."""
    try:
        return question.read(draw(forms(question)))
    except ResponseError:
        return None


@steady
@given(question=questions | drafts(), data=st.data())
def test_whatever_is_sent_is_read_or_refused(question, data):
    response = responses(question, data.draw)
    if response is None:
        return

    assert json.loads(json.dumps(response)) == response
    assert len(json.dumps(response)) < MOST_STORED
    assert "\x00" not in json.dumps(response, ensure_ascii=False)
    assert question.read(question.form_data(response)) == response
    verdict = question.judge(response)
    assert (
        (verdict.score is None) == (verdict.right is None) == (not question.is_judged)
    )
    assert verdict.score is None or 0 <= verdict.score <= 1
    assert (verdict.right is True) == (verdict.score == 1)
    assert isinstance(question.comment(verdict), str)
    assert {one.verdict for one in question.feedback(response)} <= {
        "right",
        "wrong",
        "missed",
    }
    assert isinstance(question.pattern(response), str)
    assert all(isinstance(line, str) for line in question.words(response))


@steady
@given(question=questions | drafts(), data=st.data())
def test_what_is_left_half_done_can_be_judged_as_far_as_it_goes(question, data):
    given_so_far, left = None, ()
    try:
        question.read(data.draw(forms(question)))
    except Incomplete as error:
        given_so_far, left = error.given, error.parts
    except ResponseError:
        return
    if given_so_far is None:
        return

    assert left
    assert given_so_far.keys().isdisjoint(left)
    assert all(given_so_far.values())
    assert 0 <= question.judge(given_so_far).score < 1
    assert question.feedback(given_so_far)
    assert question.form_data(given_so_far) == {
        f"answer-{part}": [value] for part, value in given_so_far.items()
    }


@steady
@given(question=questions, data=st.data())
def test_what_is_wholly_right_is_remarked_as_such(question, data):
    response = responses(question, data.draw)
    if response is None or not question.is_judged:
        return

    verdicts = {one.verdict for one in question.feedback(response)}

    assert (verdicts == {"right"}) == question.judge(response).right


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_response_is_judged_right(kind):
    question = a_question(kind)
    right = question.solution()

    assert question.faults() == ()
    assert (right is not None) == question.is_judged
    if right is not None:
        assert question.judge(right).outcome == "right"
        assert question.words(right)


@steady
@given(question=drafts(), data=st.data())
def test_what_has_no_faults_can_be_answered_rightly(question, data):
    if question.faults() or not question.is_judged:
        return
    right = question.solution()

    assert question.read(question.form_data(right)) == right
    assert question.judge(right).right


@steady
@given(first=questions | drafts(), second=questions | drafts(), data=st.data())
def test_a_response_to_what_was_asked_before_is_judged_too(first, second, data):
    response = responses(first, data.draw)
    if response is None:
        return

    verdict = second.judge(response)
    assert verdict.score is None or 0 <= verdict.score <= 1
    second.feedback(response)
    second.words(response)
    second.pattern(response)
    second.form_data(response)


@steady
@given(question=questions, seed=seeds, data=st.data())
def test_shuffling_changes_nothing_but_the_order(question, seed, data):
    mixed = question.in_order_of(seed)

    assert mixed == question.in_order_of(seed)
    assert mixed.in_order_of(None) == mixed
    assert parts_of(mixed) == parts_of(question)
    assert mixed.solution() == question.solution()
    assert mixed.interaction().correct == question.interaction().correct
    assert set(mixed.interaction().choices) == set(question.interaction().choices)
    if (response := responses(question, data.draw)) is not None:
        assert mixed.read(question.form_data(response)) == response
        assert mixed.judge(response) == question.judge(response)
        assert mixed.pattern(response) == question.pattern(response)


@pytest.mark.parametrize("kind", KINDS)
def test_shuffling_shuffles_where_there_is_something_to(kind):
    question = a_question(kind)

    orders = [question.in_order_of(seed) for seed in range(20)]

    fixed = {"true_false", "likert", "short_text", "number", "open"}
    assert all(one == question for one in orders) == (kind in fixed)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_draft_is_a_question_with_faults(kind):
    question = KINDS[kind].from_value(a_question(kind).id, {})

    with pytest.raises(ResponseError):
        question.read({})
    assert question.faults() or kind == "open"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["x" * 100_000, "\ud800", "\x00\x1b", "1" * 5000])
def test_sizes_and_strange_characters_are_bounded(kind, value):
    question = a_question(kind)
    sent = {name: [value] for name in parts_of(question)}

    try:
        response = question.read(sent)
    except ResponseError:
        return
    stored = json.dumps(response, ensure_ascii=False)
    assert len(stored) < MOST_STORED
    assert stored.isprintable()
    stored.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_values_are_refused(kind):
    question = a_question(kind)

    with pytest.raises(ResponseError):
        question.read(dict.fromkeys(parts_of(question), ["1"] * 5000))


def test_every_kind_has_an_example():
    assert STORED.keys() == KINDS.keys()
