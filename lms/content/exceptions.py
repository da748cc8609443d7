"""What pages refuse, in sentences that their author may read."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class NotPublishable(ValidationError):
    """A page that cannot go live as it is. ``message_dict`` says why.

    A ``ValidationError``, so that the admin tells it to whoever published.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__({NON_FIELD_ERRORS: list(sentences)})

    @property
    def sentences(self) -> list[str]:
        """One sentence for each reason."""
        return [str(message) for message in self.messages]
