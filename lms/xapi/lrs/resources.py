"""The Statement resource and what it takes."""

from lms.xapi.enums import Scope

from . import search
from . import statements as answering
from .door import resource

statements = resource(
    {
        "GET": (
            answering.get,
            (Scope.STATEMENTS_READ, Scope.STATEMENTS_READ_MINE),
        ),
        "PUT": (answering.put, (Scope.STATEMENTS_WRITE,)),
        "POST": (answering.post, (Scope.STATEMENTS_WRITE,)),
    },
    through=search.consistent_through,
)
