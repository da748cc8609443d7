from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class MessagingConfig(AppConfig):
    name = "lms.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from . import keeping, personal  # noqa: PLC0415
        from .operations import deliver_what_waits  # noqa: PLC0415

        falls_due("messaging.deliver_what_waits", deliver_what_waits)
        personal.announce()
        keeping.announce()
