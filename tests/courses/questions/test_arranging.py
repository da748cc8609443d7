"""Matching, sorting into categories, putting into order."""

from uuid import uuid5

import pytest

from courses.questions import Incomplete, NothingGiven, NotOfThisQuestion, Unreadable

from .stored import a_question, listed


def target(question, text):
    return next(one.id for one in question.targets if one.text.strip() == text)


def source(question, text):
    return next(one.id for one in question.sources if one.text == text)


def test_pairs_with_the_same_target_share_it():
    question = a_question("matching")

    assert sorted(one.text for one in question.targets) == [
        "Leidinggevende",
        "Leverancier",
        "Meldpunt",
    ]
    assert question.solution()[source(question, "Geschenk")] == target(
        question, "Leidinggevende"
    )


def test_the_ids_of_targets_do_not_tell_which_pair_they_come_from():
    question = a_question("matching")

    assert not {one.id for one in question.sources} & {
        one.id for one in question.targets
    }
    # Nor can they be made from what a page shows: the ids of the left sides.
    made = {
        str(uuid5(question.id, f"{side}/{one.id}"))
        for one in question.sources
        for side in ("source", "target")
    }
    assert not made & {one.id for one in question.targets}


def test_each_right_pair_earns_its_part():
    question = a_question("matching")
    wrong = question.solution() | {
        source(question, "Fraude"): target(question, "Leverancier")
    }

    verdict = question.judge(wrong)

    assert verdict.score == pytest.approx(2 / 3)
    assert verdict.outcome == "partly"
    verdicts = {one.part: one.verdict for one in question.feedback(wrong)}
    assert verdicts[source(question, "Fraude")] == "wrong"
    assert "Fraude: Leverancier" in question.words(wrong)


def test_what_is_left_open_is_named():
    question = a_question("matching")
    sent = question.form_data(question.solution())
    left = source(question, "Twijfel")

    with pytest.raises(Incomplete) as told:
        question.read(sent | {f"answer-{left}": [""]})
    assert told.value.parts == (left,)
    assert told.value.given == {
        part: target for part, target in question.solution().items() if part != left
    }
    assert question.judge(told.value.given).score == pytest.approx(2 / 3)
    with pytest.raises(NothingGiven):
        question.read({name: [""] for name in sent})
    with pytest.raises(NotOfThisQuestion) as told:
        question.read(sent | {f"answer-{left}": ["elders"]})
    assert told.value.parts == (left,)


def test_sorting_is_right_when_each_item_is_in_its_category():
    question = a_question("categories")
    right = question.solution()
    coffee = next(one.id for one in question.items if one.text == "Koffie")
    other = next(one.id for one in question.categories if one.text == "Hangt ervan af")

    assert question.judge(right).right
    assert question.judge(right | {coffee: other}).score == pytest.approx(2 / 3)


def places(question, *texts):
    """What a form sends that puts these texts first, second and so on."""
    ids = {one.text: one.id for one in question.items}
    return {f"answer-{ids[text]}": [str(n)] for n, text in enumerate(texts, 1)}


RIGHT = ("Stoppen", "Melden", "Overdragen", "Noteren")


def test_items_are_never_shown_in_the_right_order():
    question = a_question("ordering")

    for seed in (None, *range(100)):
        assert [one.text for one in question.in_order_of(seed).items] != list(RIGHT)


def test_two_items_change_places():
    question = a_question("ordering", items=listed({"text": "a"}, {"text": "b"}))

    assert [one.text for one in question.in_order_of(3).items] == ["b", "a"]


@pytest.mark.parametrize(
    ("order", "score"),
    [
        (RIGHT, 1),
        (RIGHT[::-1], 0),
        (("Melden", "Stoppen", "Overdragen", "Noteren"), 5 / 6),
        (("Noteren", "Stoppen", "Melden", "Overdragen"), 3 / 6),
    ],
)
def test_each_two_items_in_the_right_order_earn_their_part(order, score):
    question = a_question("ordering")

    response = question.read(places(question, *order))

    assert question.words(response) == order
    assert question.judge(response).score == pytest.approx(score)


def test_an_order_can_be_sent_as_a_list_too():
    question = a_question("ordering")
    right = question.solution()

    assert question.read({"answer": right}) == right
    for wrong in (right[:-1], [*right, right[0]], [*right[:-1], "elders"]):
        with pytest.raises(NotOfThisQuestion):
            question.read({"answer": wrong})


def test_a_place_is_given_once_and_exists():
    question = a_question("ordering")
    sent = places(question, *RIGHT)
    first, second, *_ = sent

    with pytest.raises(Unreadable) as told:
        question.read(sent | {second: ["1"]})
    assert told.value.reason == "place-twice"
    assert {f"answer-{part}" for part in told.value.parts} == {first, second}
    for place in ("0", "5", "twee", "1.0"):
        with pytest.raises(NotOfThisQuestion):
            question.read(sent | {second: [place]})
    with pytest.raises(Incomplete) as told:
        question.read({name: sent[name] for name in (first, second)})
    assert told.value.given is None


@pytest.mark.parametrize(
    ("kind", "changes", "faults"),
    [
        (
            "matching",
            {"pairs": listed({"source": "a", "target": "b"})},
            "too-few-pairs",
        ),
        (
            "matching",
            {
                "pairs": listed(
                    {"source": "a", "target": ""}, {"source": "b", "target": "c"}
                )
            },
            "pair-incomplete",
        ),
        (
            "matching",
            {
                "pairs": listed(
                    {"source": "a", "target": "c"}, {"source": "b", "target": "C "}
                ),
                "distractors": [],
            },
            "one-target",
        ),
        ("ordering", {"items": listed({"text": "a"})}, "too-few-items"),
        ("ordering", {"items": listed({"text": "a"}, {"text": " A "})}, "same-items"),
        (
            "categories",
            {
                "categories": listed(
                    {"name": "a", "items": listed({"text": "x"}, {"text": "y"})}
                )
            },
            "too-few-categories",
        ),
        (
            "categories",
            {
                "categories": listed(
                    {"name": "a", "items": []}, {"name": "b", "items": []}
                )
            },
            "too-few-items",
        ),
    ],
)
def test_faults(kind, changes, faults):
    assert a_question(kind, **changes).faults() == (faults,)
