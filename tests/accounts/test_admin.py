"""The admin: no way past the sign-in of the site, and what it does to accounts."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from lms.accounts.models import User
from lms.accounts.operations import create_account
from tests.factories.organisation import MandateFactory

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


def test_an_account_made_here_signs_in_however_its_address_was_typed(
    client, admin, mailoutbox
):
    client.force_login(admin)
    client.post(
        "/beheer/users/new/",
        {
            "email": "Lore.Maesen@Voorbeeld.test",
            "first_name": "Lore",
            "last_name": "Maesen",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "is_active": "on",
        },
    )
    client.logout()
    assert User.objects.filter(email="lore.maesen@voorbeeld.test").exists()

    answer = client.post(
        "/accounts/login/",
        {"login": "Lore.Maesen@Voorbeeld.test", "password": PASSWORD},
    )

    assert answer.url == "/accounts/confirm-email/"
    assert mailoutbox[0].to == ["lore.maesen@voorbeeld.test"]


def test_the_database_takes_no_address_with_capitals():
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="Lore@voorbeeld.test").save()


@pytest.fixture
def of_record():
    """Somebody to whom records refer."""
    return MandateFactory().person


def test_who_is_in_the_records_is_not_deleted_but_made_inactive(
    client, admin, of_record
):
    client.force_login(admin)

    answer = client.post(f"/beheer/users/delete/{of_record.pk}/", follow=True)

    assert answer.redirect_chain[0][0] == f"/beheer/users/edit/{of_record.pk}/"
    assert "inactief" in answer.content.decode()
    assert User.objects.filter(pk=of_record.pk).exists()


def test_nor_are_they_deleted_together_with_others(client, admin, of_record):
    other = create_account(email="vergissing@voorbeeld.test", password=None)
    client.force_login(admin)

    answer = client.post(
        f"/beheer/bulk/accounts/user/delete/?id={of_record.pk}&id={other.pk}",
        follow=True,
    )

    assert "inactief" in answer.content.decode()
    assert User.objects.filter(pk__in=[of_record.pk, other.pk]).count() == 2


def test_an_account_made_by_mistake_is_deleted(client, admin):
    mistake = create_account(email="vergissing@voorbeeld.test", password=None)
    client.force_login(admin)

    client.post(f"/beheer/users/delete/{mistake.pk}/")

    assert not User.objects.filter(pk=mistake.pk).exists()
