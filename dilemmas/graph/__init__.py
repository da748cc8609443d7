"""Scenarios as graphs, in plain Python: no Django, no database.

``read`` turns the content of a page (or of one of its revisions) into a ``Story``,
``check`` says what is wrong with a story and ``advise`` what is worth a second look,
``reading_time`` how long it takes and ``lay_out`` where its scenes stand on a map;
``compile_story`` freezes it to the graph that a version keeps, ``Graph`` reads such a
graph, ``walk`` follows a way through it, and ``differences`` compares two. ``in_step``
gives a translation the structure of its source.
"""

from .advice import Advice, Hint, advise
from .checks import check
from .compiling import FORMAT, Graph, compile_story, unmet
from .differences import Change, Difference, Subject, differences
from .findings import Code, Finding, Findings
from .flags import MOST_FLAGS
from .layout import Band, Map, Place, Road, lay_out
from .prose import text_of
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
from .translating import in_step, reworded, texts, texts_around, untranslated
from .walking import Stop, walk

__all__ = [
    "DILEMMA",
    "ENDING",
    "FORMAT",
    "MOST_FLAGS",
    "STORY",
    "Advice",
    "Band",
    "Change",
    "Choice",
    "Code",
    "Difference",
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
    "Stop",
    "Story",
    "Subject",
    "advise",
    "check",
    "compile_story",
    "differences",
    "in_step",
    "lay_out",
    "read",
    "reading_time",
    "reworded",
    "text_of",
    "texts",
    "texts_around",
    "unmet",
    "untranslated",
    "walk",
]
