"""Reminders before and after a due date."""

from .plans import Plan, plan_for
from .telling import KINDS, remind

__all__ = ["KINDS", "Plan", "plan_for", "remind"]
