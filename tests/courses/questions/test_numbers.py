"""Numbers, as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions import Unreadable
from courses.questions.numerals import Ambiguous, NoNumber, as_digits, number_in

from .stored import a_question, listed, steady


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1’234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234", "1234"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("12,34", "12.34"),
        ("1,2340", "1.2340"),
        (",5", "0.5"),
        ("-3", "-3"),
        ("\u2212 3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("007", "7"),
        ("12 euro", "12"),
        ("12EURO", "12"),
        ("euro 12", "12"),
    ],
)
def test_what_is_a_number(text, number):
    assert number_in(text, unit="euro") == Decimal(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,999", "1.234 euro"])
def test_what_can_be_two_numbers_is_refused(text):
    with pytest.raises(Ambiguous):
        number_in(text, unit="euro")


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "euro", "drie", "1e5", "NaN", "inf", "0x1", "1_000", "12 34", "1 2",
        "1.23.4", "1.234,567,8", "1.23,4", "5,", ".", "--3", "1.234 567", "12.3456,7",
        "٣", "½", "1" * 16, "0," + "1" * 11, "0.123.456", "12 dagen",
    ],
)  # fmt: skip
def test_what_is_no_number(text):
    with pytest.raises(NoNumber):
        number_in(text, unit="euro")


@steady
@given(text=st.text(max_size=60) | st.from_regex(r"[-+0-9., ']*", fullmatch=True))
def test_every_text_is_a_number_or_none(text):
    try:
        number = number_in(text)
    except NoNumber:
        return
    assert number.is_finite()
    assert Decimal(as_digits(number)) == number
    assert len(as_digits(number)) < 40


@steady
@given(number=st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_number_written_as_it_is_shown_is_the_same_number(number):
    question = a_question("number", value=str(number))
    right = question.solution()

    assert question.read(question.form_data(right)) == right
    assert question.judge(right).right


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("1234,5", True),
        ("1234", True),
        ("1235", True),
        ("1235,01", False),
        ("-1234", False),
    ],
)
def test_the_ends_of_the_tolerance_are_right(given, right):
    question = a_question("number")

    assert question.judge(question.read({"answer": [given]})).right is right


def test_a_known_wrong_number_has_feedback_of_its_own():
    question = a_question("number")

    (remark,) = question.feedback(question.read({"answer": ["1324,50 euro"]}))

    assert (remark.verdict, remark.text) == ("wrong", "Omgewisseld.")
    assert question.words(["1324.5"]) == ("1324,5 euro",)


def test_a_refused_number_says_why():
    question = a_question("number")

    for text, reason in [("1.234", "ambiguous-number"), ("veel", "no-number")]:
        with pytest.raises(Unreadable) as told:
            question.read({"answer": [text]})
        assert told.value.reason == reason


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"value": None}, ("none-right",)),
        ({"value": "NaN"}, ("none-right",)),
        ({"value": "1e400"}, ("none-right",)),
        ({"mistakes": listed({"value": 1235, "feedback": "x"})}, ("mistake-is-right",)),
    ],
)
def test_faults(changes, faults):
    assert a_question("number", **changes).faults() == faults
