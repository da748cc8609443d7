"""What is seen, heard or taken along."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock


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


class VideoBlock(blocks.StructBlock):
    """A video of ours, with captions and a transcript."""

    video = SnippetChooserBlock("content.Video", label=_("Video"))

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Media")
        template = "content/blocks/video.html"
        description = _("Captions and a transcript come with the video.")


class AudioBlock(blocks.StructBlock):
    """A recording of ours, with its transcript."""

    audio = SnippetChooserBlock("content.Audio", label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Recording")
        group = _("Media")
        template = "content/blocks/audio.html"
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
