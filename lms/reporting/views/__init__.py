"""The pages of HR."""

from .exporting import export
from .records import completions, person

__all__ = ["completions", "export", "person"]
