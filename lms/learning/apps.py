from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class LearningConfig(AppConfig):
    name = "lms.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from lms.messaging import kinds  # noqa: PLC0415

        from . import personal, reminding  # noqa: PLC0415

        kinds.announce(*reminding.KINDS)
        falls_due("learning.remind", reminding.remind)
        personal.announce()
