"""What the frame of every page shows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lms.organisation.visibility import acts_as_hr


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation."""

    label: str
    url: str
    current: bool


def site_frame(request: HttpRequest) -> dict[str, object]:
    """``nav``: the lines of the navigation, computed when a template asks for them."""
    return {
        "nav": SimpleLazyObject(lambda: _navigation(request)),
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
        if acts_as_hr(user):
            lines.append((_("HR"), "/hr/"))
        if user.has_perm("wagtailadmin.access_admin"):
            lines.append((_("Manage content"), "/beheer/"))
    return [
        Link(label, url, current=request.path.startswith(url)) for label, url in lines
    ]
