"""What is wrong with a statement, said so that its sender can mend it."""

from dataclasses import dataclass
from typing import Final

# What a message shows of a path and of the problems: a sender may have made millions.
_PATH_LENGTH: Final = 200
_PROBLEMS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where it is broken, and which rule it is.

    ``path`` is a JSON path such as ``$.object.definition.name``; ``rule`` is a sentence
    that ends in the section of the specification (part two of xAPI 1.0.3, unless it names
    IEEE 9274.1.1).
    """

    path: str
    rule: str

    def __str__(self) -> str:
        path = self.path
        if len(path) > _PATH_LENGTH:
            path = f"{path[:_PATH_LENGTH]}…"
        return f"{path}: {self.rule}"


class InvalidStatement(ValueError):
    """A statement breaks the specification; ``problems`` says where and how."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        shown = [str(problem) for problem in problems[:_PROBLEMS_SHOWN]]
        if more := len(problems) - len(shown):
            shown.append(f"and {more} more")
        super().__init__("; ".join(shown))
