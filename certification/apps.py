from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "certification"
    label = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        from lms.common.due import falls_due  # noqa: PLC0415
        from lms.messaging.kinds import Kind, announce  # noqa: PLC0415

        from . import checks, operations, personal, receivers  # noqa: F401, PLC0415

        announce(
            Kind(
                slug="certificate",
                label=_("Your certificates"),
                explanation=_("That one is ready, is renewed, expires or is revoked."),
                fixed=True,
            )
        )
        falls_due("certificates", operations.catch_up)
        falls_due("certificates: attendance", operations.catch_up_on_attendance)
        falls_due("certificates: expired", operations.expire)
        personal.announce()
        falls_due("certificates.cycles", operations.turn)
        falls_due("certificates: in bulk", operations.go_on)
        falls_due("certificates: old lists", operations.forget)
        falls_due("certificates: documents", operations.make_missing_documents)
