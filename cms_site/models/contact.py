"""What visitors write to us through the contact page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common import clock


class ContactMessage(models.Model):
    """A message to the people who run the site. Never a report (domain.md, section 7)."""

    received_at = models.DateTimeField(
        _("received at"), default=clock.now, db_index=True
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    message = models.TextField(_("message"), max_length=4000)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"
