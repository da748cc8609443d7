"""Scenarios as authors write them (values, pages, scenes, choices, flags, remarks) and
translate them, as they are frozen (versions), as people play them (plays, steps, notes),
and how they chose (mirrors).
"""

from .flags import Flag
from .mirrors import Mirror
from .pages import DilemmaIndexPage, ScenarioPage
from .plays import Play, PlayStep, ReflectionNote
from .remarks import SceneRemark
from .scenes import Choice, Scene
from .translations import SourceText, source_of
from .values import Value
from .versions import ScenarioVersion

__all__ = [
    "Choice",
    "DilemmaIndexPage",
    "Flag",
    "Mirror",
    "Play",
    "PlayStep",
    "ReflectionNote",
    "ScenarioPage",
    "ScenarioVersion",
    "Scene",
    "SceneRemark",
    "SourceText",
    "Value",
    "source_of",
]
