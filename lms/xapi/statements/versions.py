"""The two editions of the specification that a statement can be judged by."""

from enum import StrEnum
from typing import Final


class Version(StrEnum):
    """An edition, by the version that a store of it answers with.

    ``ONE`` is xAPI 1.0.3 (it takes all of 1.0.x), ``TWO`` is IEEE 9274.1.1, xAPI 2.0.
    """

    ONE = "1.0.3"
    TWO = "2.0.0"


# What the ``version`` of a statement is when its sender left it out, and what we set it
# to ourselves (part two, 2.4.10; IEEE 9274.1.1, 4.2.4.3).
UNSAID_VERSION: Final = {Version.ONE: "1.0.0", Version.TWO: "2.0.0"}
