"""Scenarios as graphs, in plain Python: no Django, no database.

``read`` turns the content of a page (or of one of its revisions) into a ``Story``,
``check`` says what is wrong with a story and ``advise`` what is worth a second look,
``reading_time`` how long it takes and ``lay_out`` where its scenes stand on a map;
``compile_story`` freezes it to the graph that a version keeps, and ``Graph`` reads such
a graph.
"""

from .advice import Advice, Hint, advise
from .checks import check
from .compiling import FORMAT, Graph, compile_story
from .findings import Code, Finding, Findings
from .flags import MOST_FLAGS
from .layout import Band, Map, Place, Road, lay_out
from .reading import read
from .reading_time import ReadingTime, reading_time
from .story import (
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

__all__ = [
    "DILEMMA",
    "ENDING",
    "FORMAT",
    "MOST_FLAGS",
    "STORY",
    "Advice",
    "Band",
    "Choice",
    "Code",
    "Effect",
    "ExpertView",
    "Finding",
    "Findings",
    "FlagState",
    "Graph",
    "Hint",
    "Map",
    "Place",
    "ReadingTime",
    "Road",
    "Scene",
    "Story",
    "advise",
    "check",
    "compile_story",
    "lay_out",
    "read",
    "reading_time",
]
