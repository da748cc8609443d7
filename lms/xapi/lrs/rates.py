"""How often: each credential within a minute, and failed attempts of an address.

A credential is counted in the memory of the process, because the LRS answers hundreds
of requests a second: it costs a microsecond and no query. So what one may do grows with
the number of workers, as what they can do does.

Failed attempts are counted in the cache that all processes share (decision 10). They
alone have to wait. A secret is 256 random bits, so there is nothing to guess; whoever
has one is never hindered by a neighbour behind the same address.
"""

import hashlib
import time
from dataclasses import dataclass, field
from typing import Final

from lms.common import limits
from lms.xapi.models import Credential

from .errors import TooManyRequests

REQUESTS_A_MINUTE: Final = 60_000
REQUESTS_A_MINUTE_OF_A_BROWSER: Final = 600
MINUTE: Final = 60
FAILURES: Final = 100
FAILURES_WITHIN: Final = 10 * MINUTE


@dataclass(slots=True)
class Meter:
    """Counts uses within the current minute, and forgets them with it.

    Threads may lose a count between them, which is of no importance here.
    """

    minute: int = -1
    uses: dict[str, int] = field(default_factory=dict)

    def use(self, key: str, limit: int, now: float) -> int:
        """Count a use; 0 when it is within the limit, else the seconds to wait."""
        minute, second = divmod(int(now), MINUTE)
        if minute != self.minute:
            self.minute, self.uses = minute, {}
        used = self.uses[key] = self.uses.get(key, 0) + 1
        return 0 if used <= limit else MINUTE - second


_meter: Final = Meter()


def count_use(credential: Credential) -> None:
    """Count a request of ``credential``; raises ``TooManyRequests`` past its limit."""
    limit = REQUESTS_A_MINUTE_OF_A_BROWSER if credential.is_lent else REQUESTS_A_MINUTE
    if wait := _meter.use(credential.key, limit, time.monotonic()):
        msg = f"This credential asks more than {limit} times a minute."
        raise TooManyRequests(msg, after=wait)


def count_failure(address: str) -> None:
    """Count an attempt that failed; raises ``TooManyRequests`` after a hundred of them.

    Without an address nothing is counted. The cache keeps a hash of it, no address.
    """
    if not address:
        return
    key = f"lrs-failures:{hashlib.sha256(address.encode()).hexdigest()}"
    if limits.so_far(key) >= FAILURES:
        msg = "Too many requests from this address failed to authenticate."
        raise TooManyRequests(msg, after=FAILURES_WITHIN)
    limits.count(key, within=FAILURES_WITHIN)
