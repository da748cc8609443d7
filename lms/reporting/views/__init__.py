"""The pages of HR. Each starts from the same queryset."""

from .exporting import export
from .records import completions, person

__all__ = ["completions", "export", "person"]
