"""Policy domains, one tree of entities through time, integrity roles, mandates, imports."""

from .dated import Dated
from .entities import EarlierStanding, Entity, PolicyDomain
from .imports import FileRun, ImportLine, ImportRun, ReportLine
from .mandates import IntegrityRole, Mandate

__all__ = [
    "Dated",
    "EarlierStanding",
    "Entity",
    "FileRun",
    "ImportLine",
    "ImportRun",
    "IntegrityRole",
    "Mandate",
    "PolicyDomain",
    "ReportLine",
]
