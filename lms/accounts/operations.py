"""Everything that changes an account."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from lms.common import clock

from .enums import PlatformGroup
from .models import FormerAddress, User


@transaction.atomic
def create_account(
    *,
    email: str,
    password: str | None,
    first_name: str = "",
    last_name: str = "",
    vo_id: str | None = None,
    groups: Iterable[PlatformGroup] = (),
    is_superuser: bool = False,
) -> User:
    """An account whose address needs no confirmation, because an administrator vouches.

    People who register themselves come in through allauth's sign-up instead. Without
    a password nobody can sign in until one is set.
    """
    user = User.objects.create_user(
        email,
        password,
        first_name=first_name,
        last_name=last_name,
        vo_id=vo_id or None,
        is_staff=is_superuser,
        is_superuser=is_superuser,
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    user.groups.set(Group.objects.filter(name__in=list(groups)))
    return user


@transaction.atomic
def grant(group: PlatformGroup, permissions: Iterable[str]) -> None:
    """Give a group the permissions named ``app_label.codename``, keeping what it has.

    Raises ``Permission.DoesNotExist`` for a name that no app declares.
    """
    holder, _created = Group.objects.get_or_create(name=group.value)
    for name in permissions:
        app_label, codename = name.split(".")
        holder.permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )


def note_former_address(user_id: int, address: str) -> None:
    """Remember an address that somebody no longer has; the last time counts."""
    FormerAddress.objects.update_or_create(
        person_id=user_id, address=address.lower(), defaults={"left_at": clock.now()}
    )


@transaction.atomic
def rename(user: User, *, first_name: str, last_name: str) -> User:
    """Change how a person is called from now on; records keep the name of their day."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    return user
