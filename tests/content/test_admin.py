"""The door of the admin."""

import pytest
from django.contrib.auth.models import Permission

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ADDRESSES = ["/beheer/", "/beheer/pages/", "/beheer/login/"]


@pytest.fixture
def editor():
    person = UserFactory()
    person.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
    )
    return person


def test_a_visitor_signs_in_first_and_comes_back_to_the_admin(client):
    response = client.get("/beheer/", follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=%2Fbeheer%2F", 302)


@pytest.mark.parametrize("address", ADDRESSES)
def test_somebody_signed_in_without_rights_is_told_so_and_sent_nowhere(client, address):
    client.force_login(UserFactory())

    response = client.get(address, follow=True)

    assert response.status_code == 403
    assert "Deze pagina staat niet voor je open" in response.content.decode()


def test_an_editor_comes_in(client, editor):
    client.force_login(editor)

    assert client.get("/beheer/").status_code == 200
