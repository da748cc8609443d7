"""What dilemmas refuse, in sentences that people may read."""


class DilemmaError(Exception):
    """A refusal with a message for the person who asked."""


class NotWritable(DilemmaError):
    """The draft is locked, or not this author's to write in."""


class SceneGone(DilemmaError):
    """The draft has no such scene (any more)."""


class ChangedMeanwhile(DilemmaError):
    """What would be saved goes by a text that somebody else has replaced."""


class NotATranslation(DilemmaError):
    """The page is in the language that its dilemma was written in first."""


class NothingToPlay(DilemmaError):
    """The dilemma has no published version that is in force."""


class NoteChanged(DilemmaError):
    """Another note was saved since the writer last saw it; ``text`` is what it says."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text
