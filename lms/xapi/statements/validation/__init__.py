"""Judges the JSON of a statement by xAPI 1.0.3; each rule stands in one place.

``statement`` holds the whole, ``agents``, ``activities`` and ``parts`` what it is made
of, ``shapes`` the ways in which any object is judged.
"""

from typing import Any

from lms.xapi.statements.problems import InvalidStatement, Problem

from . import agents, statement

__all__ = ["check", "validate", "validate_agent"]


def validate(statement_json: Any) -> list[Problem]:
    """Every problem of one statement, as parsed JSON; an empty list when it is valid."""
    found: list[Problem] = []
    statement.check(statement_json, "$", found)
    return found


def validate_agent(agent_json: Any) -> list[Problem]:
    """Every problem of an Agent or an Identified Group, as the filters take them."""
    found: list[Problem] = []
    agents.check_identified(agent_json, "$", found)
    return found


def check(statement_json: Any) -> None:
    """Raise ``InvalidStatement`` with every problem, when there is one."""
    if problems := validate(statement_json):
        raise InvalidStatement(problems)
