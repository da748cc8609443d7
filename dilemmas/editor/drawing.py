"""The map of a scenario as it is drawn, and told to who does not see it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from dilemmas.graph import ENDING, Band, Map, Place, Road, Scene, Story, lay_out
from dilemmas.wording import kinds_in_words

WIDE, HIGH = 200, 76
APART, BELOW = 40, 64
BOW: Final = 40
EDGE: Final = 30
LINE: Final = 22  # letters of a title on a line
FROM_TOP: Final = ("43", "62")  # of a box to its first and second line
ROOM: Final = 12  # around the scenes of an act
SCENE: Final = (
    '<a class="scenario-map__scene scenario-map__scene--{kind}" href="../scene/{key}/" '
    'id="node-{key}" data-leads-to="{leads_to}" '
    'aria-describedby="title-{key} about-{key}">{inside}</a>'
)
ACT: Final = (
    '<g class="scenario-map__scene scenario-map__scene--{kind}" tabindex="0" role="img" '
    'id="node-{key}" data-leads-to="{leads_to}" aria-label="{label}">{inside}</g>'
)
INSIDE: Final = (
    '<rect x="{x}" y="{y}" width="200" height="76" rx="{round}"></rect>'
    '<text x="{x}" y="{y}" dx="14" dy="22" class="scenario-map__kind">{about}</text>{lines}'
)
NO_MARKS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the scenes of an act stand together in a row."""

    act: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that the map shows."""

    boxes: list[SafeString]
    onward: list[str]  # roads, as the paths of an SVG
    back: list[str]  # those that lead back up
    grounds: list[Ground]
    width: int
    height: int


def draw(
    story: Story, folded: Set[str] = frozenset(), marks: Mapping[str, str] = NO_MARKS
) -> Drawing:
    """The map of a story, sound or not, with the acts in ``folded`` as one box each.

    ``marks`` are signs by the key of a scene (``!``, ``?``); a folded act bears the
    gravest of its scenes, which is the first in the alphabet.
    """
    map_ = lay_out(story, folded)
    places = {place.key: place for place in map_.places}
    scenes = {scene.key: scene for scene in story.scenes}
    numbers = {key: number for number, key in enumerate(scenes, start=1)}
    kinds = kinds_in_words()
    about = {
        scene.key: f"{numbers[scene.key]} · {kinds.get((scene.kind, scene.is_start), '')}"
        for scene in scenes.values()
    }
    # As names in the page: those of folded acts may hold spaces.
    names = {
        place.key: f"act-{number}" if place.scenes else place.key
        for number, place in enumerate(map_.places)
    }
    leads_to: dict[str, list[str]] = {key: [] for key in places}
    for road in map_.roads:
        leads_to[road.source].append(names[road.target])
    curves = [_curve(road, places) for road in map_.roads]
    # In the order of the list, so that the tab key goes as one reads.
    ordered = sorted(
        map_.places, key=lambda place: numbers[(place.scenes or (place.key,))[0]]
    )
    return Drawing(
        boxes=[
            _box(place, names[place.key], scenes, about, leads_to[place.key], marks)
            for place in ordered
        ],
        onward=[path for path, leads_back in curves if not leads_back],
        back=[path for path, leads_back in curves if leads_back],
        grounds=[_ground(band) for band in map_.bands if band.act not in folded],
        width=_width(map_),
        height=2 * EDGE + map_.rows * (HIGH + BELOW) - BELOW if map_.rows else 0,
    )


def _box(
    place: Place,
    name: str,
    scenes: Mapping[str, Scene],
    about: Mapping[str, str],
    leads_to: list[str],
    marks: Mapping[str, str],
) -> SafeString:
    """A scene, or an act that is folded, as a box of the SVG.

    HTML from here: templates would ask for ten thousand variables of 500 boxes.
    """
    scene = scenes.get(place.key)
    mark = min(
        (marks[one] for one in place.scenes or (place.key,) if one in marks), default=""
    )
    title = scene.title if scene else scenes[place.scenes[0]].act
    x, y = _left(place.column), _top(place.row)
    kind = scene.kind if scene else "act"
    told = about[scene.key] if scene else _hidden(len(place.scenes))
    inside = format_html(
        INSIDE,
        x=x,
        y=y,
        round=HIGH // 2 if kind == ENDING else 6,
        about=f"{told} · {mark}" if mark else told,
        lines=format_html_join(
            "",
            '<text x="{}" y="{}" dx="14" dy="{}">{}</text>',
            (
                (x, y, down, line)
                for down, line in zip(FROM_TOP, _lines(title), strict=False)
            ),
        ),
    )
    return format_html(
        SCENE if scene else ACT,
        key=name,
        kind=f"{kind} scenario-map__scene--fault" if mark == "!" else kind,
        leads_to=" ".join(leads_to),
        inside=inside,
        label="" if scene else f"{title}: {told}",
    )


def _hidden(count: int) -> str:
    told = ngettext("%(count)s scene, folded", "%(count)s scenes, folded", count)
    return told % {"count": count}


def _ground(band: Band) -> Ground:
    left, right = _left(band.first), _left(band.last) + WIDE
    return Ground(
        act=band.act,
        x=left - ROOM,
        y=_top(band.row) - 2 * ROOM,
        width=right - left + 2 * ROOM,
        height=HIGH + 3 * ROOM,
    )


def _lines(title: str) -> tuple[str, ...]:
    """A title on at most two lines; the whole of it is in the name of the link."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: LINE - 1]}…"]
    return tuple(
        line if len(line) <= LINE else f"{line[: LINE - 1]}…" for line in lines
    )


def _curve(road: Road, places: Mapping[str, Place]) -> tuple[str, bool]:
    """A road as the path of an SVG, and whether it leads back up."""
    source, target = places[road.source], places[road.target]
    x1, y1 = _left(source.column) + WIDE // 2, _top(source.row) + HIGH
    x2, y2 = _left(target.column) + WIDE // 2, _top(target.row)
    if target.row > source.row:
        bend = (y2 - y1) // 2
        return f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}", False
    if target.row == source.row and target.key != source.key:
        top = y2
        return f"M{x1} {top}C{x1} {top - BOW} {x2} {top - BOW} {x2} {top}", True
    # Back up: out at the side and round.
    x1, y1 = _left(source.column) + WIDE, _top(source.row) + HIGH // 2
    x2, y2 = _left(target.column) + WIDE, _top(target.row) + HIGH // 2
    out = max(x1, x2) + APART
    return f"M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}", True


def _left(column: float) -> int:
    return EDGE + round(column * (WIDE + APART))


def _top(row: int) -> int:
    return EDGE + row * (HIGH + BELOW)


def _width(map_: Map) -> int:
    """Room at the right for the roads that lead back."""
    return 2 * EDGE + map_.columns * (WIDE + APART) if map_.columns else 0
