"""Work that a request does not wait for."""

from lms.common.tasks import task

from . import operations


@task()
def deliver_mail(mail_id: int) -> None:
    """Deliver a mail of the outbox; ``tick`` tries again what fails."""
    operations.deliver(mail_id)
