"""Scenarios as graphs, in plain Python: no Django, no database.

``read`` turns the content of a page (or of one of its revisions) into a ``Story``,
``check`` says what is wrong with a story, ``compile_story`` freezes it to the graph that
a version keeps, and ``Graph`` reads such a graph.
"""

from .checks import Code, Finding, check
from .compiling import FORMAT, Graph, compile_story
from .reading import read
from .story import DILEMMA, ENDING, STORY, Choice, Effect, ExpertView, Scene, Story

__all__ = [
    "DILEMMA",
    "ENDING",
    "FORMAT",
    "STORY",
    "Choice",
    "Code",
    "Effect",
    "ExpertView",
    "Finding",
    "Graph",
    "Scene",
    "Story",
    "check",
    "compile_story",
    "read",
]
