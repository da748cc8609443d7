"""What the frame of every page shows."""

from dataclasses import dataclass
from enum import Enum, auto

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lms.accounts.enums import PlatformGroup
from lms.accounts.models import User
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation."""

    label: str
    url: str
    current: bool


def site_frame(request: HttpRequest) -> dict[str, object]:
    """``nav``: the lines of the navigation, computed when a template asks for them.

    ``sees_admin``: whether the bar of editors is worth building.
    """
    return {
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "sees_admin": SimpleLazyObject(lambda: _sees(request)[1]),
        "is_demo": settings.DEMO,
        "font_stylesheet": settings.VL_FONT_URL,
    }


def _navigation(request: HttpRequest) -> list[Link]:
    lines = [
        (_("Training offer"), "/aanbod/"),
        (_("Dilemmas"), "/dilemmas/"),
        (_("Whom can you turn to?"), "/wegwijzer/"),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        lines.append((_("My learning"), "/mijn-leren/"))
        others, sees_admin = _sees(request)
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


class Others(Enum):
    """From where somebody sees the learning of others; the rest is one press away."""

    HR = auto()
    TEAM = auto()
    COVERAGE = auto()


def _sees(request: HttpRequest) -> tuple[Others | None, bool]:
    """What the navigation shows of others and of the admin, asked once in a while.

    Three queries that every page would repeat. It shows the way and gives no access:
    the pages themselves ask anew.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None, False
    key, cache = f"content:navigation:{user.public_id}", caches["local"]
    known: tuple[Others | None, bool] | None = cache.get(key)
    if known is None:
        sees_admin = user.has_perm("wagtailadmin.access_admin")
        known = _others(user, sees_admin=sees_admin), sees_admin
        cache.set(key, known, settings.SITE_KNOWN_FOR)
    return known


def _others(user: User, *, sees_admin: bool) -> Others | None:
    """Coordinators work in the admin too: nobody else is asked for their groups."""
    held = Mandate.objects.of(user).current()
    roles = set(held.order_by().values_list("role__slug", flat=True))
    if RoleSlug.HR in roles:
        return Others.HR
    if RoleSlug.MANAGER in roles:
        return Others.TEAM
    coordinators = user.groups.filter(name=PlatformGroup.COORDINATORS)
    return Others.COVERAGE if sees_admin and coordinators.exists() else None
