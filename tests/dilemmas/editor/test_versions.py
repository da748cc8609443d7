"""The published versions of a scenario, and what differs between them in words."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from dilemmas.editor.comparing import Mark, marked
from dilemmas.models import ScenarioPage, ScenarioVersion
from dilemmas.operations import withdraw_version
from lms.accounts.enums import PlatformGroup
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, a_scene, fork

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(trainer):
    return a_scenario()


def changed(page, edit, *, publish=True):
    """The page after an edit of its content, as a new revision."""
    page = ScenarioPage.objects.get(pk=page.pk)
    content = page.latest_revision.content
    edit(content)
    revision = page.with_content_json(content).save_revision()
    if publish:
        revision.publish()
    return ScenarioPage.objects.get(pk=page.pk)


def retitled(words):
    def edit(content):
        content["title"] = words

    return edit


def versions_of(client, page, **sides):
    return client.get(reverse("dilemmas_versions", args=[page.pk]), sides)


def told(response):
    """Scene title and sentence of every difference."""
    return [
        (chapter.title, one.sentence)
        for chapter in response.context["chapters"]
        for one in chapter.told
    ]


def test_what_was_never_published_has_no_versions(client, trainer):
    page = a_scenario(publish=False)

    html = versions_of(client, page).content.decode()

    assert "nog niet gepubliceerd" in html


def test_the_newest_is_compared_with_the_one_before_it(client, page):
    page = changed(page, retitled("De mand op het onthaal"))
    page = changed(page, retitled("De mand, laatste versie"))
    withdraw_version(ScenarioVersion.objects.get(number=2).pk)

    response = versions_of(client, page)

    html = response.content.decode()
    numbers = [row["version"].number for row in response.context["rows"]]
    assert numbers == [3, 2, 1]
    assert "ingetrokken op" in html
    assert told(response) == [("Het scenario als geheel", "Veranderd: de titel.")]
    assert re.search(r"<del>.*?op het onthaal", html)
    assert re.search(r"<ins>.*?laatste versie", html)


def test_any_two_can_be_compared(client, page):
    page = changed(page, retitled("Twee"))
    page = changed(page, retitled("De mand van de leverancier"))

    assert versions_of(client, page, van="1", naar="3").context["chapters"] == []
    assert versions_of(client, page, van="3", naar="2").context["chapters"]


def test_the_draft_is_compared_with_what_is_published(client, page):
    def edit(content):
        scene = content["scenes"][0]
        other = content["scenes"][1]["key"]
        scene["choices"][1]["target"] = other
        scene["choices"][1]["effects"] = [{"value": "openheid", "direction": "-"}]
        content["scenes"] = content["scenes"][:2]

    page = changed(page, edit, publish=False)

    response = versions_of(client, page)

    assert "Wat er verandert als je nu publiceert" in response.content.decode()
    assert told(response) == [
        (
            "De mand",
            "De keuze “Ik zwijg.” leidt nu naar “Wat het kostte”. Voordien was dat "
            "“Wat het opleverde”.",
        ),
        ("De mand", "Bij de keuze “Ik zwijg.” wijkt nu: openheid."),
        ("Wat het opleverde", "Deze scène is weg."),
    ]


def publishes(client, page, **sides):
    address = reverse("dilemmas_publish", args=[page.pk])
    return f'action="{address}"' in versions_of(client, page, **sides).content.decode()


def test_what_changes_now_can_be_published_there(client, page):
    page = changed(page, retitled("De mand op het onthaal"), publish=False)
    assert publishes(client, page)

    client.post(reverse("dilemmas_publish", args=[page.pk]))

    assert not publishes(client, page, van="2", naar="concept")
    assert ScenarioPage.objects.get(pk=page.pk).title == "De mand op het onthaal"


def test_two_versions_that_are_published_can_not_be(client, page):
    page = changed(page, retitled("Twee"))
    page = changed(page, retitled("Drie"), publish=False)

    assert publishes(client, page, naar="concept")
    assert not publishes(client, page, van="1", naar="2")
    assert not publishes(client, page, van="concept", naar="2")
    assert not publishes(client, page, van="1", naar="concept")


def test_what_holds_publishing_back_is_told_in_its_place(client, page):
    def edit(content):
        content["scenes"][0]["choices"][1]["target"] = None

    page = changed(page, edit, publish=False)

    assert not publishes(client, page)
    assert "#to-mend" in versions_of(client, page).content.decode()


def test_who_may_write_and_not_publish_is_offered_no_publishing(client, page):
    page = changed(page, retitled("Twee"), publish=False)
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()

    html = versions_of(client, page).content.decode()

    assert "Wat er verandert als je nu publiceert" in html
    assert not publishes(client, page)


def test_what_the_story_remembers_is_told_by_its_name(client, page):
    flag = "11111111-1111-1111-1111-111111111111"

    def edit(content):
        content["flags"] = [{"pk": None, "key": flag, "name": "Nadia weet ervan"}]
        choice = content["scenes"][0]["choices"][0]
        choice["sets"] = [{"flag": flag, "on": True}]
        choice["condition"] = [{"flag": flag, "on": False}]

    page = changed(page, edit, publish=False)

    sentences = [sentence for _, sentence in told(versions_of(client, page))]

    assert sentences == [
        "Het verhaal onthoudt nu ook: Nadia weet ervan.",
        "De keuze “Ik zeg het meteen.” is er nu alleen als dit niet waar is: "
        "Nadia weet ervan.",
        "Na de keuze “Ik zeg het meteen.” is dit nu waar: Nadia weet ervan.",
    ]


def test_a_new_scene_is_shown_with_its_text_and_its_choices(client, page):
    start = page.scenes.first()
    page.scenes.add(a_scene("Gang", ("Ik keer terug.", start.key), text="Stil is het."))
    page.save_revision()

    html = versions_of(client, page, van="1", naar="concept").content.decode()

    assert "Deze scène is nieuw." in html
    assert "Stil is het." in html
    assert "→ Ik keer terug." in html


@pytest.mark.parametrize("sides", [{"van": "9"}, {"naar": "x"}, {"van": "-1"}])
def test_a_version_that_is_none_is_not_found(client, page, sides):
    assert versions_of(client, page, **sides).status_code == 404


def test_versions_in_another_language_are_none_of_this_page(client, page):
    version = ScenarioVersion.objects.get()
    ScenarioVersion.objects.create(
        scenario=version.scenario,
        language="fr",
        number=7,
        start=version.start,
        graph=version.graph,
        published_at=version.published_at,
    )

    rows = versions_of(client, page).context["rows"]

    assert [row["version"].language for row in rows] == ["nl"]


@pytest.mark.parametrize(
    "group", [None, PlatformGroup.FACILITATORS, PlatformGroup.COORDINATORS]
)
def test_who_may_not_write_a_scenario_compares_nothing(client, page, group):
    stranger = UserFactory()
    if group:
        stranger.groups.add(Group.objects.get(name=group))
    client.force_login(stranger)

    response = versions_of(client, page)

    assert response.status_code in (302, 403)
    assert "De mand" not in response.content.decode()


def test_comparing_costs_the_same_however_many_scenes_and_versions(client, trainer):
    costs = []
    for middle, more in ((2, 1), (30, 4)):
        page = a_scenario(title=str(middle), scenes=fork(middle=middle))
        for number in range(more):
            page = changed(page, retitled(f"{middle} {number}"))
        versions_of(client, page)
        with CaptureQueriesContext(connection) as queries:
            versions_of(client, page)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_words_that_changed_are_marked_and_a_text_anew_is_shown_whole():
    pieces = marked("Een mand staat er.", "Een grote mand staat er.")
    anew = marked("Een mand staat er.", "Niemand zegt nog iets vandaag.")

    assert [(piece.mark, piece.text) for piece in pieces] == [
        (Mark.KEPT, "Een "),
        (Mark.CAME, "grote "),
        (Mark.KEPT, "mand staat er."),
    ]
    assert [piece.mark for piece in anew] == [Mark.WENT, Mark.CAME]
