"""What a coordinator reads while writing a trajectory, and before anything is lost by it."""

import pytest
from django.urls import reverse

from certification.models import TrainerLedPage, TrajectoryPage
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from tests.factories.accounts import UserFactory
from tests.factories.certification import a_group, a_trajectory_page, complete
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses():
    return [an_activity(title=f"Cursus {letter}") for letter in "ABC"]


@pytest.fixture
def page(courses):
    page = a_trajectory_page(groups=[("Kern", None, courses[:2])])
    page.refresher = [("group", a_group("Opfrissing", courses[2:]))]
    page.save_revision().publish()
    return TrajectoryPage.objects.get(pk=page.pk)


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def editor(client, page):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return " ".join(html.content.decode().split())


def renew(page):
    learner = MandateFactory().person
    return learning.begin_again(
        learner, activity_of(page), mandate=None, counts_from=clock.now()
    )


def test_what_is_found_in_the_renewal_is_read_too(admin_client, page, courses):
    page.refresher = [("group", a_group("Te veel", courses, minimum=4))]
    page.save_revision()

    html = editor(admin_client, page)

    assert "“Te veel” vraagt 4 delen, maar er zitten er 3 in." in html
    assert "Niets: iedereen kan dit voltooien." in html


def test_a_place_without_an_activity_is_pointed_out_and_keeps_no_draft(
    admin_client, page, courses
):
    inner = a_group("Binnenin", [courses[1], None])
    page.requirements = [("group", a_group("Kern", [courses[0], inner]))]
    page.save_revision()

    html = editor(admin_client, page)

    assert "Kies een activiteit in “Binnenin”" in html
    assert "in “Kern”, of" not in html
    assert "Niets: iedereen" not in html
    assert page.obstacles() == []


def test_who_renews_is_touched_by_what_it_takes_to_renew_alone(
    admin_client, page, courses
):
    renew(page)
    learning.register(UserFactory(), activity_of(page))
    page.requirements = [("group", a_group("Kern", courses[:1]))]
    page.save_revision()

    html = editor(admin_client, page)

    assert "1 persoon is onderweg. Als je dit publiceert" in html
    assert "1 persoon is aan het vernieuwen. Wat nodig is om te vernieuwen, is" in html

    page.refresher = [("group", a_group("Opfrissing", courses[:1]))]
    page.save_revision()

    assert "Deze persoon doet wat gevraagd werd toen die begon" in editor(
        admin_client, page
    )


def test_hours_that_count_for_more_by_now_are_a_change(admin_client, courses):
    page = a_trajectory_page(groups=[])
    group = a_group("Uren", courses, minimum=30, rule="hours")
    page.requirements = [("group", group)]
    page.save_revision().publish()
    same = "Wat het vraagt, is hetzelfde als wat gepubliceerd is."
    learning.register(UserFactory(), activity_of(page))
    assert same in editor(admin_client, page)

    courses[0].duration_minutes += 5
    courses[0].save()

    assert same not in editor(admin_client, page)


def test_other_terms_are_said_to_hold_for_what_is_issued_from_then_on(
    admin_client, page
):
    assert "Uitgereikte certificaten houden" not in editor(admin_client, page)
    page.validity_months = 12
    page.save_revision()

    assert "Uitgereikte certificaten houden" in editor(admin_client, page)


def test_some_are_moved_and_the_others_are_left(admin_client, page, courses):
    ways = [
        learning.register(MandateFactory().person, activity_of(page)) for _ in range(3)
    ]
    complete(ways[1].learner, courses[0])
    page.requirements = [("group", a_group("Kern", courses[:1]))]
    page.save_revision().publish()
    url = reverse("certification_versions", args=[page.pk])

    answer = admin_client.post(
        url, {"person": [ways[0].pk, ways[1].pk], "reason": "Korter"}, follow=True
    )

    html = answer.content.decode()
    assert "2 personen zijn verplaatst" in html
    for way in ways:
        way.refresh_from_db()
    assert [way.tree.is_current for way in ways] == [True, True, False]
    assert [way.is_completed for way in ways] == [False, True, False]
    assert [way.moves.count() for way in ways] == [1, 1, 0]


def test_who_was_moved_in_another_tab_is_named_to_the_coordinator(admin_client, page):
    way = learning.register(MandateFactory().person, activity_of(page))
    url = reverse("certification_versions", args=[page.pk])

    answer = admin_client.post(url, {"person": [way.pk], "reason": "Korter"})

    assert answer.status_code == 400
    assert not way.moves.exists()


def test_an_author_picks_what_stands_by_itself_and_sees_what_it_is(admin_client):
    an_activity(title="Hele cursus", code="EL-77", duration_minutes=55)
    an_activity(ActivityKind.LESSON, title="Losse les")
    gone = an_activity(title="Ingetrokken")
    learning.withdraw_activity(gone.key)
    chooser = LearningActivity.snippet_viewset.chooser_viewset
    url = reverse(f"{chooser.name}:choose")

    html = admin_client.get(url).json()["html"]

    assert "Hele cursus" in html
    assert "Cursus" in html
    assert "55" in html
    assert "EL-77" in html
    assert "Losse les" not in html
    assert "Ingetrokken" not in html
    found = admin_client.get(reverse(f"{chooser.name}:choose_results"), {"q": "Losse"})
    assert "Losse les" not in found.content.decode()


@pytest.mark.parametrize(
    ("action", "method"), [("delete", "get"), ("unpublish", "post")]
)
def test_what_leans_on_a_page_is_said_when_it_goes(admin_client, page, action, method):
    learning.register(UserFactory(), activity_of(page))
    around = a_trajectory_page(
        groups=[("Alles", None, [activity_of(page)])], title="Eromheen", slug="erom"
    )
    around.save_revision().publish()

    url = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    html = getattr(admin_client, method)(url, follow=True).content.decode()

    assert "1 persoon is bezig met “Traject contactpersonen”" in html
    assert "“Eromheen” vraagt “Traject contactpersonen”." in html


def test_what_leans_on_one_of_many_pages_is_said_too(admin_client, page):
    learning.register(UserFactory(), activity_of(page))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    answer = admin_client.post(f"{url}?id={page.pk}&next=/beheer/", follow=True)

    assert "1 persoon is bezig met" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_nothing_is_said_of_a_page_on_which_nothing_leans(admin_client, page):
    html = admin_client.get(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert "bezig met" not in html.content.decode()


def test_the_trajectories_have_a_list_of_their_own(admin_client, page):
    html = admin_client.get(reverse("trajectory_listing:index")).content.decode()

    assert page.title in html


@pytest.mark.parametrize("model", [TrajectoryPage, TrainerLedPage])
def test_no_page_hides_below_one_of_these(model):
    assert model.allowed_subpage_models() == []
