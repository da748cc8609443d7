"""A recording never stands without its transcript."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse

from lms.accounts.enums import PlatformGroup
from lms.content.blocks import AudioBlock
from lms.content.models import Audio, Video
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def a_recording(transcript="<p>Nadia: “Ik wist het niet.”</p>"):
    return Audio(
        title="Voicemail van Nadia",
        file=ContentFile(b"RIFF", "voicemail.mp3"),
        transcript=transcript,
    )


def test_a_recording_is_played_with_its_transcript_beneath():
    recording = a_recording()
    recording.full_clean()
    recording.save()
    block = AudioBlock()

    html = block.render(block.to_python({"audio": recording.pk}))

    assert "<audio controls" in html
    assert 'aria-label="Voicemail van Nadia"' in html
    assert html.index("<details") < html.index("Ik wist het niet")


@pytest.mark.parametrize("model", [Audio, Video])
@pytest.mark.parametrize("nothing", ["", '<p data-block-key="a1"></p>', "<p> </p>"])
def test_a_transcript_without_words_is_refused(model, nothing):
    with pytest.raises(ValidationError) as refused:
        model(title="Stil", transcript=nothing).full_clean()

    assert "transcript" in refused.value.message_dict


def test_the_database_holds_no_recording_without_transcript():
    with pytest.raises(IntegrityError, match="content_audio_has_transcript"):
        a_recording(transcript="").save()


def test_what_is_no_recording_is_refused():
    wrong = a_recording()
    wrong.file = ContentFile(b"MZ", "voicemail.exe")

    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()

    assert "file" in refused.value.message_dict


def test_trainers_keep_the_recordings(client):

    trainer = UserFactory()
    trainer.groups.add(Group.objects.get(name=PlatformGroup.TRAINERS))
    client.force_login(trainer)

    form = client.get(reverse("wagtailsnippets_content_audio:add"))

    assert form.status_code == 200
