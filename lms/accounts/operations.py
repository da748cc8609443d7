"""Everything that changes an account."""

from collections.abc import Iterable
from functools import partial
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, Permission
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.common import clock

from .claims import Claims
from .enums import KnownBy, PlatformGroup
from .exceptions import SignInRefused
from .models import NO_ADDRESS, FormerAddress, GroupFromClaims, User
from .signals import claims_received

FACTOR_RESET = "accounts.factor_reset"  # in the log of the admin


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


def arrive(claims: Claims, *, groups: Iterable[PlatformGroup] = ()) -> SocialAccount:
    """The account of whom the issuer names, made when there is none, with its link.

    Found by ``vo_id``, then by the link of an earlier time, then by an e-mail address
    (``_by_address`` says when). Its name follows the claims; ``groups`` are those that
    the claims give, and those they gave before and give no more end. Sends
    ``claims_received`` after commit.

    Raises ``SignInRefused`` when the account is closed or the claims contradict it.
    """
    try:
        return _arrive(claims, set(groups))
    except IntegrityError:  # made at this very moment by another tab
        return _arrive(claims, set(groups))


@transaction.atomic
def _arrive(claims: Claims, groups: set[PlatformGroup]) -> SocialAccount:
    link = (
        SocialAccount.objects.filter(provider=claims.issuer, uid=claims.subject)
        .select_related("user")
        .first()
    )
    person = _find(claims, link) or _make(claims)
    if not person.is_active or person.erased_at:
        raise SignInRefused(
            _("Your account on this site is closed. Ask an administrator why.")
        )
    _follow(claims, person)
    _follow_groups(person, groups)
    link = link or SocialAccount(provider=claims.issuer, uid=claims.subject)
    link.user = person
    link.save()
    transaction.on_commit(
        partial(
            claims_received.send_robust,
            sender=User,
            user=person,
            claims=dict(claims.received),
        )
    )
    return link


def _find(claims: Claims, link: SocialAccount | None) -> User | None:
    known: User | None = link.user if link else None
    if known and known.vo_id and claims.vo_id and known.vo_id != claims.vo_id:
        raise SignInRefused(
            _(
                "You are known here under another number. Ask an administrator to put "
                "that right."
            )
        )
    by_key = User.objects.filter(vo_id=claims.vo_id).first() if claims.vo_id else None
    return by_key or known or _by_address(claims)


def _by_address(claims: Claims) -> User | None:
    """A local account with this address, when nobody else can be meant.

    The issuer verified the address and so did we, the account knows no ``vo_id`` and no
    link, and the family name is the same: an address is given to somebody new when its
    owner leaves. Raises ``SignInRefused`` for an account that may do more than learn: an
    administrator fills in its ``vo_id``, so that no address ever opens it.
    """
    address = (
        EmailAddress.objects.filter(
            email=claims.email or "", verified=True, user__vo_id=None
        )
        .select_related("user")
        .first()
    )
    if address is None or address.user.email != claims.email:
        return None
    person: User = address.user
    if (
        person.last_name.casefold() != claims.last_name.casefold()
        or SocialAccount.objects.filter(user=person).exists()
    ):
        return None
    if (
        person.is_staff
        or person.is_superuser
        or person.groups.exists()
        or person.user_permissions.exists()
    ):
        raise SignInRefused(
            _(
                "There is an account with your address already, with more rights than "
                "those of a learner. Ask an administrator to add your number to it, "
                "or sign in with your password."
            )
        )
    return person


def _make(claims: Claims) -> User:
    """An account without a password; with the address, when it is nobody else's."""
    taken = User.objects.filter(email=claims.email or "").exists()
    is_free = claims.email and not taken
    person = User.objects.create_user(
        str(claims.email) if is_free else f"{uuid4().hex}{NO_ADDRESS}",
        vo_id=claims.vo_id,
    )
    # What stands for no address too: allauth changes it once another one is confirmed,
    # and empties an address that it cannot find.
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    return person


def _follow(claims: Claims, person: User) -> None:
    """Name and number as the issuer has them; what it does not tell stays."""
    person.first_name = claims.first_name or person.first_name
    person.last_name = claims.last_name or person.last_name
    person.vo_id = person.vo_id or claims.vo_id
    person.save(update_fields=["first_name", "last_name", "vo_id"])


def _follow_groups(person: User, wanted: set[PlatformGroup]) -> None:
    given = GroupFromClaims.objects.filter(person=person)
    over = given.exclude(group__name__in=wanted)
    person.groups.remove(*(each.group_id for each in over))
    over.delete()
    for name in sorted(wanted):
        group, _created = Group.objects.get_or_create(name=name)
        if not person.groups.filter(pk=group.pk).exists():
            person.groups.add(group)
            GroupFromClaims.objects.create(person=person, group=group)


@transaction.atomic
def reset_second_factor(person: User, *, by: User, known_by: KnownBy) -> int:
    """Take away every second factor and recovery code of somebody who lost them.

    How many there were. They sign in with their password alone then, and are asked for a
    new one where it is required. The log of the admin says who did it and how they made
    sure; the person is told by mail.
    """
    count, _by_model = Authenticator.objects.filter(user=person).delete()
    log(
        instance=person,
        action=FACTOR_RESET,
        user=by,
        data={"known_by": str(known_by), "count": count},
    )
    if person.has_address:
        send_mail(
            _("Your extra protection was taken away"),
            _(
                "An administrator took the extra protection of your account away, because "
                "it was said that you lost it. You sign in with your password, and can "
                "set the protection up again.\n\nDid you not ask for this? Change your "
                "password at once, and tell us through the contact page."
            ),
            None,
            [person.email],
        )
    return count
