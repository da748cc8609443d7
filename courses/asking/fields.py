"""What can be filled in for each kind of question, with what it holds and what is said of it.

Templates show these values as they are. What a field holds is always what a form sends:
of a stored response, or of what was refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Literal

from django.utils.translation import gettext as _

from courses.questions import (
    FIELD,
    FIELD_OF,
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
    Sent,
    ShortText,
    TrueFalse,
)

from .pictures import Picture, picture_of
from .shapes import Shape, shape_of


@dataclass(frozen=True, kw_only=True)
class Work:
    """What was sent for a question, what to say of it, and which parts to repair."""

    sent: Sent = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    faulty: tuple[str, ...] = ()
    error_id: str = ""
    hint_id: str = ""

    def value(self, name: str) -> str:
        """What a field with one value holds."""
        return next(iter(self.sent.get(name, ())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose from a list."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A radio button or a checkbox; on an image also a shape."""

    id: str
    value: str
    text: str
    number: int
    chosen: bool
    remark: Remark | None
    shape: Shape | None = None

    @property
    def verdict(self) -> str:
        return self.remark.verdict if self.remark else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field of its own: to type in, or with options to choose from."""

    id: str
    name: str
    label: str
    number: int
    value: str
    options: tuple[Option, ...] = ()
    remark: Remark | None = None
    is_faulty: bool = False
    described_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """All fields of a question: its picks, its rows, or the pieces of its text."""

    picks: tuple[Pick, ...] = ()
    input: Literal["radio", "checkbox"] = "radio"
    rows: tuple[Control, ...] = ()
    pieces: tuple[str | Control, ...] = ()
    unit: str = ""
    picture: Picture | None = None

    @property
    def has_one_right(self) -> bool:
        return self.input == "radio"


@singledispatch
def fields_of(question: Question, work: Work) -> Fields:  # noqa: ARG001 (of each kind)
    """The fields of a question. Raises ``TypeError`` for a kind that nobody shows."""
    msg = f"Nothing shows questions of the kind {question.kind}."
    raise TypeError(msg)


@fields_of.register
def _choice(question: Choice, work: Work) -> Fields:
    options = [(option.id, option.text) for option in question.options]
    return _picking(question, options, work, multiple=question.multiple)


@fields_of.register
def _true_false(question: TrueFalse, work: Work) -> Fields:
    words = {
        "true": _("It is true"),
        "false": _("It is not true"),
    }
    return _picking(question, [(one, words[one]) for one in question.choices], work)


@fields_of.register
def _likert(question: Likert, work: Work) -> Fields:
    return _picking(question, [(one.id, one.text) for one in question.scale], work)


@fields_of.register
def _hotspot(question: Hotspot, work: Work) -> Fields:
    options = [(region.id, region.label) for region in question.regions]
    picture = picture_of(question.image, question.description)
    shapes = (
        [shape_of(region, picture) for region in question.regions] if picture else []
    )
    return _picking(
        question,
        options,
        work,
        multiple=question.multiple,
        picture=picture,
        shapes=shapes,
    )


@fields_of.register
def _matching(question: Matching, work: Work) -> Fields:
    targets = tuple(Option(value=one.id, text=one.text) for one in question.targets)
    sources = [(source.id, source.text) for source in question.sources]
    return Fields(rows=_rows(question, sources, targets, work))


@fields_of.register
def _categories(question: Categories, work: Work) -> Fields:
    names = tuple(Option(value=one.id, text=one.text) for one in question.categories)
    items = [(item.id, item.text) for item in question.items]
    return Fields(rows=_rows(question, items, names, work))


@fields_of.register
def _ordering(question: Ordering, work: Work) -> Fields:
    places = tuple(
        Option(value=str(place), text=str(place))
        for place in range(1, len(question.items) + 1)
    )
    items = [(item.id, item.text) for item in question.items]
    return Fields(rows=_rows(question, items, places, work))


@fields_of.register
def _gaps(question: Gaps, work: Work) -> Fields:
    pieces: list[str | Control] = []
    for piece in question.pieces:
        pieces.append(piece.text)
        if gap := piece.gap:
            label = _("Gap %(number)s") % {"number": gap.id}
            options = tuple(Option(value=text, text=text) for text in gap.choices)
            pieces.append(
                _control(question, gap.id, label, int(gap.id), work, options=options)
            )
    return Fields(pieces=tuple(pieces))


@fields_of.register
def _number(question: Number, work: Work) -> Fields:
    return _one_field(question, work, unit=question.unit)


@fields_of.register(ShortText)
@fields_of.register(Open)
def _one_field(question: Question, work: Work, *, unit: str = "") -> Fields:
    described = f"eenheid-{question.id}" if unit else ""
    remark = work.remarks.get(FIELD)
    over = f"over-veld-{question.id}" if remark and remark.text else ""
    control = Control(
        id=f"veld-{question.id}",
        name=FIELD,
        label=question.prompt,
        number=1,
        value=work.value(FIELD),
        remark=remark,
        is_faulty=bool(work.error_id),
        described_by=_joined(work.hint_id, work.error_id, described, over),
    )
    return Fields(rows=(control,), unit=unit)


def _picking(
    question: Question,
    options: Iterable[tuple[str, str]],
    work: Work,
    *,
    multiple: bool = False,
    picture: Picture | None = None,
    shapes: Sequence[Shape] = (),
) -> Fields:
    chosen = work.sent.get(FIELD, ())
    picks = tuple(
        Pick(
            id=f"keuze-{question.id}-{number}",
            value=value,
            text=text,
            number=number,
            chosen=value in chosen,
            remark=work.remarks.get(value),
            shape=shapes[number - 1] if shapes else None,
        )
        for number, (value, text) in enumerate(options, 1)
    )
    return Fields(
        picks=picks, input="checkbox" if multiple else "radio", picture=picture
    )


def _rows(
    question: Question,
    parts: Iterable[tuple[str, str]],
    options: tuple[Option, ...],
    work: Work,
) -> tuple[Control, ...]:
    return tuple(
        _control(question, part, text, number, work, options=options)
        for number, (part, text) in enumerate(parts, 1)
    )


def _control(
    question: Question,
    part: str,
    label: str,
    number: int,
    work: Work,
    *,
    options: tuple[Option, ...],
) -> Control:
    pk = f"deel-{question.id}-{number}"
    remark = work.remarks.get(part)
    is_faulty = part in work.faulty
    return Control(
        id=pk,
        name=FIELD_OF + part,
        label=label,
        number=number,
        value=work.value(FIELD_OF + part),
        options=options,
        remark=remark,
        is_faulty=is_faulty,
        described_by=_joined(
            work.error_id if is_faulty else "", f"over-{pk}" if remark else ""
        ),
    )


def _joined(*ids: str) -> str:
    return " ".join(filter(None, ids))
