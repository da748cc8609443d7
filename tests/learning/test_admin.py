"""What a law asks to be followed elsewhere is kept in the admin, by those who answer for it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms_site.operations.groups import set_up_groups
from lms.accounts.enums import PlatformGroup
from lms.learning.models import ExternalRequirement, ListedInstitution
from tests.factories.accounts import UserFactory
from tests.factories.organisation import RoleFactory

pytestmark = pytest.mark.django_db

REQUIREMENT = "wagtailsnippets_learning_externalrequirement"
INSTITUTION = "wagtailsnippets_learning_listedinstitution"


@pytest.fixture
def sign_in(client):
    def as_one_of(group):
        set_up_groups()
        person = UserFactory()
        person.groups.add(Group.objects.get(name=group))
        client.force_login(person)
        return client

    return as_one_of


def a_requirement(**more):
    return {
        "name": "Basisopleiding vertrouwenspersoon",
        "role": RoleFactory(name="Vertrouwenspersoon").pk,
        "hours": "30",
        "within_months": "24",
        "yearly_supervision": "on",
        "valid_from": "2014-09-01",
        **more,
    }


@pytest.mark.parametrize(
    "group", [PlatformGroup.COORDINATORS, PlatformGroup.ADMINISTRATORS]
)
def test_requirements_and_institutions_are_kept_in_the_admin(sign_in, group):
    client = sign_in(group)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Opleidingsplicht" in menu

    page = client.get(reverse(f"{REQUIREMENT}:add")).content.decode()
    assert "Binnen zoveel maanden na het begin van het mandaat" in page
    assert "24 betekent: binnen twee jaar." in page
    client.post(reverse(f"{REQUIREMENT}:add"), a_requirement())
    requirement = ExternalRequirement.objects.get()
    assert (requirement.hours, requirement.within_months) == (30, 24)

    school = {"requirement": requirement.pk, "name": "Hogeschool"}
    client.post(reverse(f"{INSTITUTION}:add"), {**school, "valid_from": "2020-01-01"})
    listed = ListedInstitution.objects.get()
    shown = client.get(reverse(f"{INSTITUTION}:list"), {"q": "hoge"}).content.decode()
    assert "Hogeschool" in shown
    edited = {**school, "valid_from": "2020-01-01", "valid_to": "2025-12-31"}
    client.post(reverse(f"{INSTITUTION}:edit", args=[listed.pk]), edited)
    listed.refresh_from_db()
    assert str(listed.valid_to) == "2025-12-31"
    delete = reverse(f"{INSTITUTION}:delete", args=[listed.pk])
    client.post(delete)
    assert ListedInstitution.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused_with_a_sentence(sign_in):
    client = sign_in(PlatformGroup.COORDINATORS)

    page = client.post(
        reverse(f"{REQUIREMENT}:add"), a_requirement(valid_to="2014-08-31")
    )

    assert "Het einde van de periode" in page.content.decode()
    assert not ExternalRequirement.objects.exists()


@pytest.mark.parametrize("group", [PlatformGroup.TRAINERS, PlatformGroup.EXPERTS])
def test_nobody_else_keeps_them(sign_in, group):
    client = sign_in(group)

    client.post(reverse(f"{REQUIREMENT}:add"), a_requirement())

    assert not ExternalRequirement.objects.exists()
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Opleidingsplicht" not in home
