from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsSiteConfig(AppConfig):
    name = "cms_site"
    label = "cms_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from . import keeping, personal  # noqa: PLC0415
        from .receivers import set_up_after_migrating  # noqa: PLC0415

        post_migrate.connect(set_up_after_migrating, sender=self)
        personal.announce()
        keeping.announce()
