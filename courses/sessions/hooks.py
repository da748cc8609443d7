"""Where sessions meet the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from courses.models import Session
from lms.common.permissions import NeverDeleted

from . import admin, roll

register_permission_policy(Session, NeverDeleted(Session))
register_snippet(admin.SessionViewSet)


@hooks.register("register_admin_urls")
def session_urls() -> list[URLPattern]:
    return [
        path("sessies/<row:session_id>/", roll.roll, name="courses_roll"),
        path("sessies/<row:session_id>/erbij/", roll.add, name="courses_roll_add"),
        path(
            "sessies/<row:session_id>/annuleren/",
            admin.cancel,
            name="courses_cancel_session",
        ),
    ]


@hooks.register("register_snippet_listing_buttons")
def way_to_the_roll(
    snippet: Any,
    user: Any,
    next_url: str | None = None,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From a date to who comes."""
    if isinstance(snippet, Session) and user.has_perm(roll.PERMISSION):
        yield Button(
            _("Who comes"),
            reverse("courses_roll", args=[snippet.pk]),
            icon_name="group",
            priority=5,
        )
