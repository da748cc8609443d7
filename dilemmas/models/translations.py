"""A scenario in another language: which page it follows, and what that said before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pages import ScenarioPage


class SourceText(models.Model):
    """What the source said when a part of a translation was last seen to say the same.

    ``part`` is the key of a scene, or that of the scenario for what is in no scene. It is
    content as revisions keep it, so that later changes can be told in words.
    """

    # A row for every scene of a translation: what it refers to, the source does already.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        ScenarioPage,
        verbose_name=_("translation"),
        on_delete=models.CASCADE,
        related_name="source_texts",
    )
    part = models.UUIDField(_("part"))
    content = models.JSONField(_("what the source said"))
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("text that a translation was made from")
        verbose_name_plural = _("texts that a translation was made from")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "part"], name="dilemmas_source_text_once_per_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.part}"


def source_of(page: ScenarioPage) -> ScenarioPage | None:
    """The page that ``page`` is a translation of: the one that was there first, if another.

    One query; its drafts are large, and not loaded.
    """
    first = (
        ScenarioPage.objects.filter(
            translation_key=page.translation_key, alias_of__isnull=True
        )
        .select_related("locale")
        .order_by("pk")
        .first()
    )
    return first if first and first.pk != page.pk else None
