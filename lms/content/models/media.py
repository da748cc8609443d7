"""Images and videos of our own."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image


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
    transcript = RichTextField(_("transcript"), features=["bold", "italic", "ul", "ol"])

    class Meta:
        ordering = ["title"]
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.title
