"""An account becomes nobody's: no name, no address, no key, no way to sign in.

Its row stays, because facts refer to it, and so does its ``public_id``, by which
statements do; neither says who it was any more (decision 35).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from lms.common import clock

from .enums import PlatformGroup
from .models import NO_ADDRESS, FormerAddress, User

# What these keep of somebody is about signing in, whichever of them are installed.
SIGNING_IN = {"account", "mfa", "socialaccount", "usersessions"}
OF_THE_ADMIN = {
    *("wagtailusers.UserProfile", "wagtailadmin.EditingSession"),
    *("wagtailadmin.FormState", "wagtailcore.APIToken"),
    "wagtailcore.PageSubscription",
}


def last_of_its_kind(person: User) -> PlatformGroup | None:
    """The group that would be empty without this person, of those that may not be."""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if _administers(person) and not others.filter(is_superuser=True).exists():
        return PlatformGroup.ADMINISTRATORS
    officers = Q(groups__name=PlatformGroup.DATA_PROTECTION)
    is_officer = User.objects.filter(officers, pk=person.pk).exists()
    if is_officer and not others.filter(officers).exists():
        return PlatformGroup.DATA_PROTECTION
    return None


def _administers(person: User) -> bool:
    return User.objects.filter(pk=person.pk, is_superuser=True).exists()


@transaction.atomic
def make_nobody(person: User) -> int:
    """Take everything off an account that says whose it is; 0 when that was done before.

    Its sessions end, and with the password and the addresses every way in.
    """
    own = User.objects.filter(pk=person.pk, erased_at=None)
    address = f"{uuid4().hex}{NO_ADDRESS}"  # it has to be one, and another for each
    done = own.update(
        email=address,
        first_name="",
        last_name="",
        vo_id=None,
        personnel_number=None,
        password=f"!{uuid4().hex}",  # Django: no password begins so
        last_login=None,
        is_active=False,
        is_staff=False,
        is_superuser=False,
        erased_at=clock.now(),
    )
    if not done:
        return 0
    _let_portrait_go(person)
    for model, name in _tables():
        model._base_manager.filter(**{name: person.pk}).delete()  # noqa: SLF001
    FormerAddress.objects.filter(person=person.pk).delete()  # those of a moment ago too
    person.groups.clear()
    person.user_permissions.clear()
    _end_sessions(person)
    # The log of the admin calls an account by the name of that day.
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
    ).update(label="", data={})
    person.refresh_from_db()
    return done


def _tables() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        meta = model._meta  # noqa: SLF001
        if meta.app_label in SIGNING_IN or meta.label in OF_THE_ADMIN:
            for field in meta.concrete_fields:
                if field.related_model is User:
                    yield model, field.name


def _let_portrait_go(person: User) -> None:
    """The picture that somebody chose for the admin leaves the disk after the commit."""
    profile = UserProfile.objects.filter(user=person).first()
    if profile and profile.avatar:
        file = profile.avatar
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)


def _end_sessions(person: User) -> None:
    # What is in a session is packed, so each is looked at; an erasure is rare.
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
