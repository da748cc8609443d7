from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "lms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from . import (  # noqa: F401, PLC0415
            keeping,
            personal,
            receivers,
            second_factor,
        )
        from .oidc import configuration  # noqa: PLC0415

        configuration.verify()
        personal.announce()
        keeping.announce()
        second_factor.ask_of(second_factor.runs_the_platform)
