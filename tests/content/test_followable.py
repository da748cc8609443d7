"""Nothing goes live that somebody could not follow, whichever way it is published."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Site, Workflow, WorkflowTask
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from cms_site.models import ContentPage
from lms.common import clock
from lms.content.exceptions import NotPublishable
from lms.content.models import CampusImage
from tests.content.test_publishing import published_in_bulk, told
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_text, an_id, lessons_of
from tests.factories.media import (
    a_video,
    a_video_block,
    an_audio,
    an_audio_block,
    captions,
)

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def lesson():
    return lessons_of(a_course([a_text()]))[0]


def drafted(page, *blocks):
    """A draft of the page with these blocks."""
    page.body = page.body.stream_block.to_python(list(blocks))
    page.save_revision()
    return page


def refusal_of(page):
    with pytest.raises(NotPublishable) as refused:
        page.get_latest_revision().publish()
    page.refresh_from_db()
    return " ".join(refused.value.sentences)


def an_image_block(**value):
    image = CampusImage.objects.create(
        title="Schema", file=ImageFile(BytesIO(SVG), "schema.svg")
    )
    return {
        "type": "image",
        "id": str(an_id("schema")),
        "value": {
            "image": {"image": image.pk, "decorative": False, "alt_text": ""} | value,
            "caption": "",
        },
    }


@pytest.mark.parametrize("lack", ["captions", "transcript"])
def test_a_video_that_somebody_cannot_hear_stays_a_draft(lesson, lack):
    video = a_video(**{lack: ""})

    refused = refusal_of(drafted(lesson, a_text(), a_video_block(video)))

    assert "“Wie spreek je aan?”" in refused
    assert "2" in refused
    assert lesson.body.raw_data[0]["type"] == "text"


def test_a_recording_without_transcript_stays_a_draft(lesson):
    audio = an_audio(transcript='<p data-block-key="a1"></p>')

    assert audio.title in refusal_of(drafted(lesson, an_audio_block(audio)))


def test_an_image_says_what_it_shows_or_that_it_is_decorative(lesson):
    assert "“Schema”" in refusal_of(drafted(lesson, an_image_block()))

    drafted(lesson, an_image_block(decorative=True)).get_latest_revision().publish()
    drafted(lesson, an_image_block(alt_text="Vier")).get_latest_revision().publish()
    lesson.refresh_from_db()
    assert lesson.body.raw_data[0]["value"]["image"]["alt_text"] == "Vier"


def test_whatever_is_complete_goes_live(lesson):
    drafted(lesson, a_video_block(a_video()), an_audio_block(an_audio()))
    lesson.get_latest_revision().publish()

    lesson.refresh_from_db()
    assert [block["type"] for block in lesson.body.raw_data] == ["video", "audio"]


def test_a_page_to_read_is_no_exception():
    home = Site.objects.get(is_default_site=True).root_page
    page = ContentPage(title="Over ons", slug="over-ons", live=False)
    home.add_child(instance=page)
    drafted(page, a_video_block(a_video(captions="")))

    refusal_of(page)

    assert not page.live


def test_many_at_once_are_refused_with_the_page_and_the_block(admin_client, lesson):
    lesson.unpublish()
    drafted(lesson, a_video_block(a_video(captions="")))

    response = published_in_bulk(admin_client, lesson)

    lesson.refresh_from_db()
    assert not lesson.live
    assert "“Wie spreek je aan?”" in told(response)


def test_the_button_refuses_it_and_keeps_what_was_typed(admin_client):
    home = Site.objects.get(is_default_site=True).root_page
    page = ContentPage(title="Over ons", slug="over-ons", live=False)
    home.add_child(instance=page)
    data = nested_form_data(
        {
            "title": "Over ons allemaal",
            "slug": "over-ons",
            "summary": "",
            "body": streamfield([("video", {"video": a_video(captions="").pk})]),
            "comments": inline_formset([]),
            "action-publish": "yes",
        }
    )

    response = admin_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True
    )

    page.refresh_from_db()
    assert not page.live
    assert "“Wie spreek je aan?”" in told(response)
    assert "Over ons allemaal" in response.content.decode()


def test_who_approves_in_a_workflow_is_refused_too(lesson):
    editor = UserFactory(is_superuser=True)
    lesson.unpublish()
    drafted(lesson, a_video_block(a_video(captions="")))
    workflow = Workflow.objects.create(name="Nalezen")
    task = GroupApprovalTask.objects.create(name="Vakgenoot")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(lesson, editor)

    with pytest.raises(NotPublishable):
        lesson.current_workflow_task_state.approve(user=editor)

    lesson.refresh_from_db()
    assert not lesson.live


def test_a_schedule_leaves_it_and_tells_its_author(lesson):
    author = UserFactory(email="trainer@voorbeeld.test")
    lesson.unpublish()
    drafted(lesson, a_video_block(a_video(captions="")))
    lesson.go_live_at = clock.now() - timedelta(minutes=1)
    lesson.save_revision(user=author, approved_go_live_at=lesson.go_live_at)

    call_command("publish_scheduled")

    lesson.refresh_from_db()
    assert not lesson.live
    assert "“Wie spreek je aan?”" in mail.outbox[-1].body


def test_what_is_live_keeps_its_captions(lesson, django_capture_on_commit_callbacks):
    video = a_video()
    with django_capture_on_commit_callbacks(execute=True):
        drafted(lesson, a_video_block(video)).get_latest_revision().publish()
    video.captions = ""

    with pytest.raises(ValidationError):
        video.full_clean()

    lesson.unpublish()
    video.full_clean()


def test_a_trainer_keeps_a_video_that_is_not_finished(admin_client):
    video = a_video(captions="", transcript="")
    address = reverse("wagtailsnippets_content_video:edit", args=[video.pk])

    form = admin_client.get(address)
    assert form.status_code == 200
    data = {
        "title": "Wie spreek je aan?",
        "language": "nl",
        "captions": captions("1\n00:01,000 --> 00:02,000\nx"),
        "transcript": "null",
        "poster": "",
        "tracks-TOTAL_FORMS": 0,
        "tracks-INITIAL_FORMS": 0,
        "tracks-MIN_NUM_FORMS": 0,
        "tracks-MAX_NUM_FORMS": 1000,
    }
    refused = admin_client.post(address, data)
    assert refused.status_code == 200
    assert "WebVTT" in refused.content.decode()

    french = {
        "tracks-TOTAL_FORMS": 1,
        "tracks-0-id": "",
        "tracks-0-language": "fr",
        "tracks-0-file": captions("WEBVTT\n\n00:01.000 --> 00:00.500\nTrop tard."),
    }
    late = admin_client.post(address, data | french | {"captions": captions()})
    assert late.status_code == 200
    assert "Draai de tijden om." in late.content.decode()

    french["tracks-0-file"] = captions("WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour.")
    saved = admin_client.post(address, data | french | {"captions": captions()})

    assert saved.status_code == 302
    assert video.tracks.get().language == "fr"
    video.refresh_from_db()
    assert len(video.cues) == 4
    assert video.duration == 12.008
