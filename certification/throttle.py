"""A brake on guessing codes: after a number of misses, an address has to wait.

Only misses count and only misses wait, so that whoever scans a genuine code is never
hindered. The count lives in the cache, so processes that share a cache share the brake.
A hit takes the same work as a miss, at one key for everybody: how long an answer takes
tells nothing, and who checks what is kept nowhere.
"""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from lms.accounts.requests import client_address

MISSES = 30
SECONDS = 10 * 60
_HITS = "certificate-hits"


def has_to_wait(request: HttpRequest) -> bool:
    """Whether this visitor guessed wrong too often to be answered now."""
    return int(cache.get(_key(request), 0)) >= MISSES


def count_miss(request: HttpRequest) -> None:
    """Remember a code that does not exist; forgotten after ten minutes."""
    _count(_key(request))


def count_hit(request: HttpRequest) -> None:
    """Take as long as ``count_miss``, and remember nothing of anybody."""
    _key(request)
    _count(_HITS)


def _count(key: str) -> None:
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it was forgotten in between
            cache.set(key, 1, SECONDS)


def _key(request: HttpRequest) -> str:
    """The visitor's address, hashed: the cache keeps no addresses of people."""
    address = hashlib.sha256(client_address(request).encode())
    return "certificate-misses:" + address.hexdigest()
