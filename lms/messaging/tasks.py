"""Work that a request does not wait for."""

from lms.common.tasks import task

from . import operations


@task()
def deliver_mail(mail_id: int) -> None:
    """Deliver a mail of the outbox; ``tick`` tries again what fails."""
    operations.deliver(mail_id)


@task()
def deliver_mails(mail_ids: list[int]) -> None:
    """Deliver many mails of the outbox, one after the other on one connection."""
    operations.deliver_all(mail_ids)
