"""Stories of all kinds, for tests that hold whatever the story is."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from dilemmas.graph import (
    DILEMMA,
    ENDING,
    STORY,
    Choice,
    Effect,
    ExpertView,
    FlagState,
    Scene,
    Story,
)
from tests.dilemmas.graph.brute import Tried

# No deadline: two cores are shared. On CI Hypothesis draws the same examples every time.
steady = settings(max_examples=100, deadline=None)
thorough = settings(max_examples=300, deadline=None)

VALUES = ("openheid", "moed")
FLAGS = ("f", "g", "h")
words = st.sampled_from(["", "Nadia zwijgt.", "a <b> é & ’", " 1 ", "woord " * 160])


def states(flags: tuple[str, ...], most: int = 2):
    """What is asked of flags or done to them; now and then both on and off."""
    if not flags:
        return st.just(())
    state = st.builds(FlagState, st.sampled_from(flags), st.booleans())
    return st.lists(state, max_size=most).map(tuple)


@st.composite
def small_stories(draw: st.DrawFn, *, scenes: int = 6, flags: int = 3) -> Story:
    """Sound or not: broken links, loops, dead ends, lost scenes, conditions. Keys are their own."""
    keys = [f"s{number}" for number in range(draw(st.integers(1, scenes)))]
    known = FLAGS[: draw(st.integers(0, flags))]
    # A broken link in one of eight at most, else few stories would be worth the walk.
    targets = st.sampled_from([*keys * 2, *keys[1:], "gone"][: 8 * len(keys)])
    return Story(
        flags={flag: f"Weet {flag}" for flag in known},
        scenes=tuple(
            Scene(
                key=key,
                title=key,
                kind=draw(st.sampled_from([DILEMMA, DILEMMA, STORY, ENDING])),
                is_start=not number,
                act=draw(st.sampled_from(["", "I", "II"])),
                reflection=("Wat neem je mee?",),
                choices=tuple(
                    Choice(
                        key=f"{key}-{way}",
                        target=draw(targets),
                        condition=draw(states(known)),
                        sets=draw(states(known)),
                    )
                    for way in range(draw(st.integers(0, 3)))
                ),
            )
            for number, key in enumerate(keys)
        ),
    )


@st.composite
def guarded_stories(draw: st.DrawFn) -> Story:
    """Each scene leads on to the next, often by a condition or its opposite, and elsewhere."""
    count = draw(st.integers(2, 8))
    keys = [f"s{number}" for number in range(count)]
    known = FLAGS[: draw(st.integers(0, 3))]
    scenes = []
    for number, key in enumerate(keys[:-1]):
        more = draw(st.lists(st.sampled_from(keys), max_size=2))
        guarded = draw(st.booleans()) and known
        flag = draw(st.sampled_from(known)) if guarded else ""
        ways = [
            Choice(
                key=f"{key}-{way}",
                target=target,
                condition=draw(states(known)) if way else (),
                sets=draw(states(known)),
            )
            for way, target in enumerate([keys[number + 1], *more])
        ]
        if flag:  # the way on is there with the flag, and another without it
            ways[0] = Choice(
                key=f"{key}-on",
                target=keys[number + 1],
                condition=(FlagState(flag, on=True),),
            )
            ways.append(
                Choice(
                    key=f"{key}-off",
                    target=draw(st.sampled_from(keys)),
                    condition=(FlagState(flag, on=False),),
                    sets=(FlagState(flag, on=draw(st.booleans())),),
                )
            )
        scenes.append(
            Scene(key=key, kind=DILEMMA, is_start=not number, choices=tuple(ways))
        )
    end = Scene(key=keys[-1], kind=ENDING, reflection=("Wat neem je mee?",))
    return Story(flags={flag: flag for flag in known}, scenes=(*scenes, end))


def playable_stories() -> st.SearchStrategy[Story]:
    """Mostly sound ones, with loops and conditions; whether one is the checks must say."""
    return guarded_stories().map(without_what_nobody_meets)


def without_what_nobody_meets(story: Story) -> Story:
    """Less and less of a story, until every scene is reached and every choice offered."""
    tried = Tried(story)
    never = tried.never_offered()
    scenes = tuple(
        replace(
            scene,
            choices=tuple(c for c in scene.choices if (scene.key, c.key) not in never),
        )
        for scene in story.scenes
        if scene.key in tried.reached()
    )
    less = replace(story, scenes=scenes)
    return less if less == story else without_what_nobody_meets(less)


@st.composite
def wild_stories(draw: st.DrawFn) -> Story:
    """Anything that content can hold: repeated and empty keys, unknown values and flags."""
    key = st.sampled_from(["", "a", "b", "c", "d"])
    flag = (*FLAGS, "gone")
    choice = st.builds(
        Choice,
        key=key,
        text=words,
        consequence=words,
        later=words,
        later_at=key,
        target=key,
        effects=st.lists(
            st.builds(
                Effect, st.sampled_from([*VALUES, "gone"]), st.sampled_from("+-")
            ),
            max_size=2,
        ).map(tuple),
        condition=states(flag, 3),
        sets=states(flag, 3),
    )
    lines = st.lists(words.filter(bool), max_size=2).map(tuple)
    views = st.lists(st.builds(ExpertView, words, words), max_size=2).map(tuple)
    scene = st.builds(
        Scene,
        key=key,
        title=words,
        kind=st.sampled_from([DILEMMA, STORY, ENDING, "other"]),
        is_start=st.booleans(),
        act=st.sampled_from(["", "I", "II", "III"]),
        when=words,
        where=words,
        body=st.lists(blocks(), max_size=2).map(tuple),
        stakeholders=lines,
        prompts=lines,
        reflection=lines,
        expert_views=views,
        articles=lines,
        where_to_turn=words,
        facilitator_notes=words,
        choices=st.lists(choice, max_size=4).map(tuple),
    )
    return Story(
        title=draw(words),
        introduction=draw(words),
        given=draw(words),
        rule_source=draw(words),
        values={value: value for value in VALUES},
        flags={name: name for name in FLAGS[: draw(st.integers(0, 3))]},
        principles={"objectiviteit": draw(st.sampled_from([(), ("moed",)]))},
        without_captions=frozenset({("video", 1)}),
        without_transcript=frozenset({("video", 1), ("audio", 2)}),
        is_shuffled=draw(st.booleans()),
        expert_views=draw(views),
        scenes=tuple(draw(st.lists(scene, max_size=7))),
    )


def blocks():
    """Blocks of a scene, as content holds them."""
    number = st.integers(1, 3)
    image = st.fixed_dictionaries(
        {"image": number, "decorative": st.booleans(), "alt_text": words}
    )
    values = {
        "text": words.filter(bool),  # an empty one is not read
        "quotation": st.fixed_dictionaries({"quote": words, "source": words}),
        "image": st.fixed_dictionaries({"image": image | number, "caption": words}),
        "video": st.fixed_dictionaries({"video": number | st.none()}),
        "audio": st.fixed_dictionaries({"audio": number}),
    }
    return st.one_of(
        *(
            st.fixed_dictionaries({"type": st.just(kind), "value": value})
            for kind, value in values.items()
        )
    )
