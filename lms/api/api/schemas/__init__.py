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
from .pages import Page, PageQuery
from .people import Capacity, PeoplePage, PeopleQuery, Person
from .problems import Problem, Wrong
from .words import Day, FormName, Outcome, PersonKey, Standing, StatusName, Text

__all__ = [
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
    "NewEnrolment",
    "Outcome",
    "Page",
    "PageQuery",
    "PeoplePage",
    "PeopleQuery",
    "Person",
    "PersonKey",
    "Problem",
    "Standing",
    "StatusName",
    "Text",
    "Wrong",
]
