"""Pages that an editor closed to visitors stay closed, whoever serves them."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.courses import a_course, a_text, lessons_of
from tests.factories.dilemmas import a_scenario
from tests.factories.site import a_site

pytestmark = pytest.mark.django_db


def a_page(kind):
    if kind == "home":
        return a_site()[0]
    if kind == "catalogue":
        return a_site()[1]
    if kind == "scenario":
        return a_scenario()
    course = a_course([a_text()])
    return course if kind == "course" else lessons_of(course)[0]


@pytest.mark.parametrize("kind", ["home", "catalogue", "course", "lesson", "scenario"])
def test_a_page_for_who_signs_in_is_not_shown_to_a_visitor(client, kind):
    page = a_page(kind)
    address = page.get_url()
    assert client.get(address).status_code in (200, 302)

    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )

    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")
