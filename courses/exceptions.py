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


class AlreadyAnswered(CourseError):
    """A survey was answered before, or a question by another trainer."""


class TooMany(CourseError):
    """Somebody asked more questions than a trainer can be asked to answer in a day."""


class NothingWritten(CourseError):
    """A text, or a survey, was sent with nothing in it."""


class ChangedElsewhere(CourseError):
    """A note was saved in another window since this one read it."""
