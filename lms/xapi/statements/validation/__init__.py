"""Judges the JSON of a statement by either edition; each rule stands in one place.

``statement`` holds the whole, ``agents``, ``activities``, ``contexts`` and ``parts`` what
it is made of, ``shapes`` the ways in which any value is judged. A rule cites part two of
xAPI 1.0.3; one that only 2.0 has cites IEEE 9274.1.1.
"""

from typing import Any

from lms.xapi.statements.problems import InvalidStatement, Problem
from lms.xapi.statements.versions import Version

from .agents import check_identified
from .shapes import under
from .statement import CHECK_STATEMENT

__all__ = ["check", "validate", "validate_agent"]


def validate(statement_json: Any, version: Version = Version.ONE) -> list[Problem]:
    """Every problem of one statement, as parsed JSON; an empty list when it is valid."""
    return under("$", CHECK_STATEMENT[version](statement_json))


def validate_agent(agent_json: Any) -> list[Problem]:
    """Every problem of an Agent or an Identified Group, as the filters take them.

    Both editions ask the same of one.
    """
    return under("$", check_identified(agent_json))


def check(statement_json: Any, version: Version = Version.ONE) -> None:
    """Raise ``InvalidStatement`` with every problem, when there is one."""
    if problems := validate(statement_json, version):
        raise InvalidStatement(problems)
