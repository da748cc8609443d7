"""What a file with sound or moving pictures is, and how long it lasts, read from its bytes.

Plain Python: no database, no library. A name says nothing of what is in a file, so the
first bytes decide what it is. Each format keeps its duration in a place of its own.
"""

from .formats import AUDIO, VIDEO, duration_of, format_of

__all__ = ["AUDIO", "VIDEO", "duration_of", "format_of"]
