from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "lms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from lms.common.due import falls_due  # noqa: PLC0415

        from . import operations, personal  # noqa: PLC0415

        personal.announce()
        falls_due("api: answers kept for a day", operations.forget)
