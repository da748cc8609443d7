"""A brake on guessing codes: after a number of misses, an address has to wait.

Only misses count and only misses wait, so that whoever scans a genuine code is never
hindered. The count lives in the cache, so processes that share a cache share the brake.
A hit takes the same work as a miss, at one key for everybody: how long an answer takes
tells nothing, and who checks what is kept nowhere.
"""

import hashlib

from django.http import HttpRequest

from lms.accounts.requests import client_address
from lms.common import limits

MISSES = 30
SECONDS = 10 * 60
_HITS = "certificate-hits"


def has_to_wait(request: HttpRequest) -> bool:
    """Whether this visitor guessed wrong too often to be answered now."""
    return limits.so_far(_key(request)) >= MISSES


def count_miss(request: HttpRequest) -> None:
    """Remember a code that does not exist; forgotten after ten minutes."""
    limits.count(_key(request), within=SECONDS)


def count_hit(request: HttpRequest) -> None:
    """Take as long as ``count_miss``, and remember nothing of anybody."""
    _key(request)
    limits.count(_HITS, within=SECONDS)


def _key(request: HttpRequest) -> str:
    """The visitor's address, hashed: the cache keeps no addresses of people."""
    address = hashlib.sha256(client_address(request).encode())
    return "certificate-misses:" + address.hexdigest()
