"""Flags, conditions, late consequences and media: each fault at its culprit, in words."""

import pytest

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    Choice,
    Code,
    Finding,
    FlagState,
    Scene,
    Story,
)
from dilemmas.wording import sentences
from tests.dilemmas.graph.roads import check


def states(told: str) -> tuple[FlagState, ...]:
    """``"+f -g"``: f on, g off."""
    return tuple(FlagState(one[1:], on=one[0] == "+") for one in told.split())


def way(key: str, to: str, *, asks: str = "", sets: str = "", **fields) -> Choice:
    return Choice(
        key=key,
        text=key,
        target=to,
        condition=states(asks),
        sets=states(sets),
        **fields,
    )


def a_story(scenes: dict[str, list[Choice]], *, flags: str = "fgh", **fields) -> Story:
    """The first scene is the start; one without choices is an ending."""
    return Story(
        flags={flag: f"Nadia weet {flag}" for flag in flags},
        scenes=tuple(
            Scene(
                key=key,
                title=key.upper(),
                kind=DILEMMA if ways else ENDING,
                is_start=not number,
                choices=tuple(ways),
                reflection=() if ways else ("Wat neem je mee?",),
            )
            for number, (key, ways) in enumerate(scenes.items())
        ),
        **fields,
    )


def told(scenes: dict[str, list[Choice]], **fields) -> list[Finding]:
    story = a_story(scenes, **fields)
    found = check(story)
    assert all("%" not in sentence for sentence in sentences(found, story))
    return list(found)


SET = way("set", "b", sets="+f")
PLAIN = way("plain", "b")


def test_conditions_that_leave_a_choice_to_everybody_are_sound():
    assert (
        told(
            {
                "a": [SET, PLAIN],
                "b": [way("on", "end", asks="+f"), way("off", "end", asks="-f")],
                "end": [],
            }
        )
        == []
    )


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        (
            {"a": [SET, PLAIN], "b": [way("x", "end", asks="+f")], "end": []},
            Finding(Code.STUCK, "b", states=states("-f")),
        ),
        (  # g is on only where one does not come from b
            {
                "a": [SET, way("late", "end")],
                "b": [way("x", "end", asks="-f"), way("y", "end")],
                "end": [],
            },
            Finding(Code.NEVER_OFFERED, "b", "x"),
        ),
        (
            {"a": [SET], "b": [way("x", "end", asks="+f -f"), way("y", "end")], "end": []},
            Finding(Code.CONTRADICTION, "b", "x", "f"),
        ),
        (
            {"a": [SET], "b": [way("x", "end", asks="+g"), way("y", "end")], "end": []},
            Finding(Code.NEVER_SET, "b", "x", "g"),
        ),
        (
            {"a": [SET], "b": [way("x", "end", asks="+weg"), way("y", "end")], "end": []},
            Finding(Code.ASKS_UNKNOWN_FLAG, "b", "x", "weg"),
        ),
        (
            {"a": [way("x", "end", sets="-weg")], "end": []},
            Finding(Code.SETS_UNKNOWN_FLAG, "a", "x", "weg"),
        ),
        (  # whoever set f goes round for ever, and nobody else
            {
                "a": [SET, PLAIN],
                "b": [way("round", "b"), way("out", "end", asks="-f")],
                "end": [],
            },
            Finding(Code.TRAP, "b", states=states("+f")),
        ),
        (  # a scene that only conditions close off: the choice before it is the culprit
            {
                "a": [SET],
                "b": [way("x", "c", asks="-f"), way("y", "end")],
                "c": [way("z", "end")],
                "end": [],
            },
            Finding(Code.NEVER_OFFERED, "b", "x"),
        ),
        (
            {"a": [way("x", "end", later="Ze belt.", later_at="weg")], "end": []},
            Finding(Code.BROKEN_LATER, "a", "x"),
        ),
        (
            {"a": [way("x", "end", later="Ze belt.")], "end": []},
            Finding(Code.BROKEN_LATER, "a", "x"),
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_once_at_its_culprit(scenes, expected):
    assert told(scenes) == [expected]


def test_a_scene_for_later_without_words_to_tell_there_is_left_aside():
    assert told({"a": [way("x", "end", later=" ", later_at="weg")], "end": []}) == []


@pytest.mark.parametrize(("number", "expected"), [(16, 0), (17, 1)])
def test_a_story_remembers_sixteen_things_at_most(number, expected):
    flags = "abcdefghijklmnopq"[:number]

    found = told({"a": [way("x", "end")], "end": []}, flags=flags)

    assert [f.detail for f in found] == [str(number)] * expected


def test_sixteen_flags_are_gone_through_exactly():
    """All 65,536 settings can be met, and one of them alone leaves no choice."""
    flags = "abcdefghijklmnop"
    scenes = {
        f"s{number}": [
            way("yes", f"s{number + 1}", sets=f"+{flag}"),
            way("no", f"s{number + 1}"),
        ]
        for number, flag in enumerate(flags)
    }
    scenes["s16"] = [way(flag, "end", asks=f"-{flag}") for flag in flags]
    scenes["end"] = []

    found = check(a_story(scenes, flags=flags))

    assert not found.is_estimate
    assert list(found) == [
        Finding(
            Code.STUCK, "s16", states=states(" ".join(f"+{flag}" for flag in flags))
        )
    ]


def test_the_sentence_says_when_one_gets_stuck():
    scenes = {
        "a": [SET, PLAIN],
        "b": [way("x", "end", asks="+f"), way("y", "end", asks="+g", sets="+g")],
        "end": [],
    }
    story = a_story(scenes)
    stuck = [one for one in check(story) if one.code == Code.STUCK]

    assert sentences(stuck, story) == [
        "Wie speelt, kan vastlopen in “B”: er is geen keuze als “Nadia weet f” niet klopt "
        "en “Nadia weet g” niet klopt. Voeg daarvoor een keuze toe, of een zonder "
        "voorwaarde."
    ]


def image(**fields) -> dict:
    return {"type": "image", "value": {"image": {"image": 3, **fields}, "caption": ""}}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (image(alt_text="Een mand.", decorative=False), []),
        (image(alt_text="", decorative=True), []),
        (image(alt_text=" ", decorative=False), [Code.NO_ALTERNATIVE]),
        ({"type": "image", "value": {"image": 3}}, [Code.NO_ALTERNATIVE]),
        ({"type": "image", "value": {"image": None}}, []),
        ({"type": "video", "value": {"video": 1}}, []),
        ({"type": "video", "value": {"video": 2}}, [Code.NO_CAPTIONS, Code.NO_TRANSCRIPT]),
        ({"type": "audio", "value": {"audio": 2}}, [Code.NO_TRANSCRIPT]),
        ({"type": "audio", "value": {"audio": None}}, []),
        ({"type": "text", "value": "<p>Stil.</p>"}, []),
    ],
)  # fmt: skip
def test_media_that_somebody_cannot_see_or_hear_are_told(block, expected):
    text = {"type": "text", "value": "<p>Kijk.</p>"}
    end = Scene(key="end", kind=ENDING, reflection=("Wat?",), body=(text, block))
    first = Scene(key="a", is_start=True, choices=(way("x", "end"),))
    story = Story(
        scenes=(first, end),
        without_captions={("video", 2)},
        without_transcript={("video", 2), ("audio", 2)},
    )

    assert list(check(story)) == [Finding(code, "end", detail="2") for code in expected]
