"""Waarden: what a choice can give weight to, or let give way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.learning.enums import Facet
from lms.learning.models import Term


class Value(models.Model):
    """A value that can be in tension with another. The list is data of the authors."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    principle = models.ForeignKey(
        Term,
        verbose_name=_("principle of the code"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="values_in_dilemmas",
        limit_choices_to={"facet": Facet.PRINCIPLE},
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("value in tension")
        verbose_name_plural = _("values in tension")

    def __str__(self) -> str:
        return self.name
