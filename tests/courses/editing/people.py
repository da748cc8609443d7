"""Who works on content."""

from django.contrib.auth.models import Group

from tests.factories.accounts import UserFactory


def in_group(name, **values):
    """Somebody in a group of the platform."""
    person = UserFactory(**values)
    person.groups.add(Group.objects.get(name=name))
    return person
