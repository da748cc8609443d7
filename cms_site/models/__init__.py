"""Pages around the learning, and what visitors write to us."""

from .contact import ContactMessage
from .demo import LoadedDemo
from .pages import CataloguePage, ContentPage, HomePage

__all__ = ["CataloguePage", "ContactMessage", "ContentPage", "HomePage", "LoadedDemo"]
