"""With what certificates were sealed, so that they can be checked for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SealingCertificate(models.Model):
    """The X.509 certificate of a key that sealed something here. Append-only.

    Written when a key seals for the first time, so that its documents stay verifiable
    when the key itself was retired and its file is gone. Holds nothing secret.
    """

    key_id = models.CharField(
        _("SHA-256 of the certificate"), max_length=64, unique=True
    )
    subject = models.CharField(_("who signs with it"), max_length=255)
    pem = models.TextField(_("certificate (PEM)"))
    first_used_at = models.DateTimeField(_("first used at"))

    class Meta:
        ordering = ["-first_used_at", "-pk"]
        verbose_name = _("certificate of a sealing key")
        verbose_name_plural = _("certificates of sealing keys")

    def __str__(self) -> str:
        return self.subject
