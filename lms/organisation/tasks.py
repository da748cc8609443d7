"""Work that a request does not wait for."""

from lms.common.tasks import task

from . import operations


@task()
def import_run(run_id: int) -> None:
    """Check the file of a run, or carry it out. ``tick`` goes on where a worker died."""
    operations.work(run_id)
