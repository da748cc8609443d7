"""One's own messages, the number in the header, and choosing what comes by mail."""

import pytest
from django.core.cache import caches

from lms.common import clock
from lms.messaging.enums import Way
from lms.messaging.models import Notification, Preference
from lms.messaging.telling import tell
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = UserFactory()
    client.force_login(person)
    return person


def say(person, key="a", **more):
    return tell(person, kind="news", key=key, title=f"Bericht {key}", text="X", **more)


def number(client):
    page = client.get("/meldingen/").content.decode()
    return page.partition('<span class="count">')[2].partition("<")[0]


def test_the_header_counts_what_is_unread_and_opening_one_reads_it(client, reader):
    first = say(reader, "a", address="/mijn-gegevens/")
    say(reader, "b")
    say(UserFactory(), "c")
    assert number(client) == "2"

    response = client.post(f"/meldingen/{first.pk}/")

    assert response.url == "/mijn-gegevens/"
    first.refresh_from_db()
    assert first.read_at
    assert number(client) == "1"


def test_the_number_is_remembered_and_counted_anew_after_reading(
    client, reader, settings
):
    settings.SITE_KNOWN_FOR = 60
    first = say(reader)
    assert number(client) == "1"
    say(reader, "b")
    assert number(client) == "1"  # known for a minute

    client.post(f"/meldingen/{first.pk}/")
    assert number(client) == "1"  # of two, one is left
    client.post("/meldingen/gelezen/")
    assert number(client) == ""
    caches["local"].clear()
    assert number(client) == ""


def test_a_message_of_somebody_else_is_not_there(client, reader):
    other = say(UserFactory())

    assert client.post(f"/meldingen/{other.pk}/").status_code == 404
    client.post("/meldingen/gelezen/")

    assert Notification.objects.unread().get() == other


def test_a_button_that_was_pressed_after_signing_out_leads_to_the_page(client, reader):
    told = say(reader)

    assert client.get(f"/meldingen/{told.pk}/").url == "/meldingen/"

    told.refresh_from_db()
    assert told.read_at is None


@pytest.mark.parametrize("path", ["/meldingen/", "/mijn-gegevens/berichten/"])
def test_nobody_sees_it_without_a_login(client, path):
    assert client.get(path).url.startswith("/accounts/login/")


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_however_many(
    client, reader, django_assert_num_queries, count
):
    for key in range(count):
        say(reader, str(key))

    with django_assert_num_queries(6):
        # session, person, site, count, page; header, with what is unread
        assert client.get("/meldingen/").status_code == 200


def test_only_a_path_of_ours_is_where_a_message_leads():
    for outside in ("https://elders.example/", "//elders.example/", "elders"):
        with pytest.raises(ValueError, match="path of ours"):
            say(UserFactory(), address=outside)


def test_somebody_chooses_what_comes_by_mail(client, reader):
    page = client.get("/mijn-gegevens/berichten/")
    assert "De veiligheid van je account" in page.content.decode()
    answers = dict.fromkeys(page.context["form"].fields, Way.WEEKLY)

    response = client.post("/mijn-gegevens/berichten/", answers)
    client.post("/mijn-gegevens/berichten/", answers)  # a double click

    assert response.url == "/mijn-gegevens/berichten/"
    kept = Preference.objects.filter(person=reader)
    assert dict(kept.values_list("kind", "way")) == answers


def test_a_choice_that_there_is_not_is_refused_in_words_and_nothing_is_lost(
    client, reader
):
    page = client.get("/mijn-gegevens/berichten/")
    answers = dict.fromkeys(page.context["form"].fields, Way.WEEKLY)

    response = client.post("/mijn-gegevens/berichten/", answers | {"other": "nooit"})

    assert response.status_code == 400
    assert response.context["form"]["reminder"].value() == Way.WEEKLY
    assert not Preference.objects.exists()


def test_what_was_told_is_escaped_in_page_and_mail(client, reader, mailoutbox):
    told = say(reader)
    Notification.objects.filter(pk=told.pk).update(title="<b>x</b>", text="<i>y</i>")
    page = client.get("/meldingen/").content.decode()
    assert "&lt;b&gt;x" in page
    assert "&lt;i&gt;y" in page

    with clock.at(clock.now()):
        tell(reader, kind="news", key="z", title="<b>z</b>", text="<img src=x>")
    ((html, mimetype),) = mailoutbox[-1].alternatives
    assert mimetype == "text/html"
    assert "&lt;b&gt;z" in html
    assert "<img" not in html
