"""The resources of the LRS and what each takes."""

from django.http import HttpResponse

from lms.xapi.enums import Scope

from . import search
from . import statements as answering
from .asking import Asked
from .door import ANYBODY, as_json, resource
from .errors import BadRequest
from .versions import SUPPORTED


def _about(asked: Asked) -> HttpResponse:
    """Which versions this LRS speaks; for anybody, in any version (2.8)."""
    if asked.parameters:
        msg = "This resource takes no parameters."
        raise BadRequest(msg)
    return as_json({"version": SUPPORTED})


about = resource({"GET": (_about, ANYBODY)})
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
