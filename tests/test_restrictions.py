"""Pages that an editor closed to visitors stay closed, whoever serves them."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from certification.models import TrainerLedPage
from courses.models import Answer, ReflectionNote
from lms.content import restrictions
from lms.learning import operations as learning
from lms.learning.models import LearningActivity, Participation
from tests.factories.accounts import UserFactory
from tests.factories.assignments import an_assignment
from tests.factories.certification import a_trajectory_page
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    an_id,
    lessons_of,
    publish,
)
from tests.factories.dilemmas import a_scenario, an_ended_play, an_umbrella
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory
from tests.factories.site import a_content_page, a_site

pytestmark = pytest.mark.django_db

SECRET = "Wat niemand mag lezen"


def a_page(kind):
    if kind == "home":
        return a_site()[0]
    if kind == "catalogue":
        return a_site()[1]
    if kind == "scenario":
        return a_scenario()
    if kind == "umbrella":
        return an_umbrella()
    if kind == "trajectory":
        page = a_trajectory_page(groups=[("Kern", None, [an_activity()])])
        return publish(page)
    if kind == "trainer-led":
        page = TrainerLedPage(title="Een sessie", duration_minutes=60, live=False)
        Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
        return publish(page)
    if kind == "assignment":
        return an_assignment()
    course = a_course([a_text()])
    return course if kind == "course" else lessons_of(course)[0]


ACTIVITIES = ["course", "scenario", "trajectory", "trainer-led", "assignment"]
PAGES = ["home", "catalogue", "lesson", "umbrella", *ACTIVITIES]


def close(page, kind=PageViewRestriction.LOGIN, *groups, **fields):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, **fields
    )
    restriction.groups.set(groups)
    return restriction


def close_to_all_but(page, name="Ingewijden"):
    group = Group.objects.create(name=name)
    close(page, PageViewRestriction.GROUPS, group)
    return group


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_for_who_signs_in_is_not_shown_to_a_visitor(client, kind):
    page = a_page(kind)
    address = page.get_url()
    assert client.get(address).status_code in (200, 302)

    close(page)

    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


# The forms of a lesson


@pytest.fixture
def learner(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def lesson(learner):
    course = a_course(
        [a_text(f"<p>{SECRET}</p>"), a_question(), a_reflection()], title="Besloten"
    )
    learning.register(learner, activity_of(course))
    return lessons_of(course)[0]


def forms_of(lesson):
    return [
        reverse("courses:answer", args=[lesson.pk, an_id("vraag")]),
        reverse("courses:note", args=[lesson.pk, an_id("eigen-dienst")]),
        reverse("courses:complete", args=[lesson.pk]),
    ]


@pytest.mark.parametrize("number", range(3))
def test_the_forms_of_a_closed_lesson_show_nothing_and_keep_nothing(
    client, learner, lesson, number
):
    close_to_all_but(lesson.get_parent().get_parent())

    # An answer without a choice, and a note that is too long: refused with the lesson.
    response = client.post(forms_of(lesson)[number], {"text": "veel " * 1200})

    assert (response.status_code, response.url) == (302, lesson.url)
    assert client.get(lesson.url).url.startswith("/accounts/login/")
    assert not Answer.objects.exists()
    assert not ReflectionNote.objects.exists()
    assert not Participation.objects.filter(activity=activity_of(lesson)).exists()


def test_a_form_that_was_kept_while_signing_in_tells_nothing_of_a_closed_lesson(
    client, learner, lesson
):
    client.get(lesson.url)
    mark = client.get(lesson.url).context["mark"]
    client.logout()
    client.post(
        forms_of(lesson)[0],
        {"for": mark, "key": str(uuid4()), "answer": str(an_id("vraag", "a"))},
    )
    close_to_all_but(lesson.get_parent().get_parent())
    client.force_login(learner)

    assert client.get(reverse("courses:resend")).url == "/mijn-leren/"


def test_who_belongs_to_the_group_goes_on(client, learner, lesson):
    learner.groups.add(close_to_all_but(lesson.get_parent().get_parent()))

    response = client.post(
        forms_of(lesson)[0],
        {"answer": str(an_id("vraag", "a")), "key": str(uuid4())},
    )

    assert "#vraag-" in response.url
    assert Answer.objects.exists()


# A dilemma that is played


@pytest.fixture
def scenario():
    return a_scenario(title="Besloten dilemma")


def test_a_closed_dilemma_cannot_be_begun(client, learner, scenario):
    close_to_all_but(scenario)

    response = client.post(reverse("dilemmas:begin", args=[scenario.translation_key]))

    assert response.url == scenario.url
    assert not Participation.objects.exists()


@pytest.mark.parametrize("address", ["dilemmas:play", "dilemmas:note"])
@pytest.mark.parametrize("way", ["get", "post"])
def test_a_play_of_a_closed_dilemma_leads_to_its_page(
    client, learner, scenario, address, way
):
    play = an_ended_play(scenario, learner=learner)
    close_to_all_but(scenario.get_parent())

    response = getattr(client, way)(reverse(address, args=[play.key]), {"text": "x"})

    if (address, way) == ("dilemmas:note", "get"):
        # To where the play is, which then leads on.
        response = client.get(response.url)
    assert (response.status_code, response.url) == (302, scenario.url)
    assert not hasattr(type(play).objects.get(), "note")


# Joining


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize("kind", ACTIVITIES)
def test_what_is_closed_cannot_be_joined(client, learner, kind, way):
    page = a_page(kind)
    address = reverse("learning:join", args=[page.translation_key])
    group = close_to_all_but(page)

    assert getattr(client, way)(address).status_code == 404
    assert not Participation.objects.exists()

    learner.groups.add(group)
    assert client.get(address).status_code == 200


def test_a_visitor_who_joins_what_is_closed_signs_in_first(client):
    page = a_page("course")
    close(page)

    address = reverse("learning:join", args=[page.translation_key])

    assert client.get(address).url.startswith("/accounts/login/")


# Lists


@pytest.fixture
def site():
    home, catalogue = a_site()
    a_course(
        [a_text()], slug="besloten", title="Besloten", summary=SECRET, parent=catalogue
    )
    a_course([a_text()], slug="open", title="Voor iedereen", parent=catalogue)
    return home, catalogue


def closed_course(site):
    return site[1].get_children().get(slug="besloten")


LISTS = ["/", "/aanbod/", "/aanbod/?q=besloten", "/sitemap.xml"]


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("address", LISTS)
def test_lists_leave_out_what_is_closed_to_who_asks(client, site, address):
    page = closed_course(site)
    words = [page.url] if address.endswith("xml") else ["Besloten", SECRET]
    assert words[0] in client.get(address).content.decode()

    group = close_to_all_but(page)

    html = client.get(address).content.decode()
    assert not any(word in html for word in words)
    if not address.endswith("xml"):
        insider = UserFactory()
        insider.groups.add(group)
        client.force_login(insider)
        assert words[0] in client.get(address).content.decode()


def test_the_catalogue_follows_at_once_while_it_remembers(client, site, settings):
    settings.SITE_KNOWN_FOR = 60
    page = closed_course(site)
    assert "Besloten" in client.get("/aanbod/").content.decode()

    restriction = close(page)
    restrictions.forget()  # what the commit does
    assert "Besloten" not in client.get("/aanbod/").content.decode()

    restriction.delete()
    restrictions.forget()
    assert "Besloten" in client.get("/aanbod/").content.decode()


def test_changing_a_restriction_forgets_what_was_remembered(
    site, settings, rf, django_capture_on_commit_callbacks
):
    settings.SITE_KNOWN_FOR = 60
    request = rf.get("/")
    request.user = UserFactory()
    page = closed_course(site)
    assert restrictions.closed_keys(request) == frozenset()

    with django_capture_on_commit_callbacks(execute=True):
        group = close_to_all_but(page)
    assert page.translation_key in restrictions.closed_keys(request)

    request.user = UserFactory()
    request.user.groups.add(group)
    assert restrictions.closed_keys(request) == frozenset()


def test_who_gave_the_password_finds_it_in_the_catalogue(client, site):
    page = closed_course(site)
    restriction = close(page, PageViewRestriction.PASSWORD, password="sesam")
    assert "Besloten" not in client.get("/aanbod/").content.decode()

    address = reverse(
        "wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk]
    )
    client.post(address, {"password": "sesam", "return_url": page.url})

    assert "Besloten" in client.get("/aanbod/").content.decode()


def test_a_closed_page_is_not_named_on_the_home_page(client, site):
    page = a_content_page(
        site[0], "besloten-tekst", title="Voor collega’s", show_in_menus=True
    )
    assert "Voor collega’s" in client.get("/").content.decode()

    close(page)

    assert "Voor collega’s" not in client.get("/").content.decode()


def test_what_is_closed_is_not_recommended(client, site):
    mandate = MandateFactory(role=RoleFactory())
    client.force_login(mandate.person)
    page = closed_course(site)
    activity_of(page).roles.add(mandate.role)
    assert "Besloten" in client.get("/mijn-leren/").content.decode()

    close_to_all_but(page)

    assert "Besloten" not in client.get("/mijn-leren/").content.decode()


def test_the_list_of_dilemmas_leaves_out_what_is_closed(client, scenario):
    close(scenario)

    html = client.get(scenario.get_parent().url).content.decode()

    assert "Besloten dilemma" not in html


def test_lists_cost_the_same_however_much_is_closed(client, site, settings, learner):
    settings.SITE_KNOWN_FOR = 100_000  # longer than the slowest run

    def cost():
        client.get("/aanbod/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/aanbod/")
        return len(queries)

    free = cost()
    costs = []
    for number in range(6):
        course = a_course(
            [a_text()], slug=f"dicht-{number}", title=f"Dicht {number}", parent=site[1]
        )
        close_to_all_but(course, name=f"Groep {number}")
        restrictions.forget()
        costs.append(cost())

    assert len(set(costs)) == 1
    assert costs[0] <= free + 2  # the groups of the person, and what is closed
