"""What somebody sent, in words."""

from __future__ import annotations

from courses.questions import FIELD, Question, Sent

from .fields import Control, Work, fields_of


def in_words(question: Question, sent: Sent) -> tuple[str, ...]:
    """What a form holds for a question, a line for each part; also what is no answer yet."""
    fields = fields_of(question, Work(sent=sent))
    picked = tuple(pick.text for pick in fields.picks if pick.chosen)
    controls = [
        *fields.rows,
        *(one for one in fields.pieces if isinstance(one, Control)),
    ]
    return picked + tuple(_line(control) for control in controls if control.value)


def _line(control: Control) -> str:
    texts = {option.value: option.text for option in control.options}
    value = texts.get(control.value, control.value)
    return value if control.name == FIELD else f"{control.label}: {value}"
