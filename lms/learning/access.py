"""Who may begin something: apps that know more of an activity have a say in it.

They announce it from ``apps.py``, for learning itself knows no pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from .models import LearningActivity

    Check = Callable[[HttpRequest, LearningActivity], bool]

_checks: list[Check] = []


def asks(check: Check) -> None:
    """Have ``check(request, activity)`` decide with the others who may join."""
    if check not in _checks:
        _checks.append(check)


def may_join(request: HttpRequest, activity: LearningActivity) -> bool:
    """Whether nobody objects to who asks joining an activity."""
    return all(check(request, activity) for check in _checks)
