"""Questions as plain values, and the block that refuses those that cannot be asked."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks import LessonStream
from courses.blocks.questions import ChoiceBlock
from courses.questions import question_in
from courses.questions.choosing import faults_of_choosing
from tests.factories.courses import a_question, a_reflection


@pytest.mark.parametrize(
    ("multiple", "right", "answers", "expected"),
    [
        (False, 1, 2, ()),
        (True, 2, 3, ()),
        (True, 1, 3, ()),
        (False, 1, 1, ("too-few-answers",)),
        (False, 0, 0, ("too-few-answers", "none-right")),
        (True, 0, 3, ("none-right",)),
        (False, 2, 3, ("several-right",)),
    ],
)
def test_faults(multiple, right, answers, expected):
    found = faults_of_choosing(multiple=multiple, right=right, answers=answers)

    assert found == expected


def value_of(**changes):
    block = ChoiceBlock()
    return block, block.to_python(a_question()["value"] | changes)


def test_a_good_question_passes():
    block, value = value_of()

    assert block.clean(value)["prompt"]


def test_a_single_choice_with_two_right_answers_is_refused():
    block, value = value_of(answers=a_question(right=("a", "b"))["value"]["answers"])

    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_a_draft_may_be_incomplete():
    block, value = value_of(answers=a_question(right=())["value"]["answers"])

    assert block.clean_deferred(value)


def test_a_question_keeps_the_ids_of_its_block_and_answers():
    data = a_question(right=("b",))

    question = question_in(data)

    assert str(question.id) == data["id"]
    assert question.right == {data["value"]["answers"][1]["id"]}


@pytest.mark.parametrize("data", [a_question(), a_reflection()])
def test_blocks_show_outside_the_player_too(data):
    stream = LessonStream()

    html = stream.to_python([data])[0].render()

    assert "<form" in html
    assert "action=" not in html


@pytest.mark.parametrize("name", ["question", "reflection"])
def test_blocks_have_a_preview_and_a_description(name):
    block = LessonStream().child_blocks[name]

    assert block.get_description()
    assert block.get_preview_value()
    assert block.render(block.get_preview_value())
