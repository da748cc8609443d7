"""The pages of HR."""

from .exporting import export
from .jobs import (
    cancel,
    job,
    job_file,
    made,
    made_difference,
    made_manifest,
    made_one,
    order,
)
from .records import completions, person
from .schedules import delete, new_schedule, pause, resume, schedules

__all__ = [
    "cancel",
    "completions",
    "delete",
    "export",
    "job",
    "job_file",
    "made",
    "made_difference",
    "made_manifest",
    "made_one",
    "new_schedule",
    "order",
    "pause",
    "person",
    "resume",
    "schedules",
]
