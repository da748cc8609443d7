"""What sessions tell the platform of when it starts."""

from lms.common.due import falls_due
from lms.learning.enums import ActivityKind
from lms.learning.telling import tells

from . import operations
from .standing import how_they_stand


def announce() -> None:
    """Work that falls due, and how sessions stand."""
    falls_due("courses: attendance in the record", operations.settle_what_ended)
    falls_due("courses: waiting lists of the past", operations.lapse_waiting)
    falls_due("courses: places of who is done", operations.give_on_what_is_done)
    falls_due("courses: reminders of sessions", operations.remind)
    tells(ActivityKind.SESSION, how_they_stand)
