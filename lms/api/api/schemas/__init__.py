"""What goes in and out, as the documentation shows it.

Names of fields are those of the export of completions (interfaces.md), so that a file
and an answer read alike.
"""

from .activities import Activity, ActivityPage, ActivityQuery
from .certificates import Certificate, CertificatePage
from .completions import Completion, CompletionPage, CompletionQuery
from .enrolments import (
    MOST_PEOPLE,
    Enrolment,
    EnrolmentAnswer,
    EnrolmentPage,
    EnrolmentQuery,
    EnrolmentResult,
    NewEnrolment,
)
from .importing import (
    MOST_LINES,
    ImportedLine,
    ImportFinding,
    ImportResult,
    NewPeople,
)
from .pages import Page, PageQuery
from .people import Capacity, PeoplePage, PeopleQuery, Person
from .problems import Problem, Wrong
from .words import (
    Day,
    FormName,
    LineWord,
    Outcome,
    PeriodName,
    PersonKey,
    SourceName,
    Standing,
    StatusName,
    Text,
)

__all__ = [
    "MOST_LINES",
    "MOST_PEOPLE",
    "Activity",
    "ActivityPage",
    "ActivityQuery",
    "Capacity",
    "Certificate",
    "CertificatePage",
    "Completion",
    "CompletionPage",
    "CompletionQuery",
    "Day",
    "Enrolment",
    "EnrolmentAnswer",
    "EnrolmentPage",
    "EnrolmentQuery",
    "EnrolmentResult",
    "FormName",
    "ImportFinding",
    "ImportResult",
    "ImportedLine",
    "LineWord",
    "NewEnrolment",
    "NewPeople",
    "Outcome",
    "Page",
    "PageQuery",
    "PeoplePage",
    "PeopleQuery",
    "PeriodName",
    "Person",
    "PersonKey",
    "Problem",
    "SourceName",
    "Standing",
    "StatusName",
    "Text",
    "Wrong",
]
