"""Gaps, short answers, open answers: what is typed, and how strictly it is read."""

import pytest

from courses.questions import Incomplete, NothingGiven, NotOfThisQuestion, Unreadable
from courses.questions.marked import pieces_of

from .stored import a_question, listed


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("vertrouwenspersoon", True),
        ("  De   VERTROUWENSPERSOON ", True),
        ("vertrouwenspersoon.", True),  # one letter too many
        ("vertrouwnspersoon", True),  # one missing
        ("vertrouwenspersoom", True),  # another one
        ("vertruowenspersoon", True),  # two swapped
        ("vertruowenspersoom", False),
        ("vertrouwens persoon", False),
        ("vertröuwenspersoon", True),  # accents do not count here
        ("e vertrouwenspersoon", False),  # no typo in a short word
        ("vertrouwenspersonen", False),  # a known mistake is no typo
    ],
)
def test_how_a_short_answer_is_read(given, right):
    question = a_question("short_text")
    response = question.read({"answer": [given]})

    assert question.judge(response).right is right


@pytest.mark.parametrize(
    ("accepted", "given", "options", "right"),
    [
        ("coöperatie", "cooperatie", {}, False),
        ("coöperatie", "cooperatie", {"fold_accents": True}, True),
        ("coöperatie", "COO\u0308PERATIE", {}, True),
        ("auto’s", "auto's", {}, True),
        ("ja", "je", {"allow_typos": True}, False),
        ("2024001", "2024002", {"allow_typos": True}, False),
        ("Straße", "STRASSE", {}, True),
    ],
)
def test_what_counts_is_up_to_the_author(accepted, given, options, right):
    plain = {"allow_typos": False, "fold_accents": False, "mistakes": []}
    question = a_question("short_text", accepted=listed(accepted), **plain | options)

    assert question.judge([given]).right is right


def test_a_known_mistake_has_feedback_of_its_own():
    question = a_question("short_text")

    (remark,) = question.feedback(["Vertrouwenspersonen"])
    (other,) = question.feedback(["de buurman"])

    assert (remark.verdict, remark.text) == ("wrong", "Eén.")
    assert (other.verdict, other.text) == ("wrong", "")


def test_a_text_is_one_line_and_not_endless():
    question = a_question("short_text")

    assert question.read({"answer": ["a\r\n\tb"]}) == ["a b"]
    with pytest.raises(NothingGiven):
        question.read({"answer": [" \n "]})
    with pytest.raises(Unreadable) as told:
        question.read({"answer": ["x" * 201]})
    assert (told.value.reason, told.value.parts) == ("too-long", ("answer",))


def test_a_text_falls_apart_at_its_gaps():
    first, second, last = pieces_of("Een [[ geschenk |gift]] is [[*nooit| soms]].")

    assert (first.text, second.text, last.text) == ("Een ", " is ", ".")
    assert first.gap.accepted == ("geschenk", "gift")
    assert first.gap.choices == ()
    assert second.gap.accepted == ("nooit",)
    assert set(second.gap.choices) == {"nooit", "soms"}
    assert last.gap is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Een [[gift]].", ()),
        ("Geen gaten.", ("no-gaps",)),
        ("", ("no-gaps",)),
        ("Een [[gift.", ("gap-open",)),
        ("Een gift]].", ("gap-open",)),
        ("Een [[gift [[en]] meer]].", ("gap-open",)),
        ("Een [[ ]].", ("gap-empty",)),
        ("Een [[*gift]].", ("gap-one-choice",)),
        ("Een [[*gift|*geschenk]].", ("gap-all-right",)),
        ("Een [[" + "x" * 201 + "]].", ("gap-too-long",)),
        ("Een [[cadeau]].", ("mistake-is-right",)),
        ("Een [[cadeau]] of [[gift]].", ()),
    ],
)
def test_faults_in_a_text_with_gaps(text, faults):
    assert a_question("gaps", text=text).faults() == faults


def test_each_gap_earns_its_part_and_has_its_remark():
    question = a_question("gaps")
    response = question.read({"answer-1": [" CADEAU "], "answer-2": ["nooit"]})

    assert response == {"1": "CADEAU", "2": "nooit"}
    assert question.judge(response).score == 0.5
    assert [
        (one.part, one.verdict, one.text) for one in question.feedback(response)
    ] == [
        ("1", "wrong", "In de wet: geschenk."),
        ("2", "right", ""),
    ]


def test_a_gap_to_choose_in_takes_its_choices_only():
    question = a_question("gaps")

    with pytest.raises(NotOfThisQuestion) as told:
        question.read({"answer-1": ["gift"], "answer-2": ["zelden"]})
    assert told.value.parts == ("2",)
    with pytest.raises(Incomplete) as told:
        question.read({"answer-2": ["soms"]})
    assert told.value.parts == ("1",)
    assert told.value.given == {"2": "soms"}
    assert question.pattern(told.value.given) == "[,]soms"


def test_an_open_answer_keeps_its_lines_and_its_limits():
    question = a_question("open", least_words=2)

    assert question.read({"answer": ["Eerst dit.\r\nDan dat.\x00"]}) == [
        "Eerst dit.\nDan dat."
    ]
    assert question.criteria == ("Noemt een grens",)
    for text, reason in [
        ("woord " * 21, "too-many-words"),
        ("woord", "too-few-words"),
        ("x" * 10_001, "too-long"),
    ]:
        with pytest.raises(Unreadable) as told:
            question.read({"answer": [text]})
        assert told.value.reason == reason


@pytest.mark.parametrize(
    ("limits", "faults"),
    [
        ({"least_words": 30, "most_words": 20}, ("limits-crossed",)),
        ({"most_words": 2000}, ("limit-too-high",)),
        ({"least_words": None, "most_words": None}, ()),
    ],
)
def test_limits_that_cannot_be_met(limits, faults):
    assert a_question("open", **limits).faults() == faults
