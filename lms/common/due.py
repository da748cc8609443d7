"""Work that falls due: apps announce it from ``apps.py``, ``manage.py tick`` does it.

Every job is idempotent: safe at any time, safe twice, and it finds again whatever a
signal or a process that died has left undone.
"""

from collections.abc import Callable
from datetime import datetime

Job = Callable[[datetime], int]

_jobs: dict[str, Job] = {}


def falls_due(name: str, job: Job) -> None:
    """Have ``tick`` call ``job(now)``, which answers how many things it did."""
    _jobs[name] = job


def jobs() -> dict[str, Job]:
    """The announced jobs by name, in the order of their announcement."""
    return dict(_jobs)
