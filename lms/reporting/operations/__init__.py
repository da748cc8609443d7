"""Everything that reporting changes. Views, commands and tasks call only this."""

from .differing import begin_difference, previous_of
from .exporting import Export, begin_export
from .jobs import (
    cancel_job,
    forget_files,
    go_on,
    make_file,
    open_file,
    order_export,
)
from .leaving import begin_leaving
from .scheduling import (
    delete_schedule,
    make_schedule,
    pause_schedule,
    resume_schedule,
    run_schedules,
)

__all__ = [
    "Export",
    "begin_difference",
    "begin_export",
    "begin_leaving",
    "cancel_job",
    "delete_schedule",
    "forget_files",
    "go_on",
    "make_file",
    "make_schedule",
    "open_file",
    "order_export",
    "pause_schedule",
    "previous_of",
    "resume_schedule",
    "run_schedules",
]
