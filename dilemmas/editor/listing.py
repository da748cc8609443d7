"""The scenes of a draft as a list: what the map shows, for who does not see it.

Links and choices come as HTML from here. In a template each word of them is a variable,
and a list of 500 scenes has thirty thousand: that took longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dilemmas.graph import Scene, Story
from dilemmas.wording import kind_in_words

from .notes import Notes, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scene in the list, with what the checks say of it and where its choices lead."""

    key: str
    title: str
    kind: str
    act: str
    links: SafeString
    is_first: bool
    is_last: bool
    notes: SafeString
    remarks: int
    how_many: str
    ways: SafeString


def list_scenes(story: Story, notes: Notes, remarks: Mapping[str, int]) -> list[Row]:
    """A row for each scene, in the order of its author; ``remarks`` are numbers by key."""
    titles = {scene.key: escape(scene.title) for scene in story.scenes}
    most = max((len(scene.ways_on) for scene in story.scenes), default=0)
    how_many = [
        ngettext("%(count)s choice:", "%(count)s choices:", count) % {"count": count}
        for count in range(most + 1)
    ]
    verbs = _("Write"), _("Play from here"), _("Add a choice")
    nowhere = _("leads nowhere")
    last = len(story.scenes) - 1
    return [
        Row(
            key=scene.key,
            title=titles[scene.key],
            kind=kind_in_words(scene),
            act=scene.act,
            links=_links(scene, titles[scene.key], verbs),
            is_first=place == 0,
            is_last=place == last,
            notes=listed(
                notes.faults.get(scene.key, ()),
                notes.hints.get(scene.key, ()),
                f"../scene/{scene.key}/",
            ),
            remarks=remarks.get(scene.key, 0),
            how_many=how_many[len(scene.ways_on)],
            ways=_ways(scene, titles, nowhere),
        )
        for place, scene in enumerate(story.scenes)
    ]


def _links(scene: Scene, title: str, verbs: tuple[str, str, str]) -> SafeString:
    """The ways to write the scene, to play from it and to add a choice to it."""
    write, play, add = verbs
    found = format_html(
        '· <a href="../scene/{0}/">{1}<span class="w-sr-only">: {3}</span></a> '
        '· <a href="../spelen/{0}/">{2}<span class="w-sr-only">: {3}</span></a>',
        *(scene.key, write, play, title),
    )
    if scene.is_ending:
        return found
    return format_html(
        '{} · <a href="?bij={}#add-choice">{}<span class="w-sr-only">: {}</span></a>',
        *(found, scene.key, add, title),
    )


def _ways(scene: Scene, titles: Mapping[str, str], nowhere: str) -> SafeString:
    """Its choices, each with the scene where it leads."""
    return format_html_join(
        "",
        "<li>{} → {}</li>",
        (
            (
                choice.text,
                format_html(
                    '<a href="#scene-{}">{}</a>', choice.target, titles[choice.target]
                )
                if choice.target in titles
                else nowhere,
            )
            for choice in scene.ways_on
        ),
    )
