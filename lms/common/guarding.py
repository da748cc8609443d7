"""Cells that a spreadsheet would run as a formula."""

# OWASP, "CSV Injection": these, at the start of a cell, make it a formula.
DANGEROUS = frozenset("=+-@\t\r\n")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return text[:1] in DANGEROUS


def guarded(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet may take it for a formula."""
    return f"'{text}" if is_dangerous(text) else text
