"""What the frame of every page shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.messaging.unread import mark_of, unread_of
from lms.organisation.models import Mandate

ADMIN: Final = "wagtailadmin.access_admin"


class Others(Enum):
    """From where somebody sees the learning of others; the rest is one press away."""

    HR = auto()
    TEAM = auto()
    COVERAGE = auto()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the header depends on: where one sees others, the admin, and what is unread."""

    others: Others | None = None
    admin: bool = False
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation."""

    label: str
    url: str
    current: bool


def site_frame(request: HttpRequest) -> dict[str, object]:
    """``nav``: the lines of the navigation, computed when a template asks for them.

    ``sees_admin``: whether the bar of editors is worth building. ``unread``: how many
    messages the person has not read.
    ``organisation_sign_in``: the name of the organisation's own, when there is one.
    """
    return {
        "nav": SimpleLazyObject(lambda: _navigation(request, _sees(request))),
        "sees_admin": SimpleLazyObject(lambda: _sees(request).admin),
        "unread": SimpleLazyObject(lambda: _sees(request).unread),
        "is_demo": settings.DEMO,
        "organisation_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "font_stylesheet": settings.VL_FONT_URL,
    }


def _navigation(request: HttpRequest, seen: Seen) -> list[Link]:
    lines = [
        (_("Training offer"), "/aanbod/"),
        (_("Dilemmas"), "/dilemmas/"),
        (_("Whom can you turn to?"), "/wegwijzer/"),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        lines.append((_("My learning"), "/mijn-leren/"))
        if seen.others is Others.HR:
            lines.append((_("HR"), "/hr/"))
        elif seen.others is Others.TEAM:
            lines.append((_("My team"), "/hr/team/"))
        elif seen.others is Others.COVERAGE:
            lines.append((_("Coverage"), "/hr/dekking/"))
        if seen.admin:
            lines.append((_("Manage content"), "/beheer/"))
    return [
        Link(label, url, current=request.path.startswith(url)) for label, url in lines
    ]


def _sees(request: HttpRequest) -> Seen:
    """What the header shows somebody; asked once for a request, and once in a while.

    It shows the way and gives no access: the pages themselves ask anew.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return Seen()
    key = f"content:navigation:{user.public_id}:{mark_of(request)}"
    kept: dict[str, Seen] = request.__dict__.setdefault("_seen_by_header", {})
    if key not in kept:
        kept[key] = _remembered(key, user)
    return kept[key]


def _remembered(key: str, user: User) -> Seen:
    local = caches["local"]
    known: Seen | None = local.get(key)
    if known is None:
        known = _of(user)
        local.set(key, known, settings.SITE_KNOWN_FOR)
    return known


def _of(user: User) -> Seen:
    """Mandates, groups, permission and messages of today, in one query."""
    held = Mandate.objects.of(user).current()
    own = User.objects.filter(pk=user.pk).order_by()
    is_hr, leads, coordinates, opens_admin, unread = own.values_list(
        Exists(held.held_as_hr()),
        Exists(held.held_as_manager()),
        Exists(own.filter(groups__name=PlatformGroup.COORDINATORS)),
        Exists(_opening_admin(user)),
        unread_of("pk"),
    ).get()
    others = None
    if is_hr:
        others = Others.HR
    elif leads:
        others = Others.TEAM
    elif coordinates:
        others = Others.COVERAGE
    admin = user.is_active and (user.is_superuser or opens_admin)
    return Seen(others, admin=admin, unread=unread)


def _opening_admin(user: User) -> QuerySet[Permission]:
    """The permission of ``user.has_perm``, theirs or of a group, without reading them all."""
    app_label, codename = ADMIN.split(".")
    named = Permission.objects.filter(
        content_type__app_label=app_label, codename=codename
    )
    return named.filter(Q(user=user.pk) | Q(group__user=user.pk)).order_by()
