"""Work that a request does not wait for."""

from datetime import datetime

from lms.common.tasks import task

from .enums import Store
from .removing import retain


@task()
def remove_before(store: str, before: str) -> None:
    """Delete what came into a store before a moment (in ISO 8601)."""
    retain(Store(store), datetime.fromisoformat(before))
