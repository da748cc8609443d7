"""Recordings: what is in them, and the transcript with which they are shown."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from lms.accounts.enums import PlatformGroup
from lms.content.blocks import AudioBlock, VideoBlock
from lms.content.models import CaptionTrack
from tests.factories.accounts import UserFactory
from tests.factories.media import a_video, an_audio, captions, the_file

pytestmark = pytest.mark.django_db


def test_a_recording_is_played_with_its_transcript_beneath():
    recording = an_audio(captions=captions("WEBVTT\n\n00:00.000 --> 00:02.000\nDag!"))
    block = AudioBlock()

    html = block.render(block.to_python({"audio": recording.pk}))

    assert "<audio controls" in html
    assert 'aria-label="Voicemail van Nadia"' in html
    assert html.index("<details") < html.index("Een spreekbuis is er")
    assert "Dag!" in html
    assert recording.duration == 2.088


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (an_audio, "clip.webm"),
        (an_audio, "nep.mp3"),
        (a_video, "tone.mp3"),
        (a_video, "nep.webm"),
        (a_video, "clip.mkv"),
    ],
)
def test_a_file_is_what_its_name_says_or_refused(make, name):
    file = ContentFile(b"MZ", name) if name.startswith("nep") else the_file(name)
    for other in {name, name.replace("mkv", "webm")}:
        file.name = other
        with pytest.raises(ValidationError) as refused:
            make(file=file)
        assert "file" in refused.value.message_dict


def test_a_file_of_another_kind_under_a_name_of_ours_is_refused():
    file = the_file("clip.mp4")
    file.name = "clip.webm"

    with pytest.raises(ValidationError) as refused:
        a_video(file=file)

    assert "file" in refused.value.message_dict


def test_captions_of_another_recording_are_refused_by_their_line():
    late = "WEBVTT\n\n01:00.000 --> 01:02.000\nTe laat."

    with pytest.raises(ValidationError) as refused:
        a_video(captions=captions(late))

    assert "3" in str(refused.value.message_dict["captions"])


def test_a_video_knows_how_long_it_lasts_and_what_is_said():
    video = a_video()

    assert video.duration == 12.008
    assert [cue.clock for cue in video.spoken] == ["0:00", "0:03", "0:06", "0:09"]
    assert video.spoken[1].text == "Wie spreek je aan?"
    assert "meldpunt van Audit & Co" in video.words
    assert "spreekbuis" in video.words


def test_captions_in_more_languages_come_along(django_assert_num_queries):
    videos = [a_video(title=f"Film {number}") for number in range(3)]
    for video in videos:
        french = captions("WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.")
        CaptionTrack.objects.create(video=video, language="fr", file=french)
    block = VideoBlock()
    values = [{"video": video.pk} for video in videos]

    with django_assert_num_queries(2):
        html = "".join(block.render(value) for value in block.bulk_to_python(values))

    assert html.count('srclang="fr"') == 3
    assert html.count("default>") == 3


def test_trainers_keep_the_recordings(client):

    trainer = UserFactory()
    trainer.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    client.force_login(trainer)

    form = client.get(reverse("wagtailsnippets_content_audio:add"))

    assert form.status_code == 200
