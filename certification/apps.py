from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "certification"
    label = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        from lms.common.due import falls_due  # noqa: PLC0415

        from . import checks, operations, personal, receivers  # noqa: F401, PLC0415

        falls_due("certificates", operations.catch_up)
        falls_due("certificates: expired", operations.expire)
        personal.announce()
        falls_due("certificates.cycles", operations.turn)
