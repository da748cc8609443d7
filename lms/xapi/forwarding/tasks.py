"""Forwarding that does not wait for the next ``tick``."""

from lms.common.tasks import task

from . import operations


@task()
def forward(target_id: int) -> None:
    """Deliver what waits for one target; ``tick`` delivers whatever this leaves."""
    operations.deliver(target_id)
