"""The pages of HR, managers and the coordinator. Each starts from the same queryset."""

from .coverage import coverage, pillars
from .exporting import export
from .people import (
    individual,
    people,
    person,
    team_individual,
    team_people,
    team_person,
)
from .records import completions, team_completions
from .saved import change, delete, edit, report, reports, save

__all__ = [
    "change",
    "completions",
    "coverage",
    "delete",
    "edit",
    "export",
    "individual",
    "people",
    "person",
    "pillars",
    "report",
    "reports",
    "save",
    "team_completions",
    "team_individual",
    "team_people",
    "team_person",
]
