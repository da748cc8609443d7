"""Every lesson of the offer as a learner opens it: accessible, valid, printable, no dead end."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from cms_site.demo.reading import read_all
from tests.journeys.test_pages import NARROWEST, TOO_WIDE, photograph

pytestmark = pytest.mark.soak

COURSES = {data["slug"]: data for data in read_all("courses")}
WHO = "nieuw1"
TAKING_PART = """
from lms.accounts.models import User
from lms.learning import operations
from lms.learning.models import LearningActivity

def take_part(who, slug):
    learner = User.objects.get(email=f"{who}@voorbeeld.test")
    course = LearningActivity.objects.get(address__endswith=f"/{slug}/", kind="course")
    operations.register(learner, course, approved=True)
    return course.address
"""


@pytest.mark.parametrize("slug", COURSES)
def test_lessons_of(slug, server, page_of, axe, html_checker):
    address = server.ask(TAKING_PART, f"take_part({WHO!r}, {slug!r})")
    page = page_of(WHO)
    leads_to: set[str] = set()

    for number, module in enumerate(COURSES[slug]["modules"], start=1):
        for lesson in module["lessons"]:
            where = f"{address}module-{number}/{lesson['slug']}/"
            answer = page.goto(where)
            assert answer.status == 200, where
            photograph(page, f"{slug}-{lesson['slug']}")
            page.set_viewport_size({"width": 1366, "height": 900})
            axe(page)
            html_checker(page.request.get(where).body(), name=where)
            page.set_viewport_size({"width": NARROWEST, "height": 640})
            assert page.evaluate(TOO_WIDE) == [], where
            page.emulate_media(media="print")
            assert page.get_by_role("heading", level=1).is_visible()
            assert not page.get_by_role("banner").is_visible()
            assert page.pdf().startswith(b"%PDF")
            page.emulate_media(media="screen")
            leads_to |= {
                urldefrag(urljoin(page.url, link)).url
                for link in page.get_by_role("main")
                .locator("a[href]")
                .evaluate_all("links => links.map(link => link.getAttribute('href'))")
            }

    ours = {link for link in leads_to if urlsplit(link).netloc in page.url}
    dead = {link for link in ours if page.request.get(link).status >= 400}
    assert dead == set()
