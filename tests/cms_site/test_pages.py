import pytest
from wagtail.models import PageLogEntry

from cms_site.models import ContentPage
from lms.content.models import SignpostSettings
from lms.learning import operations
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.site import a_content_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def signpost(site):
    card = SignpostSettings.load()
    card.groups = [
        (
            "group",
            {
                "title": "Je wilt advies",
                "parties": [
                    {"name": "Je leidinggevende", "when": "als het snel moet."}
                ],
            },
        )
    ]
    card.save()
    home, _catalogue = site
    return a_content_page(
        home, "wegwijzer", title="Bij wie kun je terecht?", body=[("signpost", None)]
    )


def test_home_shows_who_is_signed_in_where_to_go_on(client, site):
    learner = UserFactory()
    participation = operations.register(learner, an_activity(title="Halverwege"))
    operations.report_progress(participation.pk, 50)
    client.force_login(learner)

    page = client.get("/").content.decode()

    assert "Ga verder waar je was" in page
    assert "Halverwege" in page


def test_home_says_to_anyone_what_it_is(client, site):
    page = client.get("/").content.decode()

    assert "Leer mee." in page
    assert "Ga verder waar je was" not in page


def test_the_signpost_page_shows_the_card_and_logs_nothing(client, signpost, caplog):
    client.force_login(UserFactory())
    known = PageLogEntry.objects.count()

    with caplog.at_level("INFO"):
        response = client.get("/wegwijzer/")

    assert "Je leidinggevende" in response.content.decode()
    assert "sessionid" not in response.cookies
    assert not caplog.records
    assert not StoredStatement.objects.exists()
    assert PageLogEntry.objects.count() == known


def test_a_content_page_holds_every_block(client, site):
    home, _catalogue = site
    page = a_content_page(
        home,
        "privacy",
        summary="Wie ziet wat?",
        body=[("text", "<p>Niemand.</p>"), ("heading", "Cookies")],
    )

    text = client.get("/privacy/").content.decode()

    assert isinstance(page, ContentPage)
    assert "Niemand." in text
    assert '<meta name="description" content="Wie ziet wat?">' in text


def test_the_home_page_says_its_name_once(client, site):
    assert "<title>Integriteitscampus</title>" in client.get("/").content.decode()


def test_who_is_signed_in_gets_a_short_home_page(client, site):
    visitor = client.get("/").content.decode()
    client.force_login(UserFactory())

    page = client.get("/").content.decode()

    assert "hero__picture" in visitor
    assert "hero__picture" not in page
    assert "hero--short" in page
