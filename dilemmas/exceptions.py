"""What dilemmas refuse, in sentences that people may read."""


class DilemmaError(Exception):
    """A refusal with a message for the person who asked."""


class NothingToPlay(DilemmaError):
    """The dilemma has no published version that is in force."""


class NoteChanged(DilemmaError):
    """Another note was saved since the writer last saw it; ``text`` is what it says."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text
