import pytest
from django.core import mail
from django.core.cache import cache

from cms_site.models import ContactMessage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MESSAGE = {
    "name": "Lore Maesen",
    "email": "lore@voorbeeld.test",
    "message": "Waar vind ik mijn certificaat?",
}


@pytest.fixture(autouse=True)
def nobody_wrote_yet():
    cache.clear()


def test_a_message_of_just_the_length_that_the_browser_allows_is_kept(client):
    typed = "regel\n" * 666 + "slot"

    response = client.post(
        "/contact/", {**MESSAGE, "message": typed.replace("\n", "\r\n")}
    )

    assert len(typed) == 4000
    assert response.url == "/contact/bedankt/"
    assert ContactMessage.objects.get().message == typed


def test_a_message_is_kept_and_mailed(
    client, django_capture_on_commit_callbacks, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/contact/", MESSAGE)

    assert response.url == "/contact/bedankt/"
    assert client.get(response.url).status_code == 200
    assert ContactMessage.objects.get().message == MESSAGE["message"]
    (sent,) = mail.outbox
    assert sent.to == [settings.CONTACT_EMAIL]
    assert sent.reply_to == ["lore@voorbeeld.test"]


def test_a_machine_is_thanked_and_nothing_is_kept(client):
    response = client.post("/contact/", {**MESSAGE, "website": "https://koop.test"})

    assert response.url == "/contact/bedankt/"
    assert not ContactMessage.objects.exists()


def test_the_sixth_message_within_the_hour_is_refused_and_stays_on_the_page(client):
    for _number in range(5):
        client.post("/contact/", MESSAGE)

    response = client.post("/contact/", MESSAGE)

    assert response.status_code == 429
    assert MESSAGE["message"] in response.content.decode()
    assert ContactMessage.objects.count() == 5


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client):
    response = client.post("/contact/", {**MESSAGE, "email": "lore"})

    assert response.status_code == 400
    assert MESSAGE["message"] in response.content.decode()


def test_a_name_cannot_add_headers_to_the_mail(client):
    client.post("/contact/", {**MESSAGE, "name": "Lore\r\nBcc: ander@voorbeeld.test"})

    assert not any("Bcc" in str(sent.extra_headers) for sent in mail.outbox)


def test_who_is_signed_in_need_not_type_name_and_address(client):
    person = UserFactory()
    client.force_login(person)

    assert person.email in client.get("/contact/").content.decode()


def test_the_page_says_that_it_is_no_reporting_channel(client):
    page = client.get("/contact/").content.decode()

    assert "Dit is geen meldkanaal" in page
    assert "Bij wie kun je terecht?" in page
