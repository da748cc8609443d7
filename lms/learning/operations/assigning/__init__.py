"""Asking activities of people: by hand, by rule, with exceptions; and their requests."""

from .applying import SECONDS, apply_rule, apply_rules, apply_to_people
from .asking import assign
from .attesting import Brought, bring_attest, check_attest
from .enrolling import Enrolled, enrol, forget, go_on, hand_in, work_at
from .requesting import ask_for_more_time, ask_to_take_part, grant, refuse, take_back
from .rules import change_rule, end_exception, except_from_rule, make_rule, stop_rule

__all__ = [
    "SECONDS",
    "Brought",
    "Enrolled",
    "apply_rule",
    "apply_rules",
    "apply_to_people",
    "ask_for_more_time",
    "ask_to_take_part",
    "assign",
    "bring_attest",
    "change_rule",
    "check_attest",
    "end_exception",
    "enrol",
    "except_from_rule",
    "forget",
    "go_on",
    "grant",
    "hand_in",
    "make_rule",
    "refuse",
    "stop_rule",
    "take_back",
    "work_at",
]
