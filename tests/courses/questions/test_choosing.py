"""Single and multiple choice, true or false, scales, places on an image."""

import pytest

from courses.questions import NothingGiven, NotOfThisQuestion

from .stored import a_question, listed


def ids(question, *numbers):
    return [question.options[number].id for number in numbers]


@pytest.mark.parametrize(
    ("chosen", "score", "outcome"),
    [
        ((0, 2), 1, "right"),
        ((0,), 0.5, "partly"),
        ((0, 1), 0, "wrong"),
        ((0, 1, 2), 0.5, "partly"),
        ((0, 1, 2, 3), 0, "wrong"),
        ((1, 3), 0, "wrong"),
    ],
)
def test_of_several_each_right_one_earns_and_each_wrong_one_costs(
    chosen, score, outcome
):
    question = a_question("question")

    verdict = question.judge(ids(question, *chosen))

    assert verdict.score == score
    assert verdict.outcome == outcome


def test_the_comment_follows_the_verdict():
    question = a_question("question")
    told = [
        question.comment(question.judge(ids(question, *n)))
        for n in ((0, 2), (0,), (1,))
    ]

    assert told == ["Precies.", "Bijna.", "Nee."]
    alike = a_question("question", when_partly="")
    assert alike.comment(alike.judge(ids(alike, 0))) == "Nee."


def test_what_was_chosen_and_what_was_missed_is_remarked():
    question = a_question("question")
    right, wrong, missed, _ = ids(question, 0, 1, 2, 3)

    remarks = question.feedback([right, wrong])

    assert [(one.part, one.verdict) for one in remarks] == [
        (right, "right"),
        (wrong, "wrong"),
        (missed, "missed"),
    ]
    assert remarks[0].text == "Goed zo."


def test_a_response_is_in_the_order_of_the_author_however_it_was_shown():
    question = a_question("question").in_order_of(7)
    authored = ids(a_question("question"), 0, 1, 2, 3)

    assert [one.id for one in question.options] != authored
    assert question.read({"answer": authored[::-1]}) == authored
    assert question.solution() == [authored[0], authored[2]]


def test_of_a_single_choice_one_answer_is_all_or_nothing():
    answers = listed({"text": "a", "correct": True}, {"text": "b"}, {"text": "c"})
    question = a_question("question", multiple=False, answers=answers)
    right, wrong = ids(question, 0, 1)

    assert question.judge([right]).score == 1
    assert question.judge([wrong]).score == 0
    with pytest.raises(NotOfThisQuestion):
        question.read({"answer": [right, wrong]})
    with pytest.raises(NothingGiven):
        question.read({"answer": [""]})
    with pytest.raises(NotOfThisQuestion):
        question.read({"answer": ["elders"]})


@pytest.mark.parametrize(
    ("answer", "verdict", "text"),
    [
        ("true", "wrong", "Kijk na wat je organisatie afspreekt."),
        ("false", "right", "Klopt."),
    ],
)
def test_true_or_false(answer, verdict, text):
    question = a_question("true_false")
    response = question.read({"answer": [answer]})

    assert response == [answer]
    assert question.judge(response).outcome == verdict
    assert [one.text for one in question.feedback(response)] == [text]


def test_true_or_false_is_neither_perhaps_nor_both():
    question = a_question("true_false")

    for sent in (["perhaps"], ["true", "false"]):
        with pytest.raises(NotOfThisQuestion):
            question.read({"answer": sent})


def test_on_a_scale_nobody_is_right_or_wrong():
    question = a_question("likert")
    response = question.read({"answer": [question.scale[2].id]})

    assert question.judge(response).right is None
    assert question.judge(response).outcome == ""
    assert question.words(response) == ("Eens",)
    assert question.solution() is None


def test_a_place_on_an_image_is_chosen_by_its_label():
    question = a_question("hotspot")
    response = question.read({"answer": [question.regions[0].id]})

    assert question.judge(response).right
    assert question.words(response) == ("Printer",)
    assert question.feedback(response)[0].text == "Iedereen leest mee."


def test_regions_are_boxes_in_per_cent_and_polygons_have_theirs():
    printer, cupboard, bag = a_question("hotspot").regions

    assert (printer.x, printer.y, printer.width, printer.height) == (10, 20.5, 30, 40)
    assert cupboard.centre == (70, 10)
    assert bag.points == ((1, 1), (20, 1), (20, 20.5))
    assert (bag.x, bag.y, bag.width, bag.height) == (1, 1, 19, 19.5)
    assert all(one.is_drawn for one in (printer, cupboard, bag))


@pytest.mark.parametrize(
    "region",
    [
        {"x": 90, "y": 0, "width": 11, "height": 5},
        {"x": 0, "y": 0, "width": 0, "height": 5},
        {"shape": "polygon", "points": "1,1 2,2"},
        {"shape": "polygon", "points": "1,1 2,2 3,3,3"},
        {"shape": "polygon", "points": "1,1 2,2 300,3"},
        {"shape": "polygon", "points": "1,1 2,1 nan,3"},
        {"shape": "polygon", "points": ""},
    ],
)
def test_a_region_outside_the_image_or_without_surface_is_a_fault(region):
    regions = listed(
        {"label": "a", "correct": True, "x": 0, "y": 0, "width": 1, "height": 1},
        {"label": "b"} | region,
    )

    assert a_question("hotspot", regions=regions).faults() == ("region-outside",)
