"""Work that a request does not wait for."""

from lms.common.tasks import task

from . import operations
from .models import Certificate


@task()
def render_document(certificate_id: int) -> None:
    """Render the document of a certificate, so that the first reader need not wait."""
    operations.document_of(
        Certificate.objects.select_related("personalia").get(pk=certificate_id)
    )
