"""What somebody who holds a certificate sees: its state, its dates, a button to renew."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from certification import operations
from certification.models import Certificate, TrajectoryPage
from lms.common import clock
from lms.content.exceptions import NotPublishable
from lms.learning import operations as learning
from lms.learning.enums import Purpose
from lms.learning.models import LearningActivity, Participation
from lms.learning.rules import AllOf, AtLeast, Needs
from tests.certification.test_pages import create_url, posted
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    a_certificate,
    a_group,
    a_trajectory_page,
    complete,
)
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.reporting.test_rows import rows_for

pytestmark = pytest.mark.django_db

EARNED = date(2026, 11, 20)
OPENS = date(2029, 5, 20)
LAST = date(2029, 11, 20)


def on(day, hour=10):
    return clock.at(datetime.combine(day, time(hour), tzinfo=clock.BRUSSELS))


@pytest.fixture
def courses():
    return [an_activity(title="De code"), an_activity(title="Wat is er nieuw?")]


@pytest.fixture
def page(courses):
    code, news = courses
    page = a_trajectory_page(
        groups=[("Kern", None, [code])],
        refresher=refresher(("Opfrissen", None, [code, news])),
    )
    page.save_revision().publish()
    return TrajectoryPage.objects.get()


def refresher(*groups):
    return [
        ("group", a_group(title, activities, minimum=minimum))
        for title, minimum, activities in groups
    ]


def as_posted(minimum, courses):
    return {
        "title": "Opfrissen",
        "introduction": "",
        "rule": "at-least",
        "amount": minimum,
        "worth": "",
        "parts": streamfield(
            [("activity", {"activity": one.pk, "worth": ""}) for one in courses]
        ),
    }


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


@pytest.fixture
def certificate(page):
    with on(EARNED):
        found = a_certificate(
            trajectory=activity_of(page), mandate=MandateFactory(valid_from=EARNED)
        )
    mail.outbox.clear()
    return found


@pytest.fixture
def learner(client, certificate):
    client.force_login(certificate.award.person)
    return certificate.award.person


def shown(client, page, day, hour=10):
    with on(day, hour):
        return " ".join(client.get(page.url).content.decode().split())


def test_publishing_writes_what_it_takes_to_renew(page, courses):
    trees = activity_of(page).requirement_trees

    assert learning.rule_of(trees.get(purpose=Purpose.RENEWAL)) == AllOf(
        (AllOf(tuple(Needs(course.key) for course in courses), "Opfrissen"),)
    )
    page.refresher = []
    page.save_revision().publish()
    assert not trees.filter(purpose=Purpose.RENEWAL, is_current=True).exists()
    assert trees.filter(purpose=Purpose.FIRST, is_current=True).count() == 1


def test_publishing_again_makes_no_new_version_of_either(page):
    page.save_revision().publish()

    assert activity_of(page).requirement_trees.count() == 2


def test_a_renewal_that_nobody_can_complete_is_not_published(courses):
    page = a_trajectory_page(
        groups=[("Kern", None, courses)],
        refresher=refresher(("Opfrissen", 3, courses)),
    )

    with pytest.raises(NotPublishable, match="Opfrissen"):
        page.save_revision().publish()


def test_an_editor_says_what_it_takes_to_renew(admin_client, courses):
    sent = posted(None, courses, minimum=1) | nested_form_data(
        {
            "refresher": streamfield([("group", as_posted(1, courses))]),
            "after_expiry": "renewal",
        }
    )
    response = admin_client.post(create_url(), sent)

    assert response.status_code == 302
    activity = activity_of(TrajectoryPage.objects.get())
    tree = activity.requirement_trees.get(purpose=Purpose.RENEWAL)
    assert learning.rule_of(tree) == AllOf(
        (AtLeast(1, tuple(Needs(course.key) for course in courses), "Opfrissen"),)
    )
    assert activity.certificate_terms.after_expiry == "renewal"


def test_the_editor_is_told_what_nobody_could_do_to_renew(admin_client, courses):
    sent = posted(None, courses, minimum=1) | nested_form_data(
        {"refresher": streamfield([("group", as_posted(5, courses[:1]))])}
    )
    response = admin_client.post(create_url(), sent)

    assert response.status_code == 200
    assert "vraagt 5 delen, maar er zitten er 1 in" in response.content.decode()
    assert not Page.objects.filter(title="Traject").exists()


def test_the_page_says_until_when_and_from_when(client, page, learner):
    before = shown(client, page, OPENS - timedelta(days=1), 23)

    assert "geldig tot en met 20 november 2029" in before
    assert "vernieuwen vanaf 20 mei 2029" in before
    assert "Begin met vernieuwen" not in before
    assert "Begin met vernieuwen" in shown(client, page, OPENS, 0)
    late = shown(client, page, LAST + timedelta(days=1), 0)
    assert "Je certificaat is vervallen" in late
    assert "Begin opnieuw" in late


def test_a_press_begins_the_renewal_and_shows_what_to_do_again(
    client, page, learner, courses
):
    activity = activity_of(page)
    with on(OPENS):
        response = client.post(
            reverse("certification:renew", args=[activity.key]), follow=True
        )
    html = " ".join(response.content.decode().split())

    assert response.redirect_chain == [(page.url, 302)]
    assert "0 van 2 stappen" in html
    assert html.count(">Doe dit opnieuw<") == 2  # the next step, and in the list
    with on(OPENS):
        join = reverse("learning:join", args=[courses[0].key])
        client.post(join, {"as": "trajectory"})
    assert ">Doe dit opnieuw<" not in shown(client, page, OPENS)
    with on(OPENS):
        for course in courses:
            complete(learner, course)
        operations.catch_up(clock.now())
    assert "geldig tot en met 20 november 2032" in shown(client, page, OPENS)
    assert Certificate.objects.count() == 2


def test_too_early_is_refused_in_a_sentence(client, page, learner):
    address = reverse("certification:renew", args=[activity_of(page).key])
    with on(EARNED):
        early = client.post(address, follow=True).content.decode()
        by_get = client.get(address, follow=True).content.decode()

    assert "Je kunt je certificaat vernieuwen vanaf 20 mei 2029." in early
    assert "Druk nog eens op de knop" in by_get
    assert not Participation.objects.renewing().exists()


def test_who_is_not_signed_in_signs_in_first(client, page, certificate):
    response = client.post(reverse("certification:renew", args=[activity_of(page).key]))

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_my_learning_says_it_too_and_has_the_button(client, page, learner):
    def dashboard(day):
        with on(day):
            return " ".join(client.get("/mijn-leren/").content.decode().split())

    assert "vernieuwen vanaf 20 mei 2029" in dashboard(EARNED)
    assert "Begin met vernieuwen" in dashboard(OPENS)
    assert "Begin opnieuw" in dashboard(LAST + timedelta(days=1))
    with on(OPENS):
        operations.turn(clock.now())
    under_way = dashboard(OPENS)
    assert "Je bent het aan het vernieuwen" in under_way
    assert "0 van 2 stappen" in under_way
    assert "Begin met vernieuwen" not in under_way


def test_who_came_too_late_to_renew_sees_the_whole_and_begins_anew(
    client, page, learner, courses
):
    with on(OPENS):
        operations.turn(clock.now())
    late = LAST + timedelta(days=1)

    html = shown(client, page, late)
    assert "Begin opnieuw" in html
    assert "Wat is er nieuw?" not in html
    with on(late):
        dashboard = " ".join(client.get("/mijn-leren/").content.decode().split())
        assert "Begin opnieuw" in dashboard
        assert "0 van 2 stappen" not in dashboard
        client.post(reverse("certification:renew", args=[activity_of(page).key]))
        complete(learner, courses[0])
        operations.catch_up(clock.now())

    assert Certificate.objects.get(award__cycle=2).valid_until == date(2032, 11, 21)


def test_whose_certificate_was_revoked_reads_so_and_can_begin_again(
    client, page, learner, certificate, courses
):
    with on(EARNED, 11):
        operations.revoke(certificate.pk, by=UserFactory(), reason="Vergissing")

    html = shown(client, page, EARNED, 11)
    assert "Je certificaat is ingetrokken" in html
    assert "wordt gemaakt" not in html
    with on(EARNED, 12):
        dashboard = client.get("/mijn-leren/").content.decode()
        assert "Begin opnieuw" in dashboard
        client.post(reverse("certification:renew", args=[activity_of(page).key]))
    assert "Je kunt het opnieuw behalen" not in shown(client, page, EARNED, 12)
    assert Participation.objects.of(learner).renewing().exists()


def test_hr_reads_each_cycle_in_a_row_and_which_has_expired(page, certificate, courses):
    learner = certificate.award.person
    entity = certificate.award.completion.entity
    hr = MandateFactory(
        entity=entity, role__slug="hr-verantwoordelijke", valid_from=EARNED
    ).person
    with on(OPENS):
        operations.turn(clock.now())

    def row(day):
        with on(day, 22):
            found = rows_for(hr, day, activity=page.translation_key)
        return [(one.status, str(one.geldig_tot or "")) for one in found]

    assert row(OPENS) == [("voltooid", "2029-11-20"), ("ingeschreven", "")]
    with on(LAST):
        for course in courses:
            complete(learner, course)
        operations.catch_up(clock.now())
    assert row(LAST) == [("voltooid", "2029-11-20"), ("voltooid", "2032-11-20")]
    assert row(LAST + timedelta(days=1)) == [
        ("vervallen", "2029-11-20"),
        ("voltooid", "2032-11-20"),
    ]
