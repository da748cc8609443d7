"""Watching: merged, bounded by time, told to the store, and enough only when it is."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cms_site.catalogue.lessons import lessons_with
from courses import operations
from courses.enums import Condition
from courses.exceptions import TooFast, UnknownQuestion
from courses.models import Fulfilment, Watched
from courses.watching import Event, Report
from lms.common import clock
from lms.content.models import Video
from lms.xapi.models import StoredStatement
from lms.xapi.statements import check, parse
from tests.courses.player import activity_of, in_, join, text_of
from tests.factories.courses import a_course, a_text, an_id, lessons_of, publish
from tests.factories.media import (
    a_video,
    a_video_block,
    an_audio,
    an_audio_block,
    the_file,
)
from tests.xapi.profile.matching import faults_of, templates_of

pytestmark = pytest.mark.django_db

TITLE = "Wie spreek je aan?"
BLOCK = an_id(TITLE)


@pytest.fixture
def video():
    return a_video()


@pytest.fixture
def lesson(video, learner):
    """A lesson with a video of twelve seconds, which the learner opened an hour ago."""
    course = a_course([a_text(), a_video_block(video)])
    lesson = lessons_of(course)[0]
    lesson.conditions = [Condition.WATCHED.value]
    publish(lesson)
    begin(learner, course)
    return type(lesson).objects.get(pk=lesson.pk)


def begin(learner, course, *, ago=3600):
    whole = join(learner, course)
    for lesson in lessons_of(course):
        operations.open_lesson(whole.pk, activity_of(lesson))
        participation = in_(learner, lesson)
        participation.started_at = clock.now() - timedelta(seconds=ago)
        participation.save(update_fields=["started_at"])


def a_report(*segments, position=None, session=None, events=()):
    return Report(
        session=session or uuid4(),
        segments=segments,
        position=segments[-1][1] if position is None and segments else position or 0,
        events=events,
    )


def watch(learner, lesson, *segments, at=None, **more):
    report = more.pop("report", None) or a_report(*segments, **more)
    return operations.watch(
        in_(learner, lesson).pk, lesson, block=BLOCK, report=report, at=at
    )


def said(*verbs):
    """The statements about recordings, in order; each is one that our validator takes."""
    rows = StoredStatement.objects.filter(payload__contains="/media/").order_by("seq")
    found = [parse(row.payload.encode()) for row in rows]
    for one in found:
        check(one)
    return [
        one
        for one in found
        if not verbs or one["verb"]["id"].rpartition("/")[2] in verbs
    ]


def test_half_watched_twice_is_half_and_the_rest_completes(learner, lesson):
    assert watch(learner, lesson, (0, 6)).percent == 49
    assert watch(learner, lesson, (0, 6)).percent == 49
    assert not Fulfilment.objects.exists()
    assert in_(learner, lesson).own_progress == 0

    watched = watch(learner, lesson, (6, 10.9))

    assert watched.segments == [[0, 10.9]]
    assert watched.completed_at
    assert Fulfilment.objects.get().part == BLOCK
    assert in_(learner, lesson).is_completed


def test_once_enough_stays_enough_and_is_told_once(learner, lesson):
    watch(learner, lesson, (0, 12))
    watch(learner, lesson, (0, 12))

    assert Fulfilment.objects.count() == 1
    (told,) = said("completed")
    assert templates_of(told) == ["completed", "video-completed"]
    assert faults_of(told) == []
    extensions = told["result"]["extensions"]
    video = "https://w3id.org/xapi/video/extensions/"
    assert extensions[f"{video}played-segments"] == "0[.]12"
    assert extensions[f"{video}progress"] == 0.999
    assert told["context"]["extensions"][f"{video}completion-threshold"] == 0.9
    categories = told["context"]["contextActivities"]["category"]
    assert "https://w3id.org/xapi/video" in {one["id"] for one in categories}


def test_nobody_watches_faster_than_time(learner, lesson):
    now = clock.now()
    watch(learner, lesson, (0, 1), at=now)
    participation = in_(learner, lesson)
    lesson_of_hours(lesson)

    with pytest.raises(TooFast):
        watch(learner, lesson, (0, 100), at=now + timedelta(seconds=10))
    assert Watched.objects.get(participation=participation).segments == [[0, 1]]
    assert watch(learner, lesson, (0, 40), at=now + timedelta(seconds=10)).seen == 40
    # What was played while the connection was gone comes later, and is kept.
    assert watch(learner, lesson, (0, 100), at=now + timedelta(seconds=60)).seen == 100


def test_many_small_reports_do_not_add_up_what_each_is_forgiven(learner, video):
    course = a_course([a_video_block(video)])
    lesson = lessons_of(course)[0]
    begin(learner, course, ago=0)
    lesson_of_hours(lesson)
    now = clock.now()

    watch(learner, lesson, (0, 15), at=now + timedelta(seconds=1))
    with pytest.raises(TooFast):
        watch(learner, lesson, (15, 30), at=now + timedelta(seconds=2))


def lesson_of_hours(lesson):
    """The video lasts long: what is refused is refused because of time alone."""
    Video.objects.update(duration=7200)


def test_the_same_report_again_changes_nothing(learner, lesson):
    events = (
        Event(number=0, verb="initialized", ago=4, time=0),
        Event(number=1, verb="played", ago=4, time=0),
        Event(number=2, verb="paused", ago=0, time=4),
    )
    report = a_report((0, 4), events=events)

    for _again in range(3):
        watch(learner, lesson, report=report)

    assert len(said()) == 3
    more = a_report(
        (4, 5),
        events=(*events, Event(number=3, verb="played", ago=0, time=4)),
        session=report.session,
    )
    watch(learner, lesson, report=more)
    assert len(said()) == 4


def test_each_event_follows_the_profile(learner, lesson):
    verbs = ("initialized", "played", "seeked", "interacted", "paused", "terminated")
    events = tuple(
        Event(number=n, verb=verb, ago=9 - n, time=n, start=1, speed=1.5, captions=True)
        for n, verb in enumerate(verbs)
    )

    watch(learner, lesson, (0, 4), events=events)

    told = said()
    assert [faults_of(one) for one in told] == [[]] * 6
    assert [templates_of(one)[-1] for one in told] == [
        f"video-{verb}" for verb in verbs
    ]
    assert sorted(told, key=lambda one: one["timestamp"]) == told


def test_a_session_is_told_up_to_a_bound(learner, lesson):
    session = uuid4()
    for start in range(0, 90, 30):
        events = tuple(
            Event(number=n, verb="played", ago=0, time=0)
            for n in range(start, start + 30)
        )
        watch(learner, lesson, (0, 1), events=events, session=session)

    assert len(said("played")) == 60


def test_sound_alone_is_told_as_sound(learner):
    audio = an_audio()
    course = a_course([an_audio_block(audio, part=50)])
    lesson = lessons_of(course)[0]
    begin(learner, course)
    events = (Event(number=0, verb="played", ago=0, time=0),)
    report = a_report((0, 2), events=events)

    operations.watch(
        in_(learner, lesson).pk, lesson, block=an_id(audio.title), report=report
    )

    told = said()
    assert [faults_of(one) for one in told] == [[], []]
    assert {one["object"]["definition"]["type"] for one in told} == {
        "http://activitystrea.ms/schema/1.0/audio"
    }
    assert "https://w3id.org/xapi/video" not in str(
        [one["context"]["contextActivities"] for one in told]
    )


def test_who_reads_has_done_as_much_and_it_is_known_as_reading(learner, lesson):
    participation = in_(learner, lesson)
    for _again in range(2):
        operations.read_instead(participation.pk, lesson, block=BLOCK)

    assert in_(learner, lesson).is_completed
    watched = Watched.objects.get()
    assert watched.read_at
    assert watched.completed_at is None
    (told,) = said()
    assert faults_of(told) == []
    assert templates_of(told) == ["transcript-read"]


def test_what_does_not_count_completes_nothing_that_counts(learner, video):
    course = a_course([a_video_block(video, counts=False), a_text()])
    lesson = lessons_of(course)[0]

    assert list(lesson.watchables) == [BLOCK]
    assert lesson.media == []


def test_another_file_in_the_same_video_begins_anew(learner, lesson, video):
    watch(learner, lesson, (0, 6))
    video.file = the_file("clip.webm")
    video.full_clean()
    video.save()

    assert watch(learner, lesson, (0, 1)).seen == 1
    assert Watched.objects.count() == 2


def test_a_block_that_is_gone_is_refused(learner, lesson, video):
    with pytest.raises(UnknownQuestion):
        operations.watch(
            in_(learner, lesson).pk, lesson, block=uuid4(), report=a_report((0, 1))
        )
    video.delete()
    with pytest.raises(UnknownQuestion):
        watch(learner, lesson, (0, 1))


# In the page


def post(client, lesson, report=None, name="watch"):
    return client.post(
        reverse(f"courses:{name}", args=[lesson.pk, BLOCK]),
        {"report": json.dumps(report)} if report else {},
    )


def sent(*segments, **more):
    return {
        "session": str(uuid4()),
        "segments": segments,
        "position": segments[-1][1],
        "events": [],
    } | more


def test_the_page_shows_where_one_was_on_any_device(reader, learner, lesson):
    answer = post(reader, lesson, sent([0, 6], position=7.5))

    assert answer.json()["percent"] == 49
    html = text_of(reader.get(lesson.url))
    assert 'data-position="7.500000"' in html
    assert answer.json()["told"] in html
    assert "<video" in html
    assert "<track" in html
    assert "Eerst je leidinggevende, als dat kan." in html


def test_who_is_signed_out_is_told_and_nothing_is_lost(client, lesson):
    answer = post(client, lesson, sent([0, 6]))

    assert answer.status_code == 401
    assert not Watched.objects.exists()


def test_what_cannot_be_read_or_came_too_soon_is_refused(reader, lesson):
    assert post(reader, lesson, {"segments": 5}).status_code == 400
    lesson_of_hours(lesson)
    assert post(reader, lesson, sent([0, 6])).status_code == 200
    assert post(reader, lesson, sent([0, 900])).status_code == 429


def test_reading_works_without_scripts(reader, learner, lesson):
    html = text_of(reader.get(lesson.url))
    assert reverse("courses:read", args=[lesson.pk, BLOCK]) in html

    answer = post(reader, lesson, name="read")

    assert answer.status_code == 302
    assert in_(learner, lesson).is_completed
    html = text_of(reader.get(lesson.url))
    assert reverse("courses:read", args=[lesson.pk, BLOCK]) not in html


@pytest.mark.usefixtures("indexed")
def test_a_search_finds_a_lesson_by_what_is_said_in_it(lesson, video):
    assert [one.title for one in lessons_with("spreekbuis twijfelt")] == [lesson.title]
    assert [one.title for one in lessons_with("meldpunt")] == [lesson.title]
    assert lessons_with("olifant") == []
