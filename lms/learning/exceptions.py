"""What learning refuses, in sentences that the learner may read."""


class LearningError(Exception):
    """A refusal with a message for the person who asked."""


class NotOpen(LearningError):
    """The participation is closed: completed or withdrawn."""


class NotOffered(LearningError):
    """The activity is not (or no longer) offered."""


class CircularRequirement(LearningError):
    """An activity would come to require itself."""


class NotShareable(LearningError):
    """A dilemma of one's own choice is shared as one row only (design.md, idea 4)."""
