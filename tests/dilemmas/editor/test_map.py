"""The map of a scenario, its draft played from any scene, and the checks on the command line."""

import io
import re
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dilemmas.editor.views import HINTS_SHOWN
from dilemmas.models import Play, ScenarioPage
from lms.accounts.enums import PlatformGroup
from lms.learning.models import Participation
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, a_scene, fork

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


def map_of(client, page):
    return client.get(reverse("dilemmas_map", args=[page.pk]))


def scene_of(page, title):
    return next(scene for scene in page.scenes.all() if scene.title == title)


def test_the_form_of_a_scenario_leads_to_its_map(client, page):
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert reverse("dilemmas_map", args=[page.pk]) in form.content.decode()


def test_the_map_draws_every_scene_and_tells_it_in_a_list(client, page):
    html = map_of(client, page).content.decode()

    for scene in page.scenes.all():
        assert f'id="node-{scene.key}"' in html
        assert f'<li id="scene-{scene.key}"' in html
        assert scene.title in html
    assert len(re.findall(r'<path d="M\d+ \d+C', html)) == 2
    start = scene_of(page, "De mand")
    leads_to = re.search(rf'id="node-{start.key}" data-leads-to="([^"]*)"', html)[1]
    assert len(leads_to.split()) == 2


def test_the_draft_is_drawn_with_what_the_checks_say_at_its_scene(client, page):
    lost = a_scene("Verdwaald", ("Ik wacht.", uuid4()))
    page.scenes.add(lost)
    page.save_revision()

    response = map_of(client, page)

    rows, notes = response.context["rows"], response.context["notes"]
    row = next(row for row in rows if f'id="scene-{lost.key}"' in row)
    # Nothing leads there, and it leads nowhere.
    assert row.count("scenario-notes__fault") == 2
    assert "scenario-notes__hint" in row
    assert notes.fault_count == 2
    assert all("__fault" not in other for other in rows if other is not row)
    assert f'href="../scene/{lost.key}/#id_choices-0-target"' in (
        response.content.decode()
    )
    assert ScenarioPage.objects.get(pk=page.pk).scenes.count() == 3  # not published


def test_what_is_worth_a_second_look_is_listed_above_the_map(client, trainer):
    page = a_scenario(scenes=fork(middle=2 * HINTS_SHOWN))
    html = map_of(client, page).content.decode()

    listed = re.search(
        r"<details class=.scenario-map-page__hints.*?</details>", html, re.S
    )
    leads = re.findall(r'<a href="([^"]+)">', listed[0])
    assert len(leads) == HINTS_SHOWN
    assert all("/scene/" in lead and "#" in lead for lead in leads)
    assert "nog 31, bij de scènes zelf" in listed[0]

    page.values = []
    page.save_revision()
    html = map_of(client, page).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "nog geen enkele waarde op het spel" in html
    assert f'<a href="{edit}#id_values">' in html


def test_acts_fold_to_one_box_and_unfold_again(client, trainer):
    scenes = fork(middle=3)
    for scene in scenes[1:3]:
        scene.act = "De dag erna"
    page = a_scenario(scenes=scenes)

    folded = client.get(
        reverse("dilemmas_map", args=[page.pk]), {"dicht": "De dag erna"}
    ).content.decode()
    open_ = map_of(client, page).content.decode()

    assert "De dag erna: 2 scènes, dichtgevouwen" in folded
    assert f'id="node-{scenes[1].key}"' not in folded
    assert f'<li id="scene-{scenes[1].key}"' in folded  # the list holds them all
    assert f'id="node-{scenes[1].key}"' in open_
    assert "?dicht=De+dag+erna" in open_


@pytest.mark.parametrize(("stated", "is_told"), [(20, True), (10, False)])
def test_a_duration_far_from_the_reading_time_is_told_beside_it(
    client, page, stated, is_told
):
    page.duration_minutes = stated
    page.save_revision()

    html = map_of(client, page).content.decode()

    there = reverse("wagtailadmin_pages:edit", args=[page.pk])
    told = f'{there}#id_duration_minutes">Op de pagina staat {stated} minuten.</a>'
    assert "Lezen duurt een minuut" in html
    assert (told in html) is is_told
    form = client.get(there).content.decode()
    assert 'id="id_duration_minutes"' in form
    assert "dilemmas/page_form.js" in form  # which brings the field into sight


def test_an_empty_scenario_has_a_map_that_says_what_to_do(client, trainer):
    page = a_scenario(scenes=[], publish=False)

    response = map_of(client, page)

    assert response.status_code == 200
    html = response.content.decode()
    assert "Er is nog geen scène. Begin met de eerste" in html
    assert "Te herstellen" not in html  # what is not begun is no fault


def test_playing_the_draft_shows_what_a_choice_brings_and_records_nothing(client, page):
    before = StoredStatement.objects.count()
    start = scene_of(page, "De mand")
    address = reverse("dilemmas_play_draft", args=[page.pk, start.key])
    first = client.get(address).content.decode()
    onward = re.search(r'class="choice-button" href="([^"#]+)', first)[1]

    second = client.get(onward.replace("&amp;", "&")).content.decode()

    assert "Gevolg van Ik zeg het meteen." in second
    assert "Wat het kostte" in second
    assert "Wat neem je mee?" in second
    assert not Play.objects.exists()
    assert not Participation.objects.exists()
    assert StoredStatement.objects.count() == before


def test_a_choice_of_a_draft_that_leads_nowhere_says_so(client, page):
    lost = a_scene("Verdwaald", ("Ik wacht.", uuid4()))
    page.scenes.add(lost)
    page.save_revision()

    html = client.get(
        reverse("dilemmas_play_draft", args=[page.pk, lost.key])
    ).content.decode()

    assert "leidt nergens naartoe" in html


@pytest.mark.parametrize("scene", ["", "geen-scene", str(UUID(int=7))])
def test_what_is_no_scene_is_not_found(client, page, scene):
    assert client.get(f"/beheer/dilemmas/{page.pk}/spelen/{scene}/").status_code == 404


@pytest.mark.parametrize("name", ["dilemmas_map", "dilemmas_play_draft"])
def test_who_may_not_write_a_scenario_sees_no_draft(client, page, name):
    stranger = UserFactory()
    stranger.groups.add(Group.objects.get(name=PlatformGroup.FACILITATORS))
    client.force_login(stranger)
    scene = [scene_of(page, "De mand").key] if name == "dilemmas_play_draft" else []

    response = client.get(reverse(name, args=[page.pk, *scene]))

    assert response.status_code in (302, 403)
    assert "De mand" not in response.content.decode()


def test_the_map_costs_the_same_number_of_queries_however_many_scenes(client, trainer):
    costs = []
    for middle in (2, 60):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        map_of(client, page)
        with CaptureQueriesContext(connection) as queries:
            map_of(client, page)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def lint(page):
    said = io.StringIO()
    call_command("lint_scenario", page.slug, stdout=said)
    return said.getvalue()


def test_a_sound_scenario_passes_on_the_command_line(page):
    assert lint(page).strip().endswith("3 scenes, 1 to 1 minutes.")


def test_the_command_line_says_what_blocks_and_fails(page, capsys):
    page.scenes.add(a_scene("Verdwaald", ("Ik wacht.", uuid4())))
    page.save_revision()

    with pytest.raises(CommandError, match="2 of these"):
        lint(page)
    with pytest.raises(CommandError, match="no dilemma"):
        call_command("lint_scenario", "bestaat-niet")
