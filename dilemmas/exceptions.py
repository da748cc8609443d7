"""What dilemmas refuse, in sentences that people may read."""


class DilemmaError(Exception):
    """A refusal with a message for the person who asked."""


class NothingToPlay(DilemmaError):
    """The dilemma has no published version that is in force."""
