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


class TooFast(CourseError):
    """More of a recording was reported than can have been watched in the time."""


class AlreadyAnswered(CourseError):
    """A survey was answered before, or a question by another trainer."""


class TooMany(CourseError):
    """Somebody asked more questions than a trainer can be asked to answer in a day."""


class NothingWritten(CourseError):
    """A text, or a survey, was sent with nothing in it."""


class ChangedElsewhere(CourseError):
    """A note was saved in another window since this one read it."""


class AddressTaken(CourseError):
    """Another page of the same parent has this address."""


class OrderChanged(CourseError):
    """Somebody else ordered the course in the meantime."""


class NotEnrollable(CourseError):
    """A date that somebody cannot get a place on, or leave: cancelled, begun, too late."""


class NotMarkable(CourseError):
    """An attendance that cannot be marked: too early, or it has become a fact."""


class NotChangeable(CourseError):
    """A date that has begun, that was cancelled, or that more people have a place on."""


class HandedIn(CourseError):
    """What was handed in stands: nothing of it changes until a trainer returns it."""


class NotWhole(CourseError):
    """Something that the assignment asks for is missing.

    ``field`` is the field of the form that it is about.
    """

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class RefusedFile(CourseError):
    """A file cannot be handed in: its kind, its size, its content or their number."""


class AlreadyReviewed(CourseError):
    """Another trainer decided about this round meanwhile."""


class NotDecided(CourseError):
    """A decision lacks what it needs: feedback, or a criterion that is met.

    ``field`` is the field of the form that it is about.
    """

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field
