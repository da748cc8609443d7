"""The admin: no way past the sign-in of the site, and what it does to accounts."""

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.operations import create_account

pytestmark = pytest.mark.django_db

PASSWORD = "een zin die niemand raadt"


@pytest.fixture
def admin():
    return create_account(
        email="beheer@voorbeeld.test", password=PASSWORD, is_superuser=True
    )


def test_the_sign_in_of_the_admin_is_the_one_of_the_site(client, admin):
    EmailAddress.objects.update(verified=False)

    answer = client.post(
        "/beheer/login/?next=/beheer/users/",
        {"username": admin.email, "password": PASSWORD},
    )

    assert answer.url == "/accounts/login/?next=/beheer/users/"
    assert "_auth_user_id" not in client.session
    assert client.get("/beheer/login/").url == "/accounts/login/"


@pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/a-token/", "complete/"])
def test_the_admin_resets_no_passwords(client, admin, rest):
    assert client.get(f"/beheer/password_reset/{rest}").status_code == 404


def test_ones_address_and_password_do_not_change_in_the_admin(client, admin):
    client.force_login(admin)
    page = client.get("/beheer/account/").content.decode()

    client.post(
        "/beheer/account/",
        {
            "name_email-first_name": "Noor",
            "name_email-last_name": "Peeters",
            "name_email-email": "elders@voorbeeld.test",
            "password-old_password": PASSWORD,
            "password-new_password1": "een heel andere zin",
            "password-new_password2": "een heel andere zin",
            "locale-preferred_language": "nl",
            "locale-current_time_zone": "Europe/Brussels",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    assert 'type="email"' not in page
    assert 'type="password"' not in page
    admin.refresh_from_db()
    assert admin.first_name == "Noor"  # the rest was saved
    assert admin.email == "beheer@voorbeeld.test"
    assert admin.check_password(PASSWORD)


def test_who_may_not_enter_the_admin_is_not_sent_in_circles(client):
    client.force_login(create_account(email="lezer@voorbeeld.test", password=PASSWORD))

    answer = client.get("/beheer/", follow=True)

    assert answer.status_code == 403
