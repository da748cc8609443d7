"""From a page to its story: values, principles and media are looked up, as often for any size."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dilemmas.editor.drafts import draft_of
from dilemmas.graph import Code, check
from dilemmas.models import Flag, ScenarioPage, Value
from lms.content.exceptions import NotPublishable
from lms.content.models import Video
from lms.learning.enums import Facet
from lms.learning.models import Term
from tests.factories.dilemmas import a_scenario, fork

pytestmark = pytest.mark.django_db


def a_video(**fields) -> Video:
    return Video.objects.create(
        title="Het gesprek",
        file="videos/gesprek.mp4",
        **{"captions": "captions/gesprek.vtt", "transcript": "<p>Dag.</p>", **fields},
    )


def showing(*videos: Video, middle: int = 0) -> ScenarioPage:
    """A draft whose scenes each show one of the videos."""
    scenes = fork(middle=middle)
    for number, scene in enumerate(scenes):
        scene.body = [
            *scene.body.get_prep_value(),
            {"type": "video", "value": {"video": videos[number % len(videos)].pk}},
        ]
    page = a_scenario(scenes=scenes, publish=False)
    page.save_revision()
    return page


def codes(page: ScenarioPage) -> list[Code]:
    return [finding.code for finding in check(draft_of(page))]


def test_a_video_with_captions_and_a_transcript_blocks_nothing():
    assert codes(showing(a_video())) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"captions": ""}, Code.NO_CAPTIONS),
        ({"transcript": "<p>\xa0 </p>"}, Code.NO_TRANSCRIPT),
        ({"transcript": ""}, Code.NO_TRANSCRIPT),
    ],
)
def test_a_video_that_somebody_cannot_hear_keeps_a_dilemma_from_being_published(
    fields, expected
):
    page = showing(a_video(), a_video(**fields))

    assert codes(page) == [expected]
    with pytest.raises(NotPublishable):
        page.latest_revision.publish()


def test_a_video_that_is_gone_breaks_no_check():
    video = a_video()
    page = showing(video)
    Video.objects.filter(pk=video.pk).delete()

    assert codes(page) == []


def test_a_draft_costs_as_many_queries_whatever_it_shows():
    costs = []
    for middle in (2, 40):
        page = showing(*(a_video() for _ in range(middle)), middle=middle)
        page = ScenarioPage.objects.select_related("latest_revision").get(pk=page.pk)
        with CaptureQueriesContext(connection) as queries:
            draft_of(page)
        costs.append(len(queries))

    assert costs == [2, 2]  # values with their principles, videos


def test_the_principles_of_a_page_come_with_the_values_that_stand_for_them():
    told, silent, theme = (
        Term.objects.create(facet=facet, slug=name.lower(), name=name)
        for facet, name in (
            (Facet.PRINCIPLE, "Objectiviteit"),
            (Facet.PRINCIPLE, "Spreekrecht"),
            (Facet.THEME, "Geschenken"),
        )
    )
    page = a_scenario(publish=False)
    Value.objects.filter(slug="openheid").update(principle=told)
    Value.objects.create(slug="moed", name="Moed", principle=told)
    page.terms = [told, silent, theme]

    story = page.story

    assert story.principles == {"Objectiviteit": ["moed", "openheid"]}
    assert set(story.values) == {"openheid", "collegialiteit"}


def test_the_command_line_tells_conditions_too_and_fails():
    flag, scenes = Flag(name="Nadia weet ervan"), fork()
    scenes[0].choices.all()[0].condition = [{"flag": str(flag.key), "on": True}]
    page = a_scenario(scenes=scenes, publish=False, flags=[flag])
    page.save_revision()
    said = io.StringIO()

    with pytest.raises(CommandError, match="1 of these"):
        call_command("lint_scenario", page.slug, stdout=said)

    assert (
        "!  In “De mand” vraagt de keuze “Ik zeg het meteen.” dat “Nadia weet ervan” "
        "klopt, maar geen enkele keuze zorgt daarvoor." in said.getvalue()
    )
