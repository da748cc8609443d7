"""What has a place in the story and says nothing there blocks publishing."""

from dilemmas.graph import (
    ENDING,
    Choice,
    Code,
    ExpertView,
    Hint,
    Scene,
    Story,
    advise,
    check,
)

TEXT = ({"type": "text", "value": "<p>Er gebeurt iets.</p>"},)


def story(*, body=TEXT, words="Ik ga.", view="Zo kan het ook.", title="Slot") -> Story:
    begin = Scene(
        key="a",
        title="Begin",
        is_start=True,
        body=TEXT,
        choices=(Choice(key="c", text=words, target="b"),),
    )
    end = Scene(
        key="b",
        title=title,
        kind=ENDING,
        body=body,
        reflection=("Wat nu?",),
        expert_views=(ExpertView("Auditor", view),),
    )
    return Story(scenes=(begin, end))


def test_what_says_something_everywhere_is_sound():
    assert check(story()) == []


def test_a_scene_a_choice_and_a_view_without_words_are_told_where_they_are():
    found = check(story(body=(), words=" ", view=""))

    told = {(one.code, one.scene, one.choice, one.field) for one in found}
    assert told == {
        (Code.NO_TEXT, "b", "", "body"),
        (Code.NO_WORDS, "a", "c", "text"),
        (Code.EMPTY_VIEW, "b", "", "expert_views"),
    }


def test_a_title_that_another_scene_has_is_pointed_out():
    hints = [(one.hint, one.scene) for one in advise(story(title="begin "))]

    assert (Hint.SAME_TITLE, "b") in hints
    assert Hint.SAME_TITLE not in [one.hint for one in advise(story())]
