"""What the frame of every page shows."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.organisation.visibility import acts_as_hr


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation."""

    label: str
    url: str
    current: bool


def site_frame(request: HttpRequest) -> dict[str, object]:
    """``nav``: the lines of the navigation, computed when a template asks for them.

    ``sees_admin``: whether the bar of editors is worth building.
    ``organisation_sign_in``: the name of the organisation's own, when there is one.
    """
    return {
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "sees_admin": SimpleLazyObject(lambda: _sees(request)[1]),
        "is_demo": settings.DEMO,
        "organisation_sign_in": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
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
        sees_hr, sees_admin = _sees(request)
        if sees_hr:
            lines.append((_("HR"), "/hr/"))
        if sees_admin:
            lines.append((_("Manage content"), "/beheer/"))
    return [
        Link(label, url, current=request.path.startswith(url)) for label, url in lines
    ]


def _sees(request: HttpRequest) -> tuple[bool, bool]:
    """Whether the navigation shows HR and the admin, asked once in a while.

    Three queries that every page would repeat. It shows the way and gives no access:
    the pages themselves ask anew.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return False, False
    key, cache = f"content:navigation:{user.public_id}", caches["local"]
    known: tuple[bool, bool] | None = cache.get(key)
    if known is None:
        known = acts_as_hr(user), user.has_perm("wagtailadmin.access_admin")
        cache.set(key, known, settings.SITE_KNOWN_FOR)
    return known
