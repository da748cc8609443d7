"""What courses refuse, in sentences that the learner may read."""


class CourseError(Exception):
    """A refusal with a message for the person who asked."""


class NothingChosen(CourseError):
    """A question was sent without an answer."""


class UnknownQuestion(CourseError):
    """The question, or the chosen answer, is not (or no longer) in the lesson."""


class NotReady(CourseError):
    """The lesson still asks for something before it can be completed."""


class TooLong(CourseError):
    """A note is longer than what is kept."""


class AddressTaken(CourseError):
    """Another page of the same parent has this address."""


class OrderChanged(CourseError):
    """Somebody else ordered the course in the meantime."""
