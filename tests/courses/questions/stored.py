"""Values of blocks as they are stored: one of each kind, and whatever can be drawn."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import settings
from hypothesis import strategies as st

from courses.questions import KINDS, Question, question_of

# No deadline: cores are shared. On CI Hypothesis draws the same examples every time.
steady = settings(max_examples=100, deadline=None)


def an_id(*parts: object) -> UUID:
    """The same id for the same parts."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, parts)))


def listed(*values: Any) -> list[dict[str, Any]]:
    """A list block as it is stored; the ids of its items follow what they hold."""
    return [
        {"type": "item", "id": str(an_id(repr(value), n)), "value": value}
        for n, value in enumerate(values)
    ]


STORED: dict[str, dict[str, Any]] = {
    "question": {
        "prompt": "Wat doe je?",
        "multiple": True,
        "answers": listed(
            {"text": "Melden", "correct": True, "feedback": "Goed zo."},
            {"text": "Zwijgen", "correct": False, "feedback": "Dan blijft het."},
            {"text": "Noteren", "correct": True},
            {"text": "Wegkijken", "correct": False},
        ),
        "explanation": "Zo zit het.",
        "when_right": "Precies.",
        "when_partly": "Bijna.",
        "when_wrong": "Nee.",
    },
    "true_false": {
        "prompt": "Een geschenk mag altijd.",
        "answer": "false",
        "feedback_true": "Kijk na wat je organisatie afspreekt.",
        "feedback_false": "Klopt.",
    },
    "matching": {
        "prompt": "Bij wie?",
        "pairs": listed(
            {"source": "Twijfel", "target": "Leidinggevende", "feedback": "Altijd."},
            {"source": "Fraude", "target": "Meldpunt"},
            {"source": "Geschenk", "target": "leidinggevende "},
        ),
        "distractors": listed("Leverancier"),
    },
    "ordering": {
        "prompt": "In welke volgorde?",
        "items": listed(
            {"text": "Stoppen", "feedback": "Eerst dit."},
            {"text": "Melden"},
            {"text": "Overdragen"},
            {"text": "Noteren"},
        ),
    },
    "gaps": {
        "prompt": "Vul aan.",
        "text": "Een [[geschenk|gift]] is [[*nooit|soms|altijd]] vanzelfsprekend.",
        "mistakes": listed({"answer": "Cadeau", "feedback": "In de wet: geschenk."}),
    },
    "short_text": {
        "prompt": "Hoe heet dat?",
        "accepted": listed("vertrouwenspersoon", "de vertrouwenspersoon"),
        "allow_typos": True,
        "fold_accents": True,
        "mistakes": listed({"answer": "vertrouwenspersonen", "feedback": "Eén."}),
    },
    "number": {
        "prompt": "Hoeveel?",
        "value": "1234.5",
        "tolerance": "0.5",
        "unit": "euro",
        "mistakes": listed({"value": "1324.5", "feedback": "Omgewisseld."}),
    },
    "likert": {
        "prompt": "Ik durf.",
        "scale": listed("Oneens", "Geen van beide", "Eens"),
    },
    "hotspot": {
        "prompt": "Waar?",
        "image": 3,
        "description": "Een kantoor.",
        "regions": listed(
            {
                "label": "Printer",
                "correct": True,
                "shape": "rectangle",
                "x": "10",
                "y": "20.5",
                "width": "30",
                "height": "40",
                "feedback": "Iedereen leest mee.",
            },
            {
                "label": "Kast",
                "shape": "circle",
                "x": 60,
                "y": 0,
                "width": 20,
                "height": 20,
            },
            {"label": "Tas", "shape": "polygon", "points": "1,1 20,1 20,20.5"},
        ),
    },
    "categories": {
        "prompt": "Wat mag?",
        "categories": listed(
            {"name": "Mag", "items": listed({"text": "Koffie", "feedback": "Klein."})},
            {"name": "Mag niet", "items": listed({"text": "Reis"}, {"text": "Bon"})},
            {"name": "Hangt ervan af", "items": []},
        ),
    },
    "open": {
        "prompt": "Wat spreek je af?",
        "most_words": 20,
        "model_answer": "Wie het noteert.",
        "criteria": listed("Noemt een grens"),
    },
}


def a_question(kind: str, **changes: Any) -> Question:
    """The example of its kind, with changes."""
    return question_of(kind, an_id(kind), STORED[kind] | changes)


kinds = st.sampled_from(sorted(KINDS))
seeds = st.none() | st.integers(0, 99)
# What may come out of a database that somebody else has written to.
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        | st.lists(
            st.fixed_dictionaries({"id": st.uuids().map(str), "value": inner}),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@st.composite
def drafts(draw: st.DrawFn) -> Question:
    """A question of which fields are missing, emptied, or something else altogether."""
    kind = draw(kinds)
    value = dict(STORED[kind])
    for name in draw(st.lists(st.sampled_from(sorted(value)), max_size=4)):
        value[name] = draw(junk)
    return question_of(kind, an_id(kind), value)


questions = st.builds(
    lambda kind, seed: a_question(kind).in_order_of(seed), kinds, seeds
)


def parts_of(question: Question) -> list[str]:
    """Whatever an answer can name: the ids in what a right or any form sends."""
    names = {"answer", "answer-1", "answer-2"}
    for owner in ("options", "items", "sources", "targets", "regions", "scale"):
        names |= {one.id for one in getattr(question, owner, ())}
    names |= {one.id for one in getattr(question, "categories", ())}
    return sorted(names | {f"answer-{name}" for name in names})


@st.composite
def forms(draw: st.DrawFn, question: Question) -> dict[str, list[str]]:
    """What may be sent: by the page, by somebody who plays with it, or by a machine."""
    known = st.sampled_from(parts_of(question))
    sendable = (
        known
        | st.sampled_from(["true", "false", "1", "2", "3", "4", "nooit", "geschenk"])
        | st.text(max_size=30)
        | st.from_regex(r"[-+0-9., ']{1,12}", fullmatch=True)
    )
    fields = known.filter(lambda name: name.startswith("answer"))
    sent = draw(
        st.dictionaries(
            fields | st.text(max_size=12), st.lists(sendable, max_size=4), max_size=8
        )
    )
    if draw(st.booleans()) and (right := question.solution()) is not None:
        return question.form_data(right) | sent
    return sent
