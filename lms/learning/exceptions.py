"""What learning refuses, in sentences that the learner may read."""

from collections.abc import Sequence
from typing import NamedTuple


class LearningError(Exception):
    """A refusal with a message for the person who asked."""


class NotOpen(LearningError):
    """The participation is closed: completed or withdrawn."""


class NotOffered(LearningError):
    """The activity is not (or no longer) offered."""


class First(NamedTuple):
    """Something that comes first: what it is called and where it is."""

    title: str
    address: str


class ComesLater(LearningError):
    """The activity waits: others come first, and the person has not completed them."""

    def __init__(self, message: str, missing: Sequence[First]) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class OwnRecord(LearningError):
    """Nobody vouches for themselves."""


class CircularPrerequisite(LearningError):
    """An activity would wait for itself. The message names the way round."""


class CircularRequirement(LearningError):
    """An activity would come to require itself."""


class NotShareable(LearningError):
    """A dilemma of one's own choice is shared as one row only (design.md, idea 4)."""


class NothingToExempt(LearningError):
    """The person completed it already, or it cannot be met by an exemption."""


class NothingToTakeOver(LearningError):
    """It cannot be recorded as done before or elsewhere: of nobody, of no whole, not yet."""


class CompletedAlready(NothingToTakeOver):
    """The person has it already, so nothing changes."""


class AlreadyPutRight(LearningError):
    """Somebody put this completion right before."""


class NeedsReason(LearningError):
    """Words are asked: why."""


class StillMet(LearningError):
    """All that completed it stands, so it would be complete again at once."""


class NotYours(LearningError):
    """It lies outside what this person may assign or decide."""


class RuleEnded(LearningError):
    """The rule was stopped, or changed by somebody else meanwhile."""


class NeedsApproval(LearningError):
    """A manager has to approve it first."""


class NothingToDecide(LearningError):
    """It was decided already, or taken back."""


class NotInThePast(LearningError):
    """A due date lies ahead."""


class NotAccepted(LearningError):
    """An attest that cannot count: what is missing or wrong."""
