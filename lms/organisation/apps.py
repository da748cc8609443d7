from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "lms.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from lms.accounts import second_factor  # noqa: PLC0415

        from .visibility import acts_as_hr  # noqa: PLC0415

        second_factor.ask_of(acts_as_hr)
