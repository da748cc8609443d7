from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class LearningConfig(AppConfig):
    name = "lms.learning"
    label = "learning"
    verbose_name = _("Learning")

    def ready(self) -> None:
        from lms.messaging import kinds  # noqa: PLC0415

        from . import operations, personal, receivers, reminding  # noqa: F401, PLC0415

        kinds.announce(*reminding.KINDS)
        falls_due("learning.remind", reminding.remind)
        personal.announce()
        falls_due("learning: assignment rules", operations.apply_rules)
        falls_due("learning: lists of people", operations.go_on)
        falls_due("learning: old lists", operations.forget)
