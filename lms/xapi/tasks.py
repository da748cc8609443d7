"""Work that a request does not wait for."""

from datetime import datetime

from lms.common.tasks import task

from . import removing
from .enums import Store


@task()
def remove_before(store: str, before: str) -> None:
    """Delete what came into a store before a moment (in ISO 8601)."""
    removing.remove_before(Store(store), datetime.fromisoformat(before))
