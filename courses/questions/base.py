"""What every kind of question is, and what can be wrong with what is sent to it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from lms.xapi.statements import Interaction

# What somebody answered, as it is stored: ids or texts, or one of them for each part.
Response = list[str] | dict[str, str]
# What a form sent: the values of each field.
Sent = Mapping[str, Sequence[str]]

# The field of a form that holds an answer, and what stands before the id of a part.
FIELD = "answer"
FIELD_OF = "answer-"


class ResponseError(Exception):
    """What was sent is no response to the question.

    ``parts`` are the ids of the parts that it is about, ``reason`` a name for who wants to
    tell more: ``too-long``, ``too-many-words``, ``no-number``, ``ambiguous-number``,
    ``place-twice``, ``too-few-words``.
    """

    def __init__(self, *parts: str, reason: str = "") -> None:
        super().__init__(reason, *parts)
        self.parts = parts
        self.reason = reason


class NothingGiven(ResponseError):
    """Nothing was chosen or filled in."""


class Incomplete(ResponseError):
    """Some parts were left open: ``parts``.

    ``given`` is the response as far as it goes, for who keeps that: it can be judged.
    """

    def __init__(self, *parts: str, given: dict[str, str] | None = None) -> None:
        super().__init__(*parts)
        self.given = given


class Unreadable(ResponseError):
    """Something was filled in that cannot be taken as an answer: ``reason``."""


class NotOfThisQuestion(ResponseError):
    """What was chosen cannot be chosen: the question has changed, or never had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How good a response is: from 0 to 1, and whether it is wholly right.

    Both are None when nobody judges, or a trainer does so later.
    """

    score: float | None
    right: bool | None

    @property
    def outcome(self) -> str:
        """``right``, ``partly``, ``wrong``, or empty when it was not judged."""
        if self.right is None:
            return ""
        if self.right:
            return "right"
        return "partly" if self.score else "wrong"


UNJUDGED = Verdict(score=None, right=None)
RIGHT = Verdict(score=1.0, right=True)
WRONG = Verdict(score=0.0, right=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said of one part of a response: an option, a gap, an item.

    ``verdict`` is ``right``, ``wrong``, ``missed`` (right, and not chosen) or empty.
    """

    part: str
    text: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC):
    """What is asked, and what everyone reads afterwards.

    ``explanation`` is said whatever was answered, ``when_right``, ``when_partly`` and
    ``when_wrong`` by the verdict. A question may be an incomplete draft: ``faults`` tells.
    """

    kind: ClassVar[str]
    is_judged: ClassVar[bool] = True

    id: UUID
    prompt: str
    explanation: str = ""
    when_right: str = ""
    when_partly: str = ""
    when_wrong: str = ""

    @classmethod
    @abstractmethod
    def from_value(cls, pk: UUID, value: Mapping[str, Any]) -> Self:
        """The question of a block's value as it is stored; incomplete drafts included."""

    @abstractmethod
    def read(self, sent: Sent) -> Response:
        """The response in what a form sent, in canonical order, fit for JSON.

        The fields are ``answer``, repeated where more may be chosen, or
        ``answer-<part id>``. Raises a ``ResponseError`` and nothing else.
        """

    @abstractmethod
    def form_data(self, response: Response) -> dict[str, list[str]]:
        """What a form sends for this response: the reverse of ``read``."""

    @abstractmethod
    def judge(self, response: Response) -> Verdict:
        """How good a response is; one to an earlier wording may be judged too."""

    @abstractmethod
    def feedback(self, response: Response) -> tuple[Remark, ...]:
        """What to say of each part, in the order in which the parts are shown."""

    @abstractmethod
    def solution(self) -> Response | None:
        """A response that is wholly right; none where nothing is right or wrong."""

    @abstractmethod
    def words(self, response: Response) -> tuple[str, ...]:
        """A response in words, a line for each part. True or false stay those names."""

    @abstractmethod
    def interaction(self) -> Interaction:
        """The question as a statement describes it (part two, 2.4.4.1)."""

    @abstractmethod
    def pattern(self, response: Response) -> str:
        """The response as a statement holds it; empty when it must be left out.

        What learners write themselves stays out of statements: of typed text only what
        the author foresaw is told, in the author's words.
        """

    @abstractmethod
    def in_order_of(self, seed: int | None) -> Self:
        """The same question with its answers shuffled, always alike for the same seed.

        Without a seed: as it was authored. Ids, judging and patterns do not change.
        """

    @abstractmethod
    def faults(self) -> tuple[str, ...]:
        """What keeps it from being asked: names, in order."""

    def comment(self, verdict: Verdict) -> str:
        """What the author says of a response that was judged like this."""
        said = {
            "right": self.when_right,
            "partly": self.when_partly or self.when_wrong,
            "wrong": self.when_wrong,
        }
        return said.get(verdict.outcome, "")
