"""What is worth a second look; it blocks nothing."""

from dataclasses import replace

import pytest

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    STORY,
    Advice,
    Choice,
    Effect,
    FlagState,
    Hint,
    Scene,
    Story,
    advise,
)
from dilemmas.graph.prose import ease, prose, words
from tests.dilemmas.graph.roads import check

PLAIN = "<p>Nadia legt de praline terug. Ze wordt rood. Niemand zegt iets.</p>"


def choice(key: str, *, to: str = "end", text: str = "", effects: str = "", brings=""):
    """``effects``: "+openheid -collegialiteit"."""
    return Choice(
        key=key,
        text=text or f"Ik doe {key}.",
        target=to,
        consequence=brings or f"Er volgt {key}.",
        effects=tuple(Effect(one[1:], one[0]) for one in effects.split()),
    )


def a_story(*choices: Choice, text: str = PLAIN, values=(), **scene) -> Story:
    """A start with these choices, and an ending."""
    first = Scene(
        key="a",
        title="Begin",
        kind=scene.pop("kind", DILEMMA),
        is_start=True,
        body=({"type": "text", "value": text},),
        stakeholders=scene.pop("stakeholders", ("Nadia",)),
        choices=choices,
    )
    end = Scene(
        key="end", title="Afloop", kind=ENDING, reflection=("Wat neem je mee?",)
    )
    return Story(values={one: one for one in values}, scenes=(first, end))


def hints_of(story: Story) -> list[Hint]:
    assert check(story) == []  # advice is about stories that could be published
    return [advice.hint for advice in advice_on(story)]


def advice_on(story: Story) -> list[Advice]:
    """All but that no value is named: of most stories here it is no matter."""
    return [advice for advice in advise(story) if advice.hint != Hint.NO_VALUES]


TENSION = ("openheid", "collegialiteit")


def test_a_real_dilemma_needs_no_advice():
    story = a_story(
        choice("x", effects="+openheid -collegialiteit"),
        choice("y", effects="+collegialiteit -openheid"),
        values=TENSION,
    )

    assert hints_of(story) == []


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (a_story(choice("x")), [Hint.ONE_CHOICE]),
        (a_story(choice("x"), kind=STORY), []),
        (a_story(*(choice(letter) for letter in "uvwxy")), [Hint.MANY_CHOICES]),
        (
            a_story(choice("x", brings="Stilte."), choice("y", brings=" Stilte.\n")),
            [Hint.FAKE_CHOICE],
        ),
        (a_story(choice("x"), choice("y"), stakeholders=()), [Hint.NO_STAKEHOLDER]),
        (
            a_story(
                choice("x", effects="+openheid"),
                choice("y", effects="-openheid"),
                values=["openheid"],
            ),
            [Hint.NO_DILEMMA],
        ),
        (
            a_story(
                choice(
                    "x", effects="+openheid", text="Ik leg alles uit, aan iedereen."
                ),
                choice("y", effects="-openheid", text="Ik zwijg."),
                values=["openheid"],
            ),
            [Hint.NO_DILEMMA, Hint.LONGEST_WINS],
        ),
        (a_story(choice("x"), choice("y"), values=["moed"]), [Hint.UNTOUCHED_VALUE]),
        (
            a_story(choice("x"), choice("y"), text="<p>Ja. " + "Hij zwijgt. " * 80),
            [Hint.LONG_SCENE],
        ),
    ],
)
def test_each_hint_is_given_at_its_cause(story, expected):
    assert hints_of(story) == expected


ON, OFF = (FlagState("f", on=True),), (FlagState("f", on=False),)
SET = (FlagState("f", on=True),)


def guarded(key: str, condition=(), **fields) -> Choice:
    return replace(choice(key, **fields), condition=condition)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        # Whoever meets one of the two does not meet the other.
        ([guarded("x", ON), guarded("y", OFF)], [Hint.ONE_CHOICE]),
        ([guarded("x", ON), guarded("y", OFF), guarded("z")], []),
        (
            [guarded(letter, ON if letter < "s" else OFF) for letter in "pqrstu"]
            + [guarded("z")],
            [],
        ),
        (
            [guarded(letter, ON) for letter in "pqrst"] + [guarded("z", OFF)],
            [Hint.MANY_CHOICES],
        ),
        # The same in other situations is another way to say it, no fake choice.
        (
            [
                guarded("x", ON, brings="Stilte."),
                guarded("y", OFF, brings="Stilte."),
                guarded("z"),
            ],
            [],
        ),
        ([choice("x"), replace(choice("y", brings="Er volgt x."), sets=SET)], []),
        (
            [
                choice("x"),
                replace(
                    choice("y", brings="Er volgt x."), later="Nog.", later_at="end"
                ),
            ],
            [],
        ),
        (
            [
                guarded("x", ON, effects="+openheid"),
                guarded("y", OFF, effects="-openheid"),
                guarded("z"),
            ],
            [],
        ),
    ],
)
def test_conditions_count(choices, expected):
    first = Scene(
        key="a0",
        is_start=True,
        choices=(replace(choice("s", to="a"), sets=SET), choice("n", to="a")),
    )
    story = a_story(*choices, values=["openheid"])
    start, end = story.scenes
    effects = choice("e", effects="+openheid -openheid")
    story = replace(
        story,
        flags={"f": "Nadia weet ervan"},
        scenes=(
            replace(first, choices=(*first.choices, effects)),
            replace(start, is_start=False),
            end,
        ),
    )

    assert hints_of(story) == expected


def test_several_that_only_gain_and_are_longest_are_the_right_ones_too():
    long = "Ik leg alles uit, aan iedereen die het horen wil."
    story = a_story(
        choice("x", effects="+openheid", text=long),
        choice("y", effects="+openheid", text=long[:-6]),
        choice("z", effects="+openheid -moed", text="Ik zwijg."),
        values=["openheid", "moed"],
    )

    assert advice_on(story) == [Advice(Hint.LONGEST_WINS, "a", "x")]


def test_what_is_told_later_at_a_scene_that_never_comes_after_is_pointed_out():
    def later(at: str) -> list[Advice]:
        loop = (choice("back", to="a"), choice("out"))
        first, end = a_story(choice("in", to="b")).scenes
        told = replace(first.choices[0], later="Ze belt.", later_at=at)
        first = replace(first, kind=STORY, choices=(told, choice("out")))
        middle = Scene(key="b", choices=loop)
        lost = choice("early", to="a")
        begin = Scene(key="0", is_start=True, choices=(lost,))
        return advice_on(
            Story(scenes=(begin, replace(first, is_start=False), middle, end))
        )

    assert later("0") == [Advice(Hint.NEVER_TOLD, "a", "in")]
    assert later("a") == later("b") == later("end") == []


def test_a_story_in_which_no_value_is_named_is_told_so_once():
    ways = choice("x"), choice("y")

    assert [one.hint for one in advise(a_story(*ways))] == [Hint.NO_VALUES]
    assert Hint.NO_VALUES not in [
        one.hint for one in advise(a_story(*ways, values=["moed"]))
    ]
    assert advise(Story()) == []


def test_a_principle_that_no_choice_touches_is_told_instead_of_its_values():
    story = a_story(
        choice("x", effects="+openheid"),
        choice("y", effects="+openheid"),
        values=["openheid", "moed", "zorg"],
    )

    def told(**principles) -> list[tuple[Hint, str]]:
        found = advice_on(replace(story, principles=principles))
        return [(one.hint, one.detail) for one in found]

    assert told(spreekrecht=["openheid", "moed"]) == [
        (Hint.UNTOUCHED_VALUE, "moed"),
        (Hint.UNTOUCHED_VALUE, "zorg"),
    ]
    assert told(objectiviteit=["moed", "not-chosen"]) == [
        (Hint.UNTOUCHED_PRINCIPLE, "objectiviteit"),
        (Hint.UNTOUCHED_VALUE, "zorg"),
    ]


def test_a_hint_names_scene_choice_and_detail():
    story = a_story(choice("x", brings="Stilte."), choice("y", brings="Stilte."))

    assert advice_on(story) == [Advice(Hint.FAKE_CHOICE, "a", "y")]


def test_hard_dutch_is_told_and_plain_dutch_is_not():
    hard = (
        "De administratieve afhandeling van integriteitsgerelateerde aangelegenheden "
        "veronderstelt een voorafgaandelijke kwalificatie van de feitelijke "
        "omstandigheden, teneinde de verantwoordelijkheidsverdeling tussen de "
        "onderscheiden organisatieonderdelen ondubbelzinnig vast te kunnen stellen, "
        "onverminderd de bevoegdheden die bij bijzondere regelgeving toegekend worden "
        "aan gespecialiseerde instanties en hun gemandateerde vertegenwoordigers."
    )
    assert ease(hard) < 20 < 60 < ease("Ze zwijgt. Hij gaat weg. Jij blijft staan.")
    assert hints_of(a_story(choice("x"), choice("y"), text=hard)) == [Hint.HARD_TO_READ]


def test_markup_is_no_prose_and_every_block_counts():
    scene = Scene(
        key="a",
        body=(
            {"type": "text", "value": "<p>Eén <b>twee</b></p>"},
            {"type": "quotation", "value": {"quote": "drie vier", "source": ""}},
            {"type": "image", "value": {"image": 3, "caption": "vijf &amp; zes"}},
        ),
    )

    assert words(prose(scene)) == 6
