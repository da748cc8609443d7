"""People for tests."""

import factory
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from lms.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"persoon{n}@voorbeeld.test")
    first_name = factory.Sequence(lambda n: f"Noor{n}")
    last_name = "Peeters"
    vo_id = factory.Sequence(lambda n: f"TEST-P-{n:06d}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)


def let_edit(person: User, page: Page) -> None:
    """Give somebody the pages below and including this one to edit."""
    group = Group.objects.create(name=f"{person}: {page}")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    person.groups.add(group)


def who_may(*permissions: str) -> User:
    """Somebody who may enter the admin, with these permissions besides."""
    person: User = UserFactory()
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *permissions])
    )
    return person
