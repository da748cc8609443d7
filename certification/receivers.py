"""What somebody completed earns a certificate; an issued certificate gets its document.

Either is also found without the signal: by ``tick``, and at the first request.
"""

from django.dispatch import receiver

from lms.learning.signals import activity_completed

from . import operations
from .signals import batch_started, certificate_issued
from .tasks import issue_batch, render_document


@receiver(activity_completed)
def award_on_completion(*, completion_id: int, **kwargs: object) -> None:
    operations.award(completion_id)
    operations.attest_by_itself(completion_id)


@receiver(certificate_issued)
def render_on_issue(*, certificate_id: int, **kwargs: object) -> None:
    render_document.enqueue(certificate_id)


@receiver(batch_started)
def issue_what_was_asked(*, batch_id: int, **kwargs: object) -> None:
    issue_batch.enqueue(batch_id)
