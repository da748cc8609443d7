"""How often: each token within a minute, and failed attempts of a network address.

Counted in the cache that all processes share (decision 10).
"""

from __future__ import annotations

import hashlib
from typing import Final

from django.utils.translation import gettext as _

from lms.api.exceptions import TooManyRequests
from lms.api.models import ApiToken
from lms.common import clock, limits

REQUESTS_A_MINUTE: Final = 600
MINUTE: Final = 60
FAILURES: Final = 100
FAILURES_WITHIN: Final = 10 * MINUTE


def count_use(token: ApiToken) -> dict[str, str]:
    """Count a request of a token; what to tell of it, in headers.

    Raises ``TooManyRequests`` past the limit.
    """
    minute, second = divmod(int(clock.now().timestamp()), MINUTE)
    wait = MINUTE - second
    used = limits.count(f"api:{token.pk}:{minute}", within=MINUTE)
    left = max(REQUESTS_A_MINUTE - used, 0)
    headers = {
        "RateLimit-Policy": f'"token";q={REQUESTS_A_MINUTE};w={MINUTE}',
        "RateLimit": f'"token";r={left};t={wait}',
    }
    if used > REQUESTS_A_MINUTE:
        raise TooManyRequests(
            _("A token may ask %(number)d times a minute.")
            % {"number": REQUESTS_A_MINUTE},
            headers={**headers, "Retry-After": str(wait)},
        )
    return headers


def count_failure(address: str) -> None:
    """Count an attempt that failed; raises ``TooManyRequests`` after a hundred of them.

    Who has a token is never hindered by a neighbour behind the same address: only
    attempts that fail are counted, and only these wait.
    """
    key = f"api-failures:{hashlib.sha256(address.encode()).hexdigest()}"
    if limits.so_far(key) >= FAILURES:
        raise TooManyRequests(
            _("Too many attempts from this network address failed."),
            headers={"Retry-After": str(FAILURES_WITHIN)},
        )
    limits.count(key, within=FAILURES_WITHIN)
