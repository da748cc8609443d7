"""What dilemmas refuse, in sentences that people may read."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class DilemmaError(Exception):
    """A refusal with a message for the person who asked."""


class NothingToPlay(DilemmaError):
    """The dilemma has no published version that is in force."""


class NotPublishable(ValidationError):
    """The checks found what blocks publishing. ``message_dict`` says what, and where."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__({NON_FIELD_ERRORS: list(sentences)})

    @property
    def sentences(self) -> list[str]:
        """One sentence for each finding."""
        return [str(message) for message in self.messages]
