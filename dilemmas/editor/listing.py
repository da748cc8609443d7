"""The scenes of a draft as a list: what the map shows, for who does not see it.

A row is HTML from here. In a template each word of it is a variable, and a list of 500
scenes has twenty thousand: that took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dilemmas.graph import Scene, Story
from dilemmas.wording import kinds_in_words

from .notes import Notes, listed

ROW = """
<li id="scene-{key}" tabindex="-1">
  <h3 id="title-{key}">{title}</h3>
  <p>{kind}{act} {links}</p>
  <div id="about-{key}">{notes}{how_many}</div>
  {ways}
</li>"""
LINK = '· <a href="{}">{}<span class="w-sr-only">: {}</span></a> '
MOVE = (
    '· <button class="scenario-map-list__move" type="submit" form="move" '
    'formaction="../scene/{}/plaats/" name="way" value="{}">{}'
    '<span class="w-sr-only">: {}</span></button> '
)
WAY = "<li>{} → {}</li>"


def list_scenes(
    story: Story, notes: Notes, remarks: Mapping[str, int]
) -> Iterator[SafeString]:
    """A row for each scene, in the order of its author; ``remarks`` are numbers by key."""
    titles = {scene.key: escape(scene.title) for scene in story.scenes}
    words = _Words(last=len(story.scenes) - 1)
    for place, scene in enumerate(story.scenes):
        key, count = scene.key, len(scene.ways_on)
        there = f"../scene/{key}/"
        yield format_html(
            ROW,
            key=key,
            title=titles[key],
            kind=words.kinds.get((scene.kind, scene.is_start), ""),
            act=f" · {scene.act}" if scene.act else "",
            links=words.links(scene, titles[key], place, remarks.get(key, 0)),
            notes=listed(notes.faults.get(key, ()), notes.hints.get(key, ()), there),
            how_many=words.how_many(count),
            ways=words.ways(scene, titles),
        )


class _Words:
    """What the links of all rows say: asked once."""

    def __init__(self, *, last: int) -> None:
        self.last = last
        self.kinds = kinds_in_words()
        self.write, self.play = _("Write"), _("Play from here")
        self.add, self.nowhere = _("Add a choice"), _("leads nowhere")
        self.earlier, self.later = _("Earlier in the list"), _("Later in the list")
        self._counts: dict[int, SafeString] = {}

    def how_many(self, count: int) -> SafeString:
        """How many choices there are."""
        if count not in self._counts:
            told = ngettext("%(count)s choice:", "%(count)s choices:", count)
            told %= {"count": count}
            self._counts[count] = format_html("<p>{}</p>", told if count else "")
        return self._counts[count]

    def links(self, scene: Scene, title: str, place: int, remarks: int) -> SafeString:
        """The ways to write the scene, to play from it, to add to it and to move it."""
        key = scene.key
        there = f"../scene/{key}/"
        links = [
            (there, self.write, title),
            (f"../spelen/{key}/", self.play, title),
        ]
        if not scene.is_ending:
            links.append((f"?bij={key}#add-choice", self.add, title))
        if remarks:
            told = ngettext("%(count)s remark", "%(count)s remarks", remarks)
            links.append((f"{there}#remarks", told % {"count": remarks}, title))
        moves = []
        if place:
            moves.append((key, "up", self.earlier, title))
        if place < self.last:
            moves.append((key, "down", self.later, title))
        return format_html(
            "{}{}",
            format_html_join("", LINK, links),
            format_html_join("", MOVE, moves),
        )

    def ways(self, scene: Scene, titles: Mapping[str, str]) -> SafeString:
        """Its choices, each with the scene where it leads."""
        if not scene.ways_on:
            return format_html("{}", "")
        told = (
            (
                choice.text,
                format_html(
                    '<a href="#scene-{}">{}</a>', choice.target, titles[choice.target]
                )
                if choice.target in titles
                else self.nowhere,
            )
            for choice in scene.ways_on
        )
        return format_html("<ul>{}</ul>", format_html_join("", WAY, told))
