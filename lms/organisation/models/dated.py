"""What holds for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dated(models.Model):
    """Something that holds from one day up to and including another."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True
