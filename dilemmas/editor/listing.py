"""The scenes of a draft as a list: what the map shows, for who does not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import ngettext

from dilemmas.graph import Story
from dilemmas.wording import kind_in_words

from .notes import Note, Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scene in the list, with what the checks say of it and where its choices lead.

    Plain fields: a list of 500 is asked for some ten thousand of them.
    """

    key: str
    title: str
    kind: str
    act: str
    is_ending: bool
    faults: Sequence[Note]
    hints: Sequence[Note]
    remarks: int
    how_many: str
    ways: Sequence[tuple[str, str, str]]  # the words, and key and title of the target


def list_scenes(story: Story, notes: Notes, remarks: Mapping[str, int]) -> list[Row]:
    """A row for each scene, in the order of its author; ``remarks`` are numbers by key."""
    titles = {scene.key: escape(scene.title) for scene in story.scenes}
    most = max((len(scene.ways_on) for scene in story.scenes), default=0)
    how_many = [
        ngettext("%(count)s choice:", "%(count)s choices:", count) % {"count": count}
        for count in range(most + 1)
    ]
    return [
        Row(
            key=scene.key,
            title=titles[scene.key],
            kind=kind_in_words(scene),
            act=scene.act,
            is_ending=scene.is_ending,
            faults=notes.faults.get(scene.key, ()),
            hints=notes.hints.get(scene.key, ()),
            remarks=remarks.get(scene.key, 0),
            how_many=how_many[len(scene.ways_on)],
            ways=[
                (
                    choice.text,
                    choice.target if choice.target in titles else "",
                    titles.get(choice.target, ""),
                )
                for choice in scene.ways_on
            ],
        )
        for scene in story.scenes
    ]
