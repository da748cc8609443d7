"""Nested trajectories: the editor's findings, whom a change touches, and the way."""

import json
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Revision

from certification.drafted import found_in
from certification.findings import tell
from certification.models import TrajectoryPage
from lms.content.exceptions import NotPublishable
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from lms.learning.rules import AllOf, AtLeast, Hours, Needs, Points, Worth
from tests.factories.accounts import UserFactory, who_may
from tests.factories.certification import a_group, a_trajectory_page, complete
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses():
    return [
        an_activity(title=f"Cursus {letter}", duration_minutes=minutes)
        for letter, minutes in zip("ABCD", (60, 45, 30, 15), strict=True)
    ]


@pytest.fixture
def mandate():
    return MandateFactory()


def a_nested_page(*groups, publish=True, **fields):
    page = a_trajectory_page(groups=[], **fields)
    page.requirements = [("group", group) for group in groups]
    revision = page.save_revision()
    if publish:
        revision.publish()
    return TrajectoryPage.objects.get(pk=page.pk)


@pytest.fixture
def page(courses):
    first, second, third, fourth = courses
    return a_nested_page(
        a_group("Kern", [first], introduction="Voor iedereen."),
        a_group(
            "Uren",
            [first, a_group("Samen", [second, third])],
            minimum=100,
            rule="hours",
        ),
        a_group("Punten", [(third, 2), (fourth, 3)], minimum=3, rule="points"),
    )


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def test_a_nested_draft_becomes_the_rule_that_it_says(page, courses):
    first, second, third, fourth = (Needs(course.key) for course in courses)

    tree = activity_of(page).requirement_trees.get()

    assert learning.rule_of(tree) == AllOf(
        (
            AllOf((first,), "Kern"),
            Hours(100, (first, AllOf((second, third), "Samen")), "Uren"),
            Points(3, (Worth(2, third), Worth(3, fourth)), "Punten"),
        )
    )


def told(*groups):
    page = a_nested_page(*groups, publish=False).get_latest_revision_as_object()
    plans = page.plans()
    return [one.text for one in tell(found_in(page.translation_key, plans), plans)]


def test_what_blocks_is_told_with_its_numbers(courses):
    assert told(a_group("Uren", courses, minimum=200, rule="hours")) == [
        "“Uren” vraagt 200 minuten, maar alles samen duurt 150 minuten."
    ]
    assert told(a_group("Dubbel", [courses[0], courses[0]])) == [
        "In “Dubbel” staat “Cursus A” twee keer."
    ]


def test_what_blocks_is_not_published(courses):
    with pytest.raises(NotPublishable, match="Leeg"):
        a_nested_page(a_group("Kern", courses), a_group("Leeg", []))


def test_a_trajectory_in_itself_is_refused(page, courses):
    around = a_nested_page(
        a_group("Kern", [activity_of(page)]), title="Eromheen", slug="eromheen"
    )
    page.requirements = [("group", a_group("Kern", [activity_of(around)]))]

    with pytest.raises(NotPublishable, match="Eromheen"):
        page.save_revision().publish()


def test_an_activity_in_two_places_is_advice_that_keeps_nothing(page):
    (one,) = [one for one in page.told() if "Cursus A" in one.text]

    assert not one.is_error
    assert page.live


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editor_reads_findings_and_whom_a_change_touches(
    admin_client, page, courses, mandate
):
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    page.requirements = [("group", a_group("Te veel", courses[:2], minimum=3))]
    page.save_revision()

    html = admin_client.get(edit_url(page)).content.decode()

    assert "“Te veel” vraagt 3 delen, maar er zitten er 2 in." in html
    assert "1 persoon is onderweg." in html
    assert "blijft deze persoon op de versie" in html
    assert mandate.person.last_name not in html


def versions_url(page):
    return reverse("certification_versions", args=[page.pk])


@pytest.fixture
def changed(page, courses, mandate):
    """Somebody is under way, and the trajectory asks for something else since."""
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    complete(mandate.person, courses[1], mandate=mandate)
    page.requirements = [("group", a_group("Nieuw", [courses[1]]))]
    page.save_revision().publish()
    return page


def test_a_coordinator_moves_somebody_with_a_reason(admin_client, changed, mandate):
    way = mandate.person.participations.get(activity=activity_of(changed))
    editor = admin_client.get(edit_url(changed)).content.decode()
    assert versions_url(changed) in editor
    assert (
        mandate.person.last_name
        in admin_client.get(versions_url(changed)).content.decode()
    )

    refused = admin_client.post(versions_url(changed), {"person": way.pk})
    moved = admin_client.post(
        versions_url(changed), {"person": way.pk, "reason": "Korter"}, follow=True
    )

    assert refused.status_code == 400
    assert "voldeed al aan de versie van vandaag" in moved.content.decode()
    way.refresh_from_db()
    assert way.is_completed
    assert way.moves.get().reason == "Korter"


def test_everybody_can_be_moved_at_once(admin_client, changed):
    nobody = admin_client.post(versions_url(changed), {"reason": "Korter"})
    response = admin_client.post(
        versions_url(changed), {"everybody": "yes", "reason": "Korter"}, follow=True
    )

    assert nobody.status_code == 400
    assert "1 persoon is verplaatst" in response.content.decode()


def test_a_coordinator_of_another_trajectory_moves_nobody(client, changed, mandate):
    client.force_login(who_may("move_participation"))

    response = client.post(
        versions_url(changed), {"everybody": "yes", "reason": "Korter"}
    )

    assert response.status_code in (302, 403)
    assert not mandate.person.participations.filter(moves__isnull=False).exists()


def test_a_trainer_moves_nobody(client, changed):
    client.force_login(UserFactory())

    assert client.get(versions_url(changed)).status_code in (302, 403)


def follow_page(client, page, mandate):
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(page), mandate=mandate)


def test_the_way_says_what_is_missing_in_every_group(client, page, courses, mandate):
    follow_page(client, page, mandate)
    complete(mandate.person, courses[0], mandate=mandate)

    html = " ".join(client.get(page.url).content.decode().split())

    assert "Waarom ben ik nog niet klaar?" in html
    assert "Je hebt 1 uur. Je hebt nog 40 minuten nodig." in html
    assert "Je hebt 0 punten. Je hebt nog 3 punten nodig." in html
    assert "telt dubbel" in html
    assert "Voor iedereen." in html


def test_what_lies_in_a_part_that_is_done_is_no_longer_asked(client, courses, mandate):
    inner = a_group("Samen", [courses[1], a_group("Dieper", courses[2:])])
    page = a_nested_page(
        a_group("Kies", [courses[0], inner], minimum=1),
        a_group("Nog", [courses[3]]),
    )
    follow_page(client, page, mandate)
    before = client.get(page.url).content.decode()
    complete(mandate.person, courses[0], mandate=mandate)

    html = client.get(page.url).content.decode()

    assert before.count("Je hebt nog 2 onderdelen nodig.") == 2
    assert html.count("Je hebt nog 2 onderdelen nodig.") == 0
    assert html.count("Dit deel heb je niet meer nodig.") == 2


def test_the_way_names_the_evidence(client, page, courses, mandate):
    follow_page(client, page, mandate)
    learning.exempt(
        mandate.person,
        courses[0],
        by=UserFactory(),
        at=learning.register(mandate.person, courses[1]).registered_at,
        reason="Elders gevolgd",
        proof=learning.Proof(text="attest"),
    )
    part = mandate.person.participations.get(activity=activity_of(page))
    part.due_on = date(2031, 3, 14)
    part.save()

    html = client.get(page.url).content.decode()

    assert "Vrijstelling sinds" in html
    assert "uiterlijk op 14 maart 2031" in html
    assert "attest" not in html
    assert "Elders gevolgd" not in html


def test_hours_and_points_are_met_by_the_shortest_way(client, page, courses, mandate):
    follow_page(client, page, mandate)
    way = client.get(page.url).context["way"]

    assert way.steps_needed == 1 + 2 + 1
    for course in courses[:2]:
        complete(mandate.person, course, mandate=mandate)
    complete(mandate.person, courses[3], mandate=mandate)

    way = client.get(page.url).context["way"]
    assert (way.is_met, way.steps_done) == (True, 4)


def cost_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_the_way_costs_the_same_however_deep_and_long(client, mandate):
    client.force_login(mandate.person)
    costs = []
    for size in (2, 12):
        parts = [an_activity() for _ in range(size)]
        deep = a_group("Diep", [a_group("Dieper", parts)])
        page = a_nested_page(a_group("Kern", [*parts, deep]), title=f"Traject {size}")
        learning.register(mandate.person, activity_of(page), mandate=mandate)
        complete(mandate.person, parts[0], mandate=mandate)
        costs.append(cost_of(client, page.url))

    assert costs[0] == costs[1]


def test_editing_costs_the_same_however_long_it_is(admin_client):
    costs = []
    for size in (2, 12):
        parts = [an_activity() for _ in range(size)]
        page = a_nested_page(a_group("Kern", parts), title=f"Traject {size}")
        costs.append(cost_of(admin_client, edit_url(page)))

    assert costs[0] == costs[1]


def test_earlier_drafts_are_rewritten_to_groups_in_a_stream(courses):
    page = a_trajectory_page(groups=[("Kern", None, courses)])
    revision = page.save_revision()
    content = {**revision.content}
    del content["requirements"]
    content["groups"] = [
        {
            "pk": None,
            "sort_order": 1,
            "title": "Keuze",
            "introduction": "Kies er een.",
            "rule": "at-least",
            "minimum": 1,
            "items": [
                {"pk": None, "sort_order": 1, "activity": courses[1].pk},
                {"pk": None, "sort_order": 0, "activity": courses[0].pk},
            ],
        },
        {
            "pk": None,
            "sort_order": 0,
            "title": "Kern",
            "introduction": "",
            "rule": "all",
            "minimum": None,
            "items": [{"pk": None, "sort_order": 0, "activity": courses[2].pk}],
        },
    ]
    Revision.objects.filter(pk=revision.pk).update(content=content)

    import_module("certification.migrations.0006_rules").move_history(apps, None)

    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    first, second, third, _fourth = (Needs(course.key) for course in courses)
    assert draft.rule() == AllOf(
        (AllOf((third,), "Kern"), AtLeast(1, (first, second), "Keuze"))
    )
    assert draft.introductions()["Keuze"] == "Kies er een."
    assert json.loads(Revision.objects.get(pk=revision.pk).content["requirements"])
