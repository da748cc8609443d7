"""What a story remembers: set by a choice, asked by the condition of another."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from dilemmas.panels import key_panel


class Flag(Orderable):
    """A thing that is so or not, from some choice on. Known by its key, as scenes are."""

    wagtail_reference_index_ignore = True

    page = ParentalKey(
        "dilemmas.ScenarioPage", on_delete=models.CASCADE, related_name="flags"
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4)
    name = models.CharField(
        _("what is remembered"),
        max_length=80,
        help_text=_("A short sentence that is true or not: “Nadia knows of it”."),
    )

    panels: ClassVar[list[Any]] = [key_panel(), FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("thing remembered")
        verbose_name_plural = _("things remembered")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "key"], name="dilemmas_flag_key_once_per_page"
            ),
        ]

    def __str__(self) -> str:
        return self.name
