"""Scenarios as authors write them (values, pages, scenes, choices), as they are frozen
(versions), and as people play them (plays, steps, notes).
"""

from .pages import DilemmaIndexPage, ScenarioPage
from .plays import Play, PlayStep, ReflectionNote
from .scenes import Choice, Scene
from .values import Value
from .versions import ScenarioVersion

__all__ = [
    "Choice",
    "DilemmaIndexPage",
    "Play",
    "PlayStep",
    "ReflectionNote",
    "ScenarioPage",
    "ScenarioVersion",
    "Scene",
    "Value",
]
