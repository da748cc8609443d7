"""Sessions for whoever looks, and for who comes."""

from .enrolling import agenda_file, enrol, leave
from .pages import show_session

__all__ = ["agenda_file", "enrol", "leave", "show_session"]
