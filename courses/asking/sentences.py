"""What is said of a question before it is answered, and of an answer that is none."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.questions import (
    Choice,
    Hotspot,
    Incomplete,
    NothingGiven,
    Open,
    Question,
    ResponseError,
)
from courses.questions.open import MOST_WORDS

WRITTEN = frozenset({"short_text", "number", "open", "gaps"})


def hint(question: Question) -> str:
    """How to answer, in a line; nothing where the fields say so themselves."""
    match question:
        case Choice() if question.multiple:
            return _("More than one answer can be right.")
        case Choice():
            return _("Choose one answer.")
        case Hotspot() if question.multiple:
            return _(
                "Choose on the image or in the list. More than one place can be right."
            )
        case Hotspot():
            return _("Choose one place, on the image or in the list.")
        case Open():
            return _length(question)
    return _HINTS.get(question.kind, lambda: "")()


def _length(question: Open) -> str:
    """How much to write, where the author limits it."""
    limits = {"least": question.least_words, "most": question.most_words}
    if question.most_words < MOST_WORDS:
        if question.least_words:
            return _("Write %(least)s to %(most)s words.") % limits
        return _("Write at most %(most)s words.") % limits
    return _("Write at least %(least)s words.") % limits if question.least_words else ""


_HINTS = {
    "true_false": lambda: _("Is this right or not?"),
    "matching": lambda: _("Choose what goes with each."),
    "categories": lambda: _("Choose where each belongs."),
    "ordering": lambda: _("Choose the place of each. Place 1 comes first."),
    "gaps": lambda: _("Fill in what is missing."),
    "likert": lambda: _("No answer is right or wrong."),
}


def refusal(question: Question, error: ResponseError) -> str:
    """Why what was sent is no answer, and what to do."""
    match error:
        case NothingGiven() if question.kind in WRITTEN:
            return _("Fill in an answer first.")
        case NothingGiven():
            return _("Choose an answer first.")
        case Incomplete():
            left = len(error.parts)
            return ngettext(
                "%(count)s is still open. Fill it in too.",
                "%(count)s are still open. Fill them in too.",
                left,
            ) % {"count": left}
    return _unreadable(question, error.reason)


def _unreadable(question: Question, reason: str) -> str:
    if isinstance(question, Open) and reason.endswith("words"):
        return _words(question, reason)
    return {
        "no-number": _("Write a number, such as 12 or 3,5."),
        "ambiguous-number": _(
            "This can be read in two ways. Write 1234 for a large number, or 1,2340 for one with decimals."
        ),
        "place-twice": _("Give each its own place: now two have the same one."),
        "too-long": _("Your answer is too long. Make it shorter."),
    }.get(reason, _("We cannot read this. Fill it in again."))


def _words(question: Open, reason: str) -> str:
    if reason == "too-few-words":
        words = _("Write at least %(least)s words.")
        return words % {"least": question.least_words}
    words = _("Write at most %(most)s words.")
    return words % {"most": question.most_words}
