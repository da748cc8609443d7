"""A database that was only migrated: what is there on the first day."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import GroupPagePermission, Page, Site

from cms_site import operations
from cms_site.models import HomePage
from cms_site.operations.groups import PERMISSIONS
from cms_site.receivers import set_up_after_migrating
from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import create_account
from tests.factories.site import a_site

pytestmark = pytest.mark.django_db


def permissions_of(group):
    return {
        f"{app_label}.{codename}"
        for app_label, codename in Permission.objects.filter(
            group__name=group
        ).values_list("content_type__app_label", "codename")
    }


def test_every_group_is_there_with_its_permissions():
    assert {
        group: permissions_of(group) >= set(permissions)
        for group, permissions in PERMISSIONS.items()
    } == dict.fromkeys(PlatformGroup, True)


def test_what_later_versions_add_comes_with_migrating_and_nothing_is_taken_away():
    trainers = Group.objects.get(name=PlatformGroup.TRAINERS)
    theirs = Permission.objects.get(codename="view_sentmail")
    trainers.permissions.set([theirs])
    Permission.objects.filter(codename="record_completion").delete()

    call_command("migrate", verbosity=0)

    assert permissions_of(trainers.name) >= {
        "messaging.view_sentmail",
        "learning.record_completion",
    }


def test_coordinators_write_in_a_catalogue_that_was_there_before_their_right():
    _home, catalogue = a_site()
    theirs = GroupPagePermission.objects.filter(group__name=PlatformGroup.COORDINATORS)
    theirs.all().delete()

    call_command("migrate", verbosity=0)

    assert sorted(theirs.values_list("page", "permission__codename")) == [
        (catalogue.pk, "add_page"),
        (catalogue.pk, "change_page"),
        (catalogue.pk, "publish_page"),
    ]


def test_what_somebody_arranged_for_coordinators_stays():
    a_site()
    theirs = GroupPagePermission.objects.filter(group__name=PlatformGroup.COORDINATORS)
    theirs.exclude(permission__codename="add_page").delete()

    call_command("migrate", verbosity=0)

    assert [each.permission.codename for each in theirs] == ["add_page"]


def test_migrating_twice_leaves_one_home_and_one_site():
    for _ in range(2):
        set_up_after_migrating("default", sender=apps.get_app_config("cms_site"))

    assert HomePage.objects.count() == Site.objects.count() == 1
    assert Page.objects.count() == 2  # the root and home


def test_the_first_page_is_ours_and_stands(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Opleidingen en dilemma’s over integriteit" in response.content.decode()


def test_the_site_takes_the_address_that_it_was_told_and_keeps_one_it_was_given():
    site = Site.objects.get()
    with override_settings(BASE_URL="https://campus.example"):
        Site.objects.update(hostname="localhost", port=80)
        operations.set_up()
        site.refresh_from_db()
        assert site.root_url == "https://campus.example"

        Site.objects.update(hostname="elders.example", port=443)
        operations.set_up()
        site.refresh_from_db()
        assert site.root_url == "https://elders.example"


def test_an_emptied_database_is_left_alone():
    Site.objects.all().delete()

    operations.set_up()

    assert not Site.objects.exists()


@pytest.mark.parametrize("group", [PlatformGroup.TRAINERS, PlatformGroup.COORDINATORS])
def test_who_writes_does_so_below_the_catalogue_and_not_elsewhere(client, group):
    home, catalogue = a_site()
    writer = create_account(email="writer@b.test", password=None, groups=[group])
    client.force_login(writer)

    assert client.get(f"/beheer/pages/{catalogue.pk}/add_subpage/").status_code == 200
    assert client.get(f"/beheer/pages/{home.pk}/add_subpage/").status_code == 302
    given = GroupPagePermission.objects.filter(page=catalogue, group__name=group)
    assert given.count() == 3
