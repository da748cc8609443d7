"""Work that a request does not wait for."""

from lms.common.tasks import task

from . import operations


@task()
def make_file(job_id: int) -> None:
    """Make the file of a job; ``tick`` finds it again where a worker died."""
    operations.make_file(job_id)
