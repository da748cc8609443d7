import pytest
from wagtail.models import Site

from cms_site.models import CataloguePage
from lms.accounts.enums import PlatformGroup
from tests.courses.editing.people import in_group
from tests.factories.courses import (
    a_course,
    a_question,
    a_reflection,
    a_text,
    lessons_of,
)


@pytest.fixture
def catalogue(db):
    """Where trainers write, and experts read over."""
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=CataloguePage(title="Aanbod", slug="aanbod"))


@pytest.fixture
def trainer(catalogue):
    return in_group(PlatformGroup.TRAINERS, email="trainer@voorbeeld.test")


@pytest.fixture
def expert(catalogue):
    return in_group(PlatformGroup.EXPERTS, email="deskundige@voorbeeld.test")


@pytest.fixture
def course(catalogue):
    """Two modules, of two lessons and of one."""
    return a_course(
        [a_text(), a_question()],
        [a_text("<p>Tweede.</p>"), a_reflection()],
        [a_text("<p>Derde.</p>"), a_question("derde"), a_question("vierde")],
        slug="gunnen",
        modules=2,
        parent=catalogue,
    )


@pytest.fixture
def lessons(course):
    return lessons_of(course)


@pytest.fixture
def author(client, trainer):
    """A browser in which the trainer is signed in."""
    client.force_login(trainer)
    return client
