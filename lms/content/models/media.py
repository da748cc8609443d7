"""Videos and recordings of our own, with what makes them open to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from lms.content import recordings
from lms.content.captions import BrokenCaptions, Cue, on_the_clock, read_captions

from .images import CampusImage

HOW_TO_CAPTION = _(
    "A WebVTT file (.vtt) in UTF-8. What is wrong in it is told by its line."
)


def has_words(text: str) -> None:
    """Refuse rich text that is markup alone, such as an empty paragraph."""
    if not strip_tags(text).strip():
        raise ValidationError(_("Write out what is said and heard."), code="required")


class Language(models.TextChoices):
    """The languages in which something is said or captioned, each by its own name."""

    DUTCH = "nl", "Nederlands"
    FRENCH = "fr", "Français"
    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


def _is_one_of(file: Any, formats: Mapping[str, tuple[str, ...]], refusal: str) -> None:
    """Refuse a new file whose content is not what its name says; raises ``ValidationError``."""
    if not _is_new(file):
        return
    found = recordings.format_of(file)
    file.seek(0)
    extension = file.name.rpartition(".")[2].lower()
    if extension not in formats.get(found or "", ()):
        raise ValidationError(refusal, code="content")


def is_video(file: Any) -> None:
    """Refuse what only has the name of a video; raises ``ValidationError``."""
    _is_one_of(
        file,
        recordings.VIDEO,
        gettext(
            "There is no video of this kind in the file. Export it as MP4 or WebM and "
            "upload that."
        ),
    )


def is_audio(file: Any) -> None:
    """Refuse what only has the name of a recording; raises ``ValidationError``."""
    _is_one_of(
        file,
        recordings.AUDIO,
        gettext(
            "There is no sound of this kind in the file. Export it as MP3, M4A, Ogg or "
            "WAV and upload that."
        ),
    )


def _content(file: Any) -> bytes:
    """The bytes of a file; one that was just uploaded can still be saved after it."""
    if _is_new(file):
        file.seek(0)
        content = cast(bytes, file.read())
        file.seek(0)
        return content
    with file.open("rb"):
        return cast(bytes, file.read())


def _is_new(file: Any) -> bool:
    """Whether a file was uploaded just now, and is not in storage yet."""
    return not getattr(file, "_committed", True)


class Recorded(ClusterableModel):
    """What is played: a file, how long it lasts, what is said in it."""

    needs_captions: ClassVar[bool] = False

    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.DUTCH
    )
    duration = models.FloatField(
        _("duration in seconds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.1)],
        help_text=_(
            "Read from the file. Fill it in only where the file does not say it."
        ),
    )
    captions = models.FileField(
        _("captions"),
        upload_to="captions/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=HOW_TO_CAPTION,
    )
    transcript = RichTextField(
        _("transcript"),
        features=["bold", "italic", "ul", "ol"],
        blank=True,
        help_text=_("Who says what, the sounds that matter, and what is seen."),
    )
    # What is in the captions, so that no page reads a file.
    cues = models.JSONField(_("cues"), default=list, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Read duration and captions from the files; raises ``ValidationError``."""
        super().clean()
        self._read_duration()
        try:
            self._read_captions()
        except BrokenCaptions as error:
            raise ValidationError({"captions": str(error)}) from error
        if self.pk and self.lacks() and self.shown_on().live().exists():
            raise ValidationError(
                [
                    gettext("This is on a page that is live. %(lacks)s")
                    % {"lacks": lacks}
                    for lacks in self.lacks()
                ]
            )

    def lacks(self) -> list[str]:
        """What must still be done before a page with it can be published: sentences."""
        found = []
        if not self.file:
            found.append(gettext("There is no file. Add it."))
        try:
            has_words(self.transcript)
        except ValidationError as error:
            sentences = " ".join(error.messages)
            found.append(f"{gettext('There is no transcript.')} {sentences}")
        if self.needs_captions and not self.captions:
            found.append(gettext("There are no captions. Add a WebVTT file."))
        if self.file and self.duration is None:
            found.append(gettext("The duration is not known. Fill it in, in seconds."))
        return found

    @property
    def spoken(self) -> tuple[Cue, ...]:
        """What is said, by the moment."""
        return tuple(Cue(*cue) for cue in self.cues)

    @property
    def lasts(self) -> str:
        """The duration as players show it."""
        return on_the_clock(self.duration or 0)

    @property
    def words(self) -> str:
        """All that is said and written out, for a search."""
        said = " ".join(cue.text for cue in self.spoken)
        written = strip_tags(self.transcript.replace("<", " <"))
        return " ".join(f"{written} {said}".split())

    def _read_duration(self) -> None:
        if not self.file or not (_is_new(self.file) or self.duration is None):
            return
        if (found := recordings.duration_of(self.file)) is not None:
            self.duration = round(found, 3)
        self.file.seek(0)

    def _read_captions(self) -> None:
        if not self.captions:
            self.cues = []
            return
        cues = read_captions(_content(self.captions), duration=self.duration)
        self.cues = [[cue.start, cue.end, cue.text] for cue in cues]

    def shown_on(self) -> PageQuerySet:
        """The pages that show it now, live or not."""
        pages = ContentType.objects.get_for_model(Page)
        references = ReferenceIndex.get_references_to(self)
        found = references.filter(base_content_type=pages)
        return Page.objects.filter(
            pk__in=[int(pk) for pk in found.values_list("object_id", flat=True)]
        )


class Video(Recorded):
    """A video of ours; captions and transcript are part of it, not an extra."""

    needs_captions = True

    file = models.FileField(
        _("file"),
        upload_to="videos/",
        validators=[FileExtensionValidator(["mp4", "webm"]), is_video],
    )
    poster = models.ForeignKey(
        CampusImage,
        verbose_name=_("picture before it plays"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its description is read to who does not see it."),
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldPanel("duration"),
        FieldPanel("language"),
        MultiFieldPanel(
            [FieldPanel("captions"), FieldPanel("transcript")],
            heading=_("For who does not hear or see it"),
        ),
        InlinePanel(
            "tracks", heading=_("Captions in more languages"), label=_("Captions")
        ),
        FieldPanel("poster"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def lacks(self) -> list[str]:
        """What must still be done before a page with it can be published: sentences."""
        found = super().lacks()
        if self.poster and not self.poster.description:
            found.append(
                gettext("The picture before it plays has no description. Write one.")
            )
        return found


class CaptionTrack(models.Model):
    """Captions of a video in one more language."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="tracks")
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    file = models.FileField(
        _("captions"),
        upload_to="captions/",
        validators=[FileExtensionValidator(["vtt"])],
        help_text=HOW_TO_CAPTION,
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [
            models.UniqueConstraint(
                fields=["video", "language"], name="content_captions_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return self.get_language_display()

    def clean(self) -> None:
        """Read the file as the video's own captions are; raises ``ValidationError``."""
        super().clean()
        if not _is_new(self.file):
            return
        try:
            # In the admin its video is not told before it is saved.
            video = getattr(self, "video", None)
            read_captions(_content(self.file), duration=video and video.duration)
        except BrokenCaptions as error:
            raise ValidationError({"file": str(error)}) from error


class Audio(Recorded):
    """A recording of ours. What is said in it stands in the transcript, always."""

    file = models.FileField(
        _("file"),
        upload_to="audio/",
        validators=[
            FileExtensionValidator(["mp3", "m4a", "ogg", "opus", "wav"]),
            is_audio,
        ],
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldPanel("duration"),
        FieldPanel("language"),
        FieldPanel("transcript"),
        FieldPanel("captions"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
