"""Cells that a spreadsheet would run as a formula: the rule is of all apps."""

from lms.common.guarding import guarded, is_dangerous

__all__ = ["guarded", "is_dangerous"]
