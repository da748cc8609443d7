"""Videos and recordings for tests, with files that browsers play."""

from pathlib import Path

from django.core.files.base import ContentFile

from lms.content.models import Audio, Video
from tests.factories.courses import an_id

FILES = Path(__file__).parents[1] / "data" / "media"
CLIP = 12.008  # seconds

CAPTIONS = """WEBVTT

00:00.000 --> 00:03.000
Je merkt iets op in je team.

00:03.000 --> 00:06.000
<v Nadia>Wie spreek je aan?

00:06.000 --> 00:09.000
Eerst je leidinggevende, als dat kan.

00:09.000 --> 00:12.000
Anders is er het meldpunt van Audit &amp; Co.
"""
TRANSCRIPT = "<p>Je merkt iets op. Een spreekbuis is er voor wie twijfelt.</p>"


def the_file(name: str) -> ContentFile:
    return ContentFile((FILES / name).read_bytes(), name)


def captions(text: str = CAPTIONS) -> ContentFile:
    return ContentFile(text.encode(), "ondertitels.vtt")


def a_video(*, title="Wie spreek je aan?", **fields) -> Video:
    """A video of twelve seconds with captions and transcript, unless told otherwise."""
    values = {
        "file": the_file("clip.webm"),
        "captions": captions(),
        "transcript": TRANSCRIPT,
    }
    video = Video(title=title, **values | fields)
    video.full_clean()
    video.save()
    return video


def an_audio(*, title="Voicemail van Nadia", **fields) -> Audio:
    values = {"file": the_file("tone.mp3"), "transcript": TRANSCRIPT}
    audio = Audio(title=title, **values | fields)
    audio.full_clean()
    audio.save()
    return audio


def a_video_block(video: Video, **value) -> dict:
    """The block of a lesson that plays a video; its id follows the title."""
    return {
        "type": "video",
        "id": str(an_id(video.title)),
        "value": {"video": video.pk} | value,
    }


def an_audio_block(audio: Audio, **value) -> dict:
    return {
        "type": "audio",
        "id": str(an_id(audio.title)),
        "value": {"audio": audio.pk} | value,
    }
