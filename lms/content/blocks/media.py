"""What is seen, heard or taken along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from lms.content.playing import playable_of


class ImageFigureBlock(blocks.StructBlock):
    """An image with its alternative text and, if wanted, a caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Media")
        template = "content/blocks/image.html"
        description = _("Say in the alternative text what a reader must know.")


class RecordedChooserBlock(SnippetChooserBlock):
    """Chooses a video or a recording; a page with many asks no more of the database."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        chosen = list(values)
        found = self._with_all().in_bulk([pk for pk in chosen if pk is not None])
        return [found.get(pk) if pk is not None else None for pk in chosen]

    def get_searchable_content(self, value: Any) -> list[str]:
        """The title and all that is said: a search finds a page by its film."""
        return [value.title, value.words] if value else []

    def _with_all(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model_class.objects.all()
        if not hasattr(self.model_class, "tracks"):
            return rows
        return rows.select_related("poster").prefetch_related(
            "tracks", "poster__renditions"
        )

    # A field without a row says which snippet it is of; the name stands in migrations.
    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", args, kwargs


class _PlayedBlock(blocks.StructBlock):
    """Something that is played, with what stands in its place."""

    chosen: ClassVar[Literal["video", "audio"]]

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(
            value, parent_context=parent_context
        )
        context["media"] = playable_of(self.chosen, value.get(self.chosen))
        return context


class VideoBlock(_PlayedBlock):
    """A video of ours, with captions and a transcript."""

    chosen = "video"
    video = RecordedChooserBlock("content.Video", label=_("Video"))

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Media")
        template = "content/blocks/media.html"
        description = _("Captions and a transcript come with the video.")


class AudioBlock(_PlayedBlock):
    """A recording of ours, with its transcript."""

    chosen = "audio"
    audio = RecordedChooserBlock("content.Audio", label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Recording")
        group = _("Media")
        template = "content/blocks/media.html"
        description = _("A voice or a sound. The transcript comes with it.")


class DownloadBlock(blocks.StructBlock):
    """A document to take along."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=160, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        group = _("Media")
        template = "content/blocks/download.html"
        description = _("A checklist or form, to use at work.")
