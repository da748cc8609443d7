from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.common.due import falls_due


class XapiConfig(AppConfig):
    name = "lms.xapi"
    label = "xapi"
    verbose_name = _("Learning records (xAPI)")

    def ready(self) -> None:
        from .forwarding.operations import forward_what_waits  # noqa: PLC0415
        from .operations import clear_lent_credentials  # noqa: PLC0415
        from .removing import account, terms  # noqa: PLC0415

        falls_due("xapi.clear_lent_credentials", clear_lent_credentials)
        falls_due("xapi.forward_what_waits", forward_what_waits)
        account.announce()
        terms.announce()
