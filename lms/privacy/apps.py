from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class PrivacyConfig(AppConfig):
    name = "lms.privacy"
    label = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from lms.common.backups import carries  # noqa: PLC0415
        from lms.messaging.kinds import Kind, announce  # noqa: PLC0415

        from . import operations, personal, restored  # noqa: PLC0415

        announce(
            Kind(
                slug="privacy",
                label=_("Requests about privacy"),
                explanation=_("For data protection officers: what waits for them."),
                fixed=True,
            )
        )
        personal.announce()
        carries("erased", restored.those_erased)
        falls_due("privacy: erased before a backup was put back", restored.catch_up)
        falls_due("privacy: last mails", operations.forget_last_mails)
        falls_due("privacy: retention", operations.remove_what_is_due)
