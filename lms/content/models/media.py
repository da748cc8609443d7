"""Images, videos and recordings of our own."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image


def has_words(text: str) -> None:
    """Refuse rich text that is markup alone, such as an empty paragraph."""
    if not strip_tags(text).strip():
        raise ValidationError(_("Write out what is said and heard."), code="required")


class CampusImage(AbstractImage):
    """An image; its description is the default alternative text."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class CampusRendition(AbstractRendition):
    """A size of an image, made when first asked for."""

    image = models.ForeignKey(
        CampusImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="content_rendition_once",
            ),
        ]


class Video(models.Model):
    """A video of ours; captions and transcript are part of it, not an extra."""

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(
        _("file"),
        upload_to="videos/",
        validators=[FileExtensionValidator(["mp4", "webm"])],
    )
    captions = models.FileField(
        _("captions (WebVTT)"),
        upload_to="captions/",
        validators=[FileExtensionValidator(["vtt"])],
    )
    transcript = RichTextField(
        _("transcript"),
        features=["bold", "italic", "ul", "ol"],
        validators=[has_words],
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.title


class Audio(models.Model):
    """A recording of ours. What is said in it stands in the transcript, always."""

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(
        _("file"),
        upload_to="audio/",
        validators=[FileExtensionValidator(["mp3", "m4a", "ogg", "opus", "wav"])],
    )
    transcript = RichTextField(
        _("transcript"),
        features=["bold", "italic", "ul", "ol"],
        validators=[has_words],
        help_text=_("Who says what, and the sounds that matter."),
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(transcript=""),
                name="content_audio_has_transcript",
            ),
        ]

    def __str__(self) -> str:
        return self.title
