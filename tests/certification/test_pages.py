"""Trajectories and what a trainer leads: publishing them, and looking at them."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from certification import operations
from certification.models import CertificateTerms, TrainerLedPage, TrajectoryPage
from courses.sessions.operations import enrol
from lms.content.exceptions import NotPublishable
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import LearningActivity
from lms.learning.rules import AllOf, AtLeast, Needs
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_trajectory_page, complete, parts_of
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses():
    return [an_activity(title=f"Cursus {letter}") for letter in "ABCD"]


@pytest.fixture
def page(courses):
    page = a_trajectory_page(
        groups=[("Kern", None, courses[:2]), ("Keuze", 1, courses[2:])], code="TR-01"
    )
    page.save_revision().publish()
    return TrajectoryPage.objects.get()


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


@pytest.fixture
def mandate():
    return MandateFactory()


def test_publishing_writes_activity_tree_and_terms(page, courses):
    activity = activity_of(page)

    assert (activity.kind, activity.form) == (ActivityKind.TRAJECTORY, Form.TRAJECTORY)
    assert (activity.code, activity.address) == ("TR-01", page.url)
    assert activity.is_listed
    assert learning.rule_of(activity.requirement_trees.get()) == AllOf(
        (
            AllOf(tuple(Needs(course.key) for course in courses[:2]), "Kern"),
            AtLeast(1, tuple(Needs(course.key) for course in courses[2:]), "Keuze"),
        )
    )
    assert activity.certificate_terms.validity_months == 36


def test_publishing_the_same_again_makes_no_new_version(page):
    page.save_revision().publish()

    assert activity_of(page).requirement_trees.count() == 1


def test_unpublishing_takes_it_off_the_offer_and_keeps_its_terms(page):
    page.unpublish()

    assert not activity_of(page).is_offered
    assert CertificateTerms.objects.count() == 1


def test_a_tree_that_nobody_can_complete_is_not_published(courses):
    page = a_trajectory_page(groups=[("Keuze", 5, courses)])

    with pytest.raises(NotPublishable):
        page.save_revision().publish()

    page.refresh_from_db()
    assert not page.live
    assert not LearningActivity.objects.filter(key=page.translation_key).exists()


def test_the_schedule_publishes_it_when_its_time_has_come(courses):
    page = a_trajectory_page(groups=[("Kern", None, courses)])
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert not LearningActivity.objects.filter(
        key=page.translation_key, is_offered=True
    ).exists()

    page.refresh_from_db()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")

    page.refresh_from_db()
    assert page.live
    assert activity_of(page).is_offered


@pytest.fixture
def editor(admin_user):
    return admin_user


def posted(page, courses, *, minimum="", action="action-publish"):
    return nested_form_data(
        {
            "title": "Traject",
            "slug": "traject",
            "summary": "",
            "subtitle": "",
            "body": streamfield([]),
            "validity_months": 36,
            "renewal_months": 6,
            "renewal_text": "",
            "layout": "attendance",
            "renewal_basis": "expiry",
            "after_expiry": "whole",
            "refresher": streamfield([]),
            "certificate_text": "{given_name} {number}",
            "code": "",
            "duration_minutes": 60,
            "requirements": streamfield(
                [
                    (
                        "group",
                        {
                            "title": "Keuze",
                            "introduction": "",
                            "rule": "at-least",
                            "amount": minimum,
                            "worth": "",
                            "parts": streamfield(
                                [
                                    ("activity", {"activity": course.pk, "worth": ""})
                                    for course in courses
                                ]
                            ),
                        },
                    )
                ]
            ),
            "comments": inline_formset([]),
            action: "yes",
        }
    )


def create_url():
    root = Page.objects.get(depth=2)
    return reverse(
        "wagtailadmin_pages:add", args=["certification", "trajectorypage", root.pk]
    )


def errors_in(response):
    return " ".join(re.findall(r"error[^<]*<[^>]*>([^<]+)", response.content.decode()))


def test_an_editor_builds_and_publishes_the_tree_in_the_admin(admin_client, courses):
    response = admin_client.post(create_url(), posted(None, courses, minimum=2))

    assert response.status_code == 302, errors_in(response)
    activity = activity_of(TrajectoryPage.objects.get())
    assert activity.requirement_trees.get().nodes.filter(minimum=2).exists()
    assert activity.certificate_terms.layout == "attendance"


@pytest.mark.parametrize("minimum", ["", "9"])
def test_the_editor_is_told_what_blocks(admin_client, courses, minimum):
    response = admin_client.post(create_url(), posted(None, courses, minimum=minimum))

    assert response.status_code == 200
    assert not TrajectoryPage.objects.exists()


@pytest.mark.parametrize("months", [36, 48])
def test_a_window_as_long_as_the_validity_is_refused(admin_client, courses, months):
    data = {**posted(None, courses, minimum=2), "renewal_months": months}

    response = admin_client.post(create_url(), data)

    assert response.status_code == 200
    assert "de vernieuwingsperiode moet korter zijn" in response.content.decode()
    assert not TrajectoryPage.objects.exists()


def test_an_activity_that_is_not_published_blocks_publishing_but_not_a_draft(
    admin_client, courses
):
    learning.withdraw_activity(courses[0].key)

    blocked = admin_client.post(create_url(), posted(None, courses, minimum=2))
    draft = admin_client.post(
        create_url(), posted(None, courses, minimum=2, action="action-nothing")
    )

    assert blocked.status_code == 200
    assert "Cursus A" in blocked.content.decode()
    assert draft.status_code == 302
    assert not TrajectoryPage.objects.get().live


def test_a_draft_can_be_previewed(admin_client, courses):
    page = a_trajectory_page(groups=[("Kern", None, courses)])
    page.save_revision()

    response = admin_client.get(
        reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    )

    assert "Cursus D" in response.content.decode()


def test_a_visitor_sees_what_it_takes_and_can_register(client, page):
    html = client.get(page.url).content.decode()

    assert all(f"Cursus {letter}" in html for letter in "ABCD")
    assert reverse("learning:join", args=[page.translation_key]) in html
    assert "path__item--done" not in html


def test_a_learner_sees_what_is_done_and_what_comes_next(
    client, page, courses, mandate
):
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    complete(mandate.person, courses[0], mandate=mandate)

    response = client.get(page.url)

    way = response.context["way"]
    assert way.next_step.activity == courses[1]
    assert (way.steps_done, way.steps_needed) == (1, 3)
    html = response.content.decode()
    assert html.count("path__item--done") == 1
    assert reverse("learning:leave", args=[page.translation_key]) in html
    assert reverse("learning:join", args=[page.translation_key]) not in html


def test_who_waits_for_a_day_is_not_told_that_all_is_done(client, mandate):
    day = a_date()
    page = a_trajectory_page(groups=[("Kern", None, [day.activity])])
    page.save_revision().publish()
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    client.force_login(mandate.person)
    assert "Bekijk wat deze stap vraagt" in client.get(page.url).content.decode()

    enrol(mandate.person, day.pk)
    html = client.get(page.url).content.decode()

    assert "Alles is gedaan" not in html
    assert "Nu is er niets te doen" in html
    # Above the way, in it, and in what is still missing.
    assert html.count(f"Je hebt een plaats op {day.day}") == 3


def test_electives_beyond_what_is_needed_do_not_count_twice(
    client, page, courses, mandate
):
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    for course in courses[2:]:
        complete(mandate.person, course, mandate=mandate)

    way = client.get(page.url).context["way"]

    assert way.steps_done == 1
    assert way.next_step.activity == courses[0]


def test_who_completed_it_finds_the_certificate(client, page, courses, mandate):
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    for course in courses[:3]:
        complete(mandate.person, course, mandate=mandate)
    completion = mandate.person.completions.get(activity=activity_of(page))
    certificate = operations.award(completion.pk)

    html = client.get(page.url).content.decode()

    assert certificate.get_absolute_url() in html


def test_people_stay_on_the_tree_they_began(client, page, courses, mandate):
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(page), mandate=mandate)
    del page.requirements[1]
    page.save_revision().publish()

    response = client.get(page.url)

    assert len(response.context["way"].groups) == 2
    assert response.context["is_older"]
    client.force_login(UserFactory())
    assert len(client.get(page.url).context["way"].groups) == 1


def cost_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_a_trajectory_costs_the_same_however_long_it_is(client, mandate):
    client.force_login(mandate.person)
    costs = []
    for size in (2, 12):
        page = a_trajectory_page(
            groups=[("Kern", None, [an_activity() for _ in range(size)])],
            title=f"Traject {size}",
        )
        page.save_revision().publish()
        learning.register(mandate.person, activity_of(page), mandate=mandate)
        complete(mandate.person, parts_of(activity_of(page))[0], mandate=mandate)
        costs.append(cost_of(client, page.url))

    assert costs[0] == costs[1]


@pytest.fixture
def session():
    page = TrainerLedPage(
        title="Dilemma’s begeleiden", duration_minutes=420, code="SES-06", live=False
    )
    Page.objects.get(depth=2).add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("form", "kind"),
    [(Form.SESSION, ActivityKind.SESSION), (Form.ASSIGNMENT, ActivityKind.ASSIGNMENT)],
)
def test_a_session_or_assignment_is_completed_by_a_trainer(session, form, kind):
    session.trainer_form = form
    session.save_revision().publish()

    activity = activity_of(session)
    assert (activity.form, activity.kind) == (form, kind)
    assert activity.trainer_completes


def test_a_session_says_how_it_stands(client, session, mandate):
    assert "/inschrijven/" in client.get(session.url).content.decode()
    client.force_login(mandate.person)
    learning.register(mandate.person, activity_of(session), mandate=mandate)

    html = client.get(session.url).content.decode()
    assert "/inschrijven/" not in html
    assert "/uitschrijven/" in html

    complete(mandate.person, activity_of(session), mandate=mandate)
    assert "state--done" in client.get(session.url).content.decode()
