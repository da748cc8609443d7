"""What assignments tell the platform of when it starts."""

from lms.common.due import falls_due
from lms.common.personal import holds
from lms.learning.enums import ActivityKind
from lms.learning.telling import tells

from .files import sweep
from .personal import collect, erase
from .standing import how_they_stand
from .waiting import tell_reviewers


def announce() -> None:
    """Work that falls due, what is held of people, and how assignments stand."""
    falls_due("courses: assignments that wait", tell_reviewers)
    falls_due("courses: files of nobody", sweep)
    holds("courses: assignments", collect=collect, erase=erase)
    tells(ActivityKind.ASSIGNMENT, how_they_stand)
