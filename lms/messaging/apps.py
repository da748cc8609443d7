from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class MessagingConfig(AppConfig):
    name = "lms.messaging"
    label = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from . import keeping, operations, personal  # noqa: PLC0415
        from .kinds import Kind, announce  # noqa: PLC0415

        announce(
            Kind(
                slug="decision",
                label=_("Decisions about what you asked"),
                explanation=_("That you get an extension, a place, an exemption."),
                fixed=True,
            ),
            Kind(
                slug="security",
                label=_("Security of your account"),
                explanation=_("A new password, another e-mail address."),
                fixed=True,
            ),
        )
        falls_due("messaging.post_what_waits", operations.post_what_waits)
        falls_due("messaging.deliver_what_waits", operations.deliver_what_waits)
        personal.announce()
        keeping.announce()
