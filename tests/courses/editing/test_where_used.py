"""Where a page is used: links, cards, and what demands it."""

import pytest
from django.urls import reverse

from cms_site.models import ContentPage
from tests.courses.player import activity_of
from tests.factories.courses import a_course, a_text, an_embedded, lessons_of, publish

pytestmark = pytest.mark.django_db


def uses(client, page):
    return client.get(reverse("content_where_used", args=[page.pk])).content.decode()


def test_links_cards_and_containers_are_listed(author, catalogue, course, lessons):
    assert "Geen enkele pagina linkt hierheen." in uses(author, course)
    link = f'<p><a linktype="page" id="{course.pk}">die cursus</a></p>'
    other = a_course(
        [a_text(link), an_embedded(activity_of(course))],
        slug="andere",
        title="De andere",
        parent=catalogue,
    )
    (lesson,) = lessons_of(other)
    lesson.title = "Les met een link"
    publish(lesson)

    html = uses(author, course)

    # As a link, as a card, and because a lesson demands what it shows.
    assert html.count("Les met een link</a>") == 3
    assert html.count("De andere</a>") == 1
    assert "Een cursus</a>" in uses(author, lessons[0])


def test_what_one_may_not_edit_is_counted_and_not_named(author, catalogue, course):
    home = catalogue.get_parent()
    page = ContentPage(title="Geheim plan", slug="geheim", live=False)
    page.body = page.body.stream_block.to_python(
        [a_text(f'<p><a linktype="page" id="{course.pk}">x</a></p>')]
    )
    home.add_child(instance=page)

    html = uses(author, course)

    assert "Geheim plan" not in html
    assert "1 plaats die jij niet bewerkt." in html


def test_the_lists_of_snippets_lead_to_what_uses_them(author, course):
    activity = activity_of(course)
    listed = author.get("/beheer/snippets/learning/learningactivity/").content.decode()
    there = f"/beheer/snippets/learning/learningactivity/usage/{activity.pk}/"

    assert there in listed
    assert author.get(there).status_code == 200
