from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class OrganisationConfig(AppConfig):
    name = "lms.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from lms.accounts import second_factor  # noqa: PLC0415

        from . import personal, receivers  # noqa: F401, PLC0415
        from .operations import forget, go_on  # noqa: PLC0415
        from .visibility import acts_as_hr  # noqa: PLC0415

        falls_due("organisation.go_on", go_on)
        falls_due("organisation.forget", forget)
        personal.announce()
        second_factor.ask_of(acts_as_hr)
