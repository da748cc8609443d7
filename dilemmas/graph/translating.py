"""A translation beside its source: they share a structure, and each has words of its own.

What is compared here is content as revisions keep it, and stories read from it. Scenes,
choices and flags are matched by their keys.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .prose import text_of
from .story import ExpertView, Scene, Story

Content = dict[str, Any]

SCENARIO_WORDS: Final[tuple[str, ...]] = (
    *("title", "summary", "introduction", "given", "rule_source", "expert_views"),
)
# What every language of a scenario has alike. The rest of a page is its own: its place
# in the tree, its address, when it goes live.
SCENARIO_STRUCTURE: Final[tuple[str, ...]] = (
    *("values", "shuffles_choices", "terms", "roles", "duration_minutes", "code"),
)
SCENE_WORDS: Final = (
    *("title", "act", "when", "where", "body", "stakeholders", "prompts"),
    *("reflection", "expert_views", "articles", "where_to_turn", "facilitator_notes"),
)
CHOICE_WORDS: Final = ("text", "consequence", "later_consequence")
FLAG_WORDS: Final = ("name",)
# Where a part stands and what it hangs on is of the page that it is in.
OWN_ROWS: Final[tuple[str, ...]] = ("pk", "page", "scene")
EMPTY: Final[tuple[Any, ...]] = (None, "", "[]", [])


def in_step(source: Content, translation: Content) -> Content:
    """The content of ``translation`` with the structure of ``source``.

    Scenes, choices and flags come and go with those of the source, in its order. Words
    that the translation has stay, also where the source has none any more; what it has
    no words for comes in those of the source.
    """
    shared = {name: source[name] for name in SCENARIO_STRUCTURE if name in source}
    scenes = _by_key(translation, "scenes")
    return {
        **translation,
        **shared,
        **_filled(source, translation, SCENARIO_WORDS),
        "flags": [
            _part(flag, own, FLAG_WORDS)
            for flag, own in _beside(source, translation, "flags")
        ],
        "scenes": [
            _scene(scene, scenes.get(scene["key"], {}))
            for scene in source.get("scenes", [])
        ],
    }


def reworded(now: Content, then: Content) -> Content:
    """A part of the source as it is ``now``, in the words that it had ``then``.

    ``then`` is what was kept of it. So the two differ in words alone, and what was not
    there then is in neither.
    """
    words = {
        name: then.get(name, now[name])
        for name in {*SCENARIO_WORDS, *SCENE_WORDS} & now.keys()
    }
    parts: Content = {}
    for relation, names in (("choices", CHOICE_WORDS), ("flags", FLAG_WORDS)):
        if relation in now:
            parts[relation] = [
                {**one, **{name: old.get(name, one[name]) for name in names}}
                for one, old in _beside(now, then, relation)
            ]
    return {**now, **words, **parts}


def texts(scene: Scene) -> dict[str, str]:
    """The texts of a scene that have words, by a name of which each is known."""
    found = {
        "title": scene.title,
        "act": scene.act,
        "when": scene.when,
        "where": scene.where,
        "body": text_of(scene.body),
        "where_to_turn": scene.where_to_turn,
        "facilitator_notes": scene.facilitator_notes,
        **_numbered("stakeholders", scene.stakeholders),
        **_numbered("prompts", scene.prompts),
        **_numbered("reflection", scene.reflection),
        **_numbered("articles", scene.articles),
        **_numbered("expert_views", [one.view for one in scene.expert_views]),
    }
    for choice in scene.choices:
        found[f"{choice.key} text"] = choice.text
        found[f"{choice.key} consequence"] = choice.consequence
        found[f"{choice.key} later"] = choice.later
    return {name: text for name, text in found.items() if text.strip()}


def texts_around(story: Story) -> dict[str, str]:
    """The texts of a scenario that are in no scene, as ``texts``."""
    views: tuple[ExpertView, ...] = story.expert_views
    found = {
        "title": story.title,
        "introduction": text_of([{"value": story.introduction}]),
        "given": story.given,
        "rule_source": story.rule_source,
        **_numbered("expert_views", [one.view for one in views]),
        **story.flags,
    }
    return {name: text for name, text in found.items() if text.strip()}


def untranslated(source: Mapping[str, str], translation: Mapping[str, str]) -> int:
    """How many texts of a translation say, letter for letter, what the source says.

    A name or a time can be the same in two languages, so this is a hint.
    """
    return sum(source.get(name) == text for name, text in translation.items())


def _numbered(name: str, lines: list[str] | tuple[str, ...]) -> dict[str, str]:
    return {f"{name} {number}": line for number, line in enumerate(lines)}


def _scene(source: Content, own: Content) -> Content:
    choices = [
        _part(choice, words, CHOICE_WORDS)
        for choice, words in _beside(source, own, "choices")
    ]
    return {**_part(source, own, SCENE_WORDS), "choices": choices}


def _part(source: Content, own: Content, words: tuple[str, ...]) -> Content:
    """A scene, a choice or a flag: the row and the words are its own, the rest is shared."""
    rows = {name: own.get(name) for name in OWN_ROWS if name in source}
    return {
        **source,
        **{name: own[name] for name in words if name in own},
        **_filled(source, own, words),
        **rows,
    }


def _filled(source: Content, own: Content, words: tuple[str, ...]) -> Content:
    """The words of the source where one's own are missing."""
    return {
        name: source[name]
        for name in words
        if name in source and own.get(name) in EMPTY
    }


def _beside(
    source: Content, own: Content, relation: str
) -> Iterator[tuple[Content, Content]]:
    """Each part of the source with the one of the same key, or with nothing."""
    known = _by_key(own, relation)
    for one in source.get(relation, []):
        yield one, known.get(one["key"], {})


def _by_key(content: Content, relation: str) -> dict[str, Content]:
    return {one["key"]: one for one in content.get(relation) or []}
