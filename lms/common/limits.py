"""Counting what somebody does too often, for all processes that share the cache.

A count says itself until when it holds. ``incr`` would not do: a cache of files, which is
what production has by default, gives what it raises its own time to live, so a count
would be forgotten too early, or never as long as it rises.
"""

from __future__ import annotations

from django.core.cache import cache

from . import clock


def so_far(key: str) -> int:
    """How often ``key`` was counted within the time that began with its first count."""
    return _held(key)[0]


def count(key: str, *, within: int) -> int:
    """Count ``key`` once more; how often that is since at most ``within`` seconds.

    Two at the same moment may count as one.
    """
    times, until = _held(key)
    now = clock.now().timestamp()
    until = until or now + within
    cache.set(f"count:{key}", (times + 1, until), max(until - now, 1))
    return times + 1


def _held(key: str) -> tuple[int, float]:
    times, until = cache.get(f"count:{key}", (0, 0.0))
    return (times, until) if until > clock.now().timestamp() else (0, 0.0)
