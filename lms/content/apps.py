from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class ContentConfig(AppConfig):
    name = "lms.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from lms.learning import access  # noqa: PLC0415

        from . import receivers  # noqa: F401, PLC0415 (models must be there first)
        from .operations import (  # noqa: PLC0415
            publish_what_is_scheduled,
            remind_owners,
        )
        from .restrictions import may_take_part  # noqa: PLC0415

        access.asks(may_take_part)
        falls_due("content.publish_what_is_scheduled", publish_what_is_scheduled)
        falls_due("content.remind_owners", remind_owners)
