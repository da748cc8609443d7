"""What courses refuse, in sentences that the learner may read."""


class CourseError(Exception):
    """A refusal with a message for the person who asked."""


class NotAnAnswer(CourseError):
    """What was sent is no answer: nothing, not all of it, or nothing that can be read.

    ``parts`` are the ids of the parts of the question that it is about.
    """

    def __init__(self, message: str, *, parts: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parts = parts


class UnknownQuestion(CourseError):
    """The question, or the chosen answer, is not (or no longer) in the lesson."""


class NotReady(CourseError):
    """The lesson still asks for something before it can be completed."""


class TooLong(CourseError):
    """A note is longer than what is kept."""


class NoAttemptsLeft(CourseError):
    """The attempts that a quiz allows are used up."""


class NothingToAsk(CourseError):
    """Nothing that a quiz asks is published."""


class AttemptOver(CourseError):
    """The attempt was handed in, or its time is over."""


class AnswerStands(CourseError):
    """The feedback was read, so the answer is final."""


class NotReviewed(CourseError):
    """A score is missing, or is none."""
