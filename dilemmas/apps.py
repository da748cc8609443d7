from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class DilemmasConfig(AppConfig):
    name = "dilemmas"
    label = "dilemmas"
    verbose_name = _("Dilemmas")

    def ready(self) -> None:
        from . import personal, receivers  # noqa: F401, PLC0415 (models must be there first)
        from .operations import (  # noqa: PLC0415
            forget_after_a_year,
            freeze_mirrors,
            release_choices,
        )

        falls_due("dilemmas.release_choices", release_choices)
        falls_due("dilemmas.freeze_mirrors", freeze_mirrors)
        falls_due("dilemmas.forget_after_a_year", forget_after_a_year)
        personal.announce()
