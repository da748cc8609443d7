"""How questions of every kind are shown, answered and spoken of.

``AskedNow`` is what ``courses/questions/ask.html`` shows: in lessons, quizzes and tests
alike.
"""

from .asked import DRAFT, GIVEN, AskedNow, saved_at
from .sentences import refusal
from .telling import in_words

__all__ = ["DRAFT", "GIVEN", "AskedNow", "in_words", "refusal", "saved_at"]
