"""A file that was asked for is made; ``tick`` finds it without the signal too."""

from django.dispatch import receiver

from .signals import export_asked
from .tasks import make_file


@receiver(export_asked)
def make_what_was_asked(*, job_id: int, **kwargs: object) -> None:
    make_file.enqueue(job_id)
