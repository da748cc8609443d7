"""What the frame of every page shows."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from django.conf import settings
from django.core.cache import caches
from django.db.models import Exists
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.messaging.unread import mark_of, unread_of
from lms.organisation.models import Mandate


class Others(Enum):
    """From where somebody sees the learning of others; the rest is one press away."""

    HR = auto()
    TEAM = auto()
    COVERAGE = auto()


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
    known = cache(lambda: _sees(request))
    return {
        "nav": SimpleLazyObject(lambda: _navigation(request, known())),
        "sees_admin": SimpleLazyObject(lambda: _sees(request)[1]),
        "unread": SimpleLazyObject(lambda: known()[2]),
        "is_demo": settings.DEMO,
        "organisation_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "font_stylesheet": settings.VL_FONT_URL,
    }


def _navigation(
    request: HttpRequest, seen: tuple[Others | None, bool, int]
) -> list[Link]:
    lines = [
        (_("Training offer"), "/aanbod/"),
        (_("Dilemmas"), "/dilemmas/"),
        (_("Whom can you turn to?"), "/wegwijzer/"),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        lines.append((_("My learning"), "/mijn-leren/"))
        others, sees_admin, _unread = seen
        if others is Others.HR:
            lines.append((_("HR"), "/hr/"))
        elif others is Others.TEAM:
            lines.append((_("My team"), "/hr/team/"))
        elif others is Others.COVERAGE:
            lines.append((_("Coverage"), "/hr/dekking/"))
        if sees_admin:
            lines.append((_("Manage content"), "/beheer/"))
    return [
        Link(label, url, current=request.path.startswith(url)) for label, url in lines
    ]


def _sees(request: HttpRequest) -> tuple[Others | None, bool, int]:
    """What the navigation shows of others and of the admin, and how much is unread.

    Asked once in a while: three queries that every page would repeat. It shows the way
    and gives no access: the pages themselves ask anew.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None, False, 0
    local = caches["local"]
    key = f"content:navigation:{user.public_id}:{mark_of(request)}"
    known: tuple[Others | None, bool, int] | None = local.get(key)
    if known is None:
        others, unread = _of(user)
        known = others, user.has_perm("wagtailadmin.access_admin"), unread
        local.set(key, known, settings.SITE_KNOWN_FOR)
    return known


def _of(user: User) -> tuple[Others | None, int]:
    """From where somebody sees others today, and how much they have not read: one query."""
    held = Mandate.objects.of(user).current()
    coordinating = User.objects.filter(
        pk=user.pk, groups__name=PlatformGroup.COORDINATORS
    )
    own = User.objects.filter(pk=user.pk).order_by()
    is_hr, leads, coordinates, unread = own.values_list(
        Exists(held.held_as_hr()),
        Exists(held.held_as_manager()),
        Exists(coordinating),
        unread_of("pk"),
    ).get()
    if is_hr:
        return Others.HR, unread
    if leads:
        return Others.TEAM, unread
    return (Others.COVERAGE if coordinates else None), unread
