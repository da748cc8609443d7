"""Numbers as people write them, with a decimal comma or a decimal point."""

import re
from decimal import Decimal

# Longer is no number that anybody means: 15 digits, and 10 behind the decimal mark.
MOST_CHARACTERS = 40
_MARKS = ".,' "
_WHOLE = re.compile(r"[0-9]{1,15}")
_GROUPED = re.compile(
    rf"[1-9][0-9]{{0,2}}(?:([{_MARKS}])[0-9]{{3}})(?:\1[0-9]{{3}}){{0,3}}"
)
_FRACTION = re.compile(rf"([0-9{_MARKS}]*)([.,])([0-9]{{1,10}})")
_MINUS = "-\u2212\u2013"
# A word processor makes these of a space and of an apostrophe.
_PLAIN = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2019": "'"})


class NoNumber(ValueError):
    """A text that is no number."""


class Ambiguous(NoNumber):
    """A text that is one number with a decimal mark, and another without: 1.234."""


def number_in(text: str, *, unit: str = "") -> Decimal:
    """The number that a text says, with or without its unit.

    ``1234,5``, ``1234.5``, ``1.234,5``, ``1,234.5`` and ``1 234,5`` are all the same.
    Of a single mark before three digits nobody can tell what it is, unless a zero stands
    before it: raises ``Ambiguous``. Raises ``NoNumber`` for anything else.
    """
    negative, digits = _taken_apart(text, unit)
    if _WHOLE.fullmatch(digits):
        return _signed(digits, negative=negative)
    if grouped := _GROUPED.fullmatch(digits):
        if grouped[1] in ".," and digits.count(grouped[1]) == 1:
            raise Ambiguous(text)
        return _signed(_ungrouped(digits), negative=negative)
    fraction = _FRACTION.fullmatch(digits)
    if fraction is None:
        raise NoNumber(text)
    whole, mark, rest = fraction.groups()
    return _signed(f"{_whole_part(whole, mark)}.{rest}", negative=negative)


def _whole_part(text: str, mark: str) -> str:
    """What stands before the decimal mark, without the marks of its thousands."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped[1] != mark:
        return _ungrouped(text)
    if not text or _WHOLE.fullmatch(text):
        return text or "0"
    raise NoNumber(text)


def _ungrouped(digits: str) -> str:
    return "".join(char for char in digits if char not in _MARKS)


def _taken_apart(text: str, unit: str) -> tuple[bool, str]:
    """Whether there is a minus, and the digits with their marks."""
    if len(text) > MOST_CHARACTERS:
        raise NoNumber(text)
    bare = " ".join(text.translate(_PLAIN).split())
    if unit:
        bare = _without(unit, bare)
    sign, rest = bare[:1], bare[1:].strip()
    if sign and sign in _MINUS:
        return True, rest
    return False, rest if sign == "+" else bare


def _without(unit: str, text: str) -> str:
    wanted = " ".join(unit.split()).casefold()
    found = text.casefold()
    if found.endswith(wanted):
        return text[: len(text) - len(wanted)].strip()
    if found.startswith(wanted):
        return text[len(wanted) :].strip()
    return text


def _signed(digits: str, *, negative: bool) -> Decimal:
    number = Decimal(digits)
    return -number if negative and number else number


def as_digits(number: Decimal) -> str:
    """A number in digits with a decimal point, without needless zeros."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain
