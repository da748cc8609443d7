"""What our own log leaves out: the code of a certificate opens it for whoever reads it."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

_CODE: Final = re.compile(r"(?<=/certificaten/)[^/?\s]+")


class WithoutCodes(logging.Filter):
    """Lets every line through, with “…” for what stands in an address of a check.

    Django names the address of each request that is refused, a mistyped code as much as
    a genuine one with a day that nobody can read.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(each) for each in record.args)
        return True


def _masked(value: Any) -> Any:
    return _CODE.sub("…", value) if isinstance(value, str) else value
