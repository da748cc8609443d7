"""Forwarding that does not wait for the next ``tick``."""

import time
from typing import Final

from lms.common.tasks import task

from . import operations

# The worker has mails and certificates to make too.
TASK_SECONDS: Final = 20.0


@task()
def forward(target_id: int) -> None:
    """Deliver what waits for one target; ``tick`` delivers whatever this leaves."""
    operations.deliver(target_id, until=time.monotonic() + TASK_SECONDS)
