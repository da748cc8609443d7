"""What differs between two compiled stories."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dilemmas.graph import (
    Change,
    Choice,
    Difference,
    Effect,
    ExpertView,
    FlagState,
    Scene,
    Story,
    Subject,
    compile_story,
    differences,
)


def text(words, key="b"):
    return {"type": "text", "value": f"<p>{words}</p>", "id": key}


GO = Choice(key="go", text="Ik ga.", target="end", consequence="Het regent.")
STORY = Story(
    title="De mand",
    introduction="<p>Lees dit.</p>",
    values={"openheid": "openheid"},
    flags={"f": "Nadia weet ervan"},
    expert_views=(ExpertView("Auditor", "Noteer het."),),
    scenes=(
        Scene(
            key="start",
            title="Onthaal",
            is_start=True,
            kind="dilemma",
            body=(text("Een mand."),),
            prompts=("Wie beslist?", "Wat is er aan de hand?"),
            choices=(GO, Choice(key="stay", text="Ik blijf.", target="start")),
        ),
        Scene(key="end", title="Slot", kind="ending", reflection=("En nu?",)),
    ),
)
START, END = STORY.scenes


def between(after, before=STORY):
    return differences(compile_story(before), compile_story(after))


def with_start(**fields):
    return replace(STORY, scenes=(replace(START, **fields), END))


def with_go(**fields):
    return with_start(choices=(replace(GO, **fields), START.choices[1]))


def test_a_story_does_not_differ_from_itself():
    assert between(STORY) == []


def test_a_scene_that_moved_and_a_choice_that_moved_are_no_difference():
    moved = replace(START, choices=START.choices[::-1])

    assert between(replace(STORY, scenes=(END, moved))) == []


def test_new_ids_of_blocks_and_keys_of_the_editor_are_no_difference():
    edited = {
        "type": "text",
        "value": '<p data-block-key="x1">Een mand.</p>',
        "id": "z",
    }

    assert between(with_start(body=(edited,))) == []


def test_fields_of_the_scenario_come_first():
    after = replace(
        with_start(title="De balie"),
        title="De mand van de leverancier",
        introduction="",
        given="Je weigert.",
        is_shuffled=True,
    )

    assert between(after) == [
        Difference(
            subject=Subject.TITLE,
            change=Change.CHANGED,
            before="De mand",
            after="De mand van de leverancier",
        ),
        Difference(
            subject=Subject.INTRODUCTION, change=Change.GONE, before="Lees dit."
        ),
        Difference(subject=Subject.GIVEN, change=Change.ADDED, after="Je weigert."),
        Difference(
            subject=Subject.SHUFFLING,
            change=Change.CHANGED,
            before="off",
            after="on",
        ),
        Difference(
            subject=Subject.SCENE_TITLE,
            change=Change.CHANGED,
            scene="start",
            before="Onthaal",
            after="De balie",
        ),
    ]


def test_scenes_come_and_go_in_the_order_of_the_story():
    new = Scene(key="new", title="Gang", kind="dilemma")
    old = Scene(key="old", title="Kelder", kind="dilemma")
    before = replace(STORY, scenes=(START, old, END))
    after = replace(STORY, scenes=(new, START, END))

    assert [(one.change, one.scene) for one in between(after, before)] == [
        (Change.ADDED, "new"),
        (Change.GONE, "old"),
    ]


def test_choices_come_and_go_by_their_key():
    other = Choice(key="ask", text="Ik vraag het.", target="end")

    found = between(with_start(choices=(GO, other)))

    assert [(one.change, one.choice, one.before or one.after) for one in found] == [
        (Change.GONE, "stay", "Ik blijf."),
        (Change.ADDED, "ask", "Ik vraag het."),
    ]


def test_what_a_choice_does_is_told_field_by_field():
    after = with_go(
        target="start",
        later="Ze belt.",
        later_at="end",
        effects=(Effect("openheid", "-"),),
        condition=(FlagState("f", on=False),),
        sets=(FlagState("f", on=True),),
    )

    found = [(one.subject, one.detail, one.before, one.after) for one in between(after)]

    assert found == [
        (Subject.TARGET, "", "end", "start"),
        (Subject.LATER, "", "", "Ze belt."),
        (Subject.LATER_AT, "", "", "end"),
        (Subject.EFFECT, "openheid", "", "-"),
        (Subject.CONDITION, "f", "", "off"),
        (Subject.SETS, "f", "", "on"),
    ]


def test_the_words_of_a_body_and_its_form_are_told_apart():
    picture = {"type": "image", "value": {"image": {"image": 1, "alt_text": ""}}}
    other = {"type": "image", "value": {"image": {"image": 2, "alt_text": ""}}}
    bold = {"type": "text", "value": "<p>Een <b>mand</b>.</p>"}
    reworded = between(with_start(body=(text("Een doos."),)))
    swapped = between(
        with_start(body=(text("Een mand."), other)),
        with_start(body=(text("Een mand."), picture)),
    )

    assert [(one.subject, one.before, one.after) for one in reworded] == [
        (Subject.BODY, "Een mand.", "Een doos.")
    ]
    assert [one.subject for one in swapped] == [Subject.FORM]
    assert Subject.FORM in {one.subject for one in between(with_start(body=(bold,)))}


def test_lines_are_matched_by_likeness_and_their_order_is_none():
    turned = with_start(prompts=START.prompts[::-1])
    reworded = with_start(prompts=("Wie beslist er?", "Wat staat op het spel?"))

    assert between(turned) == []
    assert [(one.change, one.before, one.after) for one in between(reworded)] == [
        (Change.CHANGED, "Wie beslist?", "Wie beslist er?"),
        (Change.GONE, "Wat is er aan de hand?", ""),
        (Change.ADDED, "", "Wat staat op het spel?"),
    ]


def test_values_flags_and_views_are_matched_by_slug_key_and_function():
    after = replace(
        STORY,
        values={"openheid": "open zijn", "rust": "rust"},
        flags={"f": "Nadia weet het"},
        expert_views=(
            ExpertView("Auditor", "Noteer alles."),
            ExpertView("HR", "Praat."),
        ),
    )

    found = [(one.subject, one.change, one.detail) for one in between(after)]

    assert found == [
        (Subject.VALUE, Change.CHANGED, "openheid"),
        (Subject.VALUE, Change.ADDED, "rust"),
        (Subject.FLAG, Change.CHANGED, "f"),
        (Subject.EXPERT_VIEW, Change.CHANGED, "Auditor"),
        (Subject.EXPERT_VIEW, Change.ADDED, "HR"),
    ]


def test_a_graph_of_format_one_can_be_compared():
    old = compile_story(STORY)
    for name in ("flags", "is_shuffled"):
        del old[name]
    for scene in old["scenes"].values():
        for name in ("expert_views", "articles", "where_to_turn"):
            del scene[name]
        for choice in scene["choices"]:
            for name in ("later", "later_at", "condition", "sets"):
                del choice[name]

    assert differences(old, compile_story(STORY)) == []


KEYS = st.sampled_from("abcde")
WORDS = st.sampled_from(["", "Nadia zwijgt.", "Nadia zwijgt nu.", "Iemand lacht."])
STATES = st.lists(
    st.builds(FlagState, st.sampled_from("fg"), st.booleans()),
    max_size=2,
    unique_by=lambda state: state.flag,
).map(tuple)
CHOICES = st.builds(
    Choice,
    key=st.sampled_from("123"),
    text=WORDS,
    consequence=WORDS,
    later=WORDS,
    target=KEYS,
    condition=STATES,
    sets=STATES,
)
SCENES = st.builds(
    Scene,
    key=KEYS,
    title=WORDS,
    kind=st.sampled_from(["story", "dilemma", "ending"]),
    body=st.lists(WORDS.map(text), max_size=2).map(tuple),
    prompts=st.lists(WORDS.filter(bool), max_size=3, unique=True).map(tuple),
    choices=st.lists(CHOICES, max_size=3, unique_by=lambda one: one.key).map(tuple),
)
STORIES = st.builds(
    Story,
    title=WORDS,
    flags=st.dictionaries(st.sampled_from("fg"), WORDS.filter(bool)),
    scenes=st.lists(SCENES, max_size=5, unique_by=lambda one: one.key).map(tuple),
)
OTHER_WAY = {
    Change.ADDED: Change.GONE,
    Change.GONE: Change.ADDED,
    Change.CHANGED: Change.CHANGED,
}


def turned(one):
    return replace(
        one, change=OTHER_WAY[one.change], before=one.after, after=one.before
    )


@given(STORIES, STORIES)
def test_the_way_back_tells_the_same_the_other_way_round(one, other):
    there, back = between(other, one), between(one, other)
    apart = {Subject.PROMPT}  # matched by likeness: which goes beside which may differ

    assert sorted(map(repr, (each for each in there if each.subject not in apart))) == (
        sorted(repr(turned(each)) for each in back if each.subject not in apart)
    )
    assert between(one, one) == []


@given(STORIES, st.randoms(use_true_random=False))
def test_no_order_of_scenes_and_choices_is_a_difference(story, chance):
    def mixed(things):
        return tuple(chance.sample(things, len(things)))

    scenes = [replace(one, choices=mixed(one.choices)) for one in story.scenes]

    assert between(replace(story, scenes=mixed(scenes)), story) == []
