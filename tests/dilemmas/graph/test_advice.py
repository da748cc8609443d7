"""What is worth a second look; it blocks nothing."""

import pytest

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    STORY,
    Advice,
    Choice,
    Effect,
    Hint,
    Scene,
    Story,
    advise,
    check,
)
from dilemmas.graph.prose import ease, prose, words

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
    return [advice.hint for advice in advise(story)]


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


def test_a_hint_names_scene_choice_and_detail():
    story = a_story(choice("x", brings="Stilte."), choice("y", brings="Stilte."))

    assert advise(story) == [Advice(Hint.FAKE_CHOICE, "a", "y")]


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
