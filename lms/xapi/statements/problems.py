"""What is wrong with a statement, said so that its sender can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where it is broken, and which rule it is.

    ``path`` is a JSON path such as ``$.object.definition.name``; ``rule`` is a sentence
    that ends in the section of the specification (part two of xAPI 1.0.3).
    """

    path: str
    rule: str

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}"


class InvalidStatement(ValueError):
    """A statement breaks the specification; ``problems`` says where and how."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))
