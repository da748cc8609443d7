"""Work that a request does not wait for."""

import time

from lms.common.tasks import task

from . import operations
from .models import Certificate


@task()
def render_document(certificate_id: int) -> None:
    """Render the document of a certificate, so that the first reader need not wait."""
    operations.document_of(
        Certificate.objects.select_related("personalia").get(pk=certificate_id)
    )


@task()
def issue_batch(batch_id: int) -> None:
    """Issue for a part of a batch, and stand in line again for the rest.

    So mails and documents come in between. ``tick`` goes on where a worker died.
    """
    if operations.work(batch_id, until=time.monotonic() + operations.SECONDS):
        issue_batch.enqueue(batch_id)
