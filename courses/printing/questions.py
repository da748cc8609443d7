"""A question of any kind on paper: what is asked and, once it was answered, what is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch

from django.utils.translation import gettext as _

from courses.questions import (
    Categories,
    Choice,
    Gaps,
    Hotspot,
    Likert,
    Matching,
    Number,
    Open,
    Ordering,
    Question,
    Remark,
    Response,
    TrueFalse,
)

SHORT_ROOM, LONG_ROOM = 1, 6  # lines to write on
SEEDS = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedOption:
    """An answer to tick, as it was ticked; what is said of it follows answering."""

    text: str
    chosen: bool = False
    verdict: str = ""  # "right", "wrong", "missed" or ""
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What there is to fill in: boxes to tick, things to number or name, room to write."""

    options: tuple[tuple[str, str], ...] = ()  # id and text
    several: bool = False
    items: tuple[str, ...] = ()
    choose_from: tuple[str, ...] = ()
    text: str = ""
    unit: str = ""
    room: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """All that paper shows of a question."""

    number: int
    prompt: str
    sheet: Sheet
    options: tuple[PrintedOption, ...]
    own: tuple[str, ...]
    solution: tuple[str, ...]
    remarks: tuple[str, ...]
    explanation: str


def on_paper(
    question: Question, number: int, response: Response | None
) -> PrintedQuestion:
    """A question as it is filled in; right answers and feedback only with a response.

    Answers are shuffled, always alike, so that their order gives nothing away.
    """
    sheet = sheet_of(question.in_order_of(question.id.int % SEEDS))
    remarks = question.feedback(response) if response is not None else ()
    solution = question.solution() if response is not None else None
    ticks = bool(sheet.options)
    return PrintedQuestion(
        number=number,
        prompt=question.prompt,
        sheet=sheet,
        options=_options(sheet, response, remarks),
        own=question.words(response) if response is not None and not ticks else (),
        solution=question.words(solution) if solution is not None and not ticks else (),
        remarks=() if ticks else tuple(each.text for each in remarks if each.text),
        explanation=question.explanation if response is not None else "",
    )


def _options(
    sheet: Sheet, response: Response | None, remarks: Iterable[Remark]
) -> tuple[PrintedOption, ...]:
    said = {remark.part: remark for remark in remarks}
    return tuple(
        PrintedOption(
            text=text,
            chosen=key in (response or ()),
            verdict=said[key].verdict if key in said else "",
            feedback=said[key].text if key in said else "",
        )
        for key, text in sheet.options
    )


@singledispatch
def sheet_of(question: Question) -> Sheet:  # noqa: ARG001 (for a text of one line)
    """What a kind of question has somebody fill in."""
    return Sheet(room=SHORT_ROOM)


@sheet_of.register
def _choice(question: Choice) -> Sheet:
    options = tuple((option.id, option.text) for option in question.options)
    return Sheet(options=options, several=question.multiple)


@sheet_of.register
def _true_false(question: TrueFalse) -> Sheet:
    words = {"true": _("It is true"), "false": _("It is not true")}
    return Sheet(options=tuple((one, words[one]) for one in question.choices))


@sheet_of.register
def _likert(question: Likert) -> Sheet:
    return Sheet(options=tuple((one.id, one.text) for one in question.scale))


@sheet_of.register
def _hotspot(question: Hotspot) -> Sheet:
    options = tuple((region.id, region.label) for region in question.regions)
    return Sheet(options=options, several=question.multiple, text=question.description)


@sheet_of.register
def _ordering(question: Ordering) -> Sheet:
    return Sheet(items=tuple(item.text for item in question.items))


@sheet_of.register
def _matching(question: Matching) -> Sheet:
    return Sheet(
        items=tuple(source.text for source in question.sources),
        choose_from=tuple(target.text for target in question.targets),
    )


@sheet_of.register
def _categories(question: Categories) -> Sheet:
    return Sheet(
        items=tuple(item.text for item in question.items),
        choose_from=tuple(category.text for category in question.categories),
    )


@sheet_of.register
def _gaps(question: Gaps) -> Sheet:
    gaps = [piece.gap for piece in question.pieces if piece.gap]
    return Sheet(
        text="".join(
            f"{each.text}{'……………' if each.gap else ''}" for each in question.pieces
        ),
        choose_from=tuple(choice for gap in gaps for choice in gap.choices),
    )


@sheet_of.register
def _number(question: Number) -> Sheet:
    return Sheet(room=SHORT_ROOM, unit=question.unit)


@sheet_of.register
def _open(question: Open) -> Sheet:  # noqa: ARG001 (its kind tells)
    return Sheet(room=LONG_ROOM)
