"""Where sessions meet the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from courses.models import Session, SessionPage
from lms.common.permissions import NeverDeleted
from lms.learning.models import LearningActivity

from . import admin, roll
from .home import ToMarkPanel

register_permission_policy(Session, NeverDeleted(Session))


@hooks.register("register_admin_viewset")
def dates_of_sessions() -> admin.SessionViewSet:
    return admin.SessionViewSet("dates_of_sessions")


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


@hooks.register("construct_homepage_panels")
def to_mark(request: HttpRequest, panels: list[Component]) -> None:
    """For who marks: own dates that are over, and of which somebody was forgotten."""
    if request.user.has_perm(admin.MAY_MARK):
        panel = ToMarkPanel(request.user)
        if panel.sessions:
            panels.append(panel)


@hooks.register("register_page_header_buttons")
def dates_of_a_session(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From the page of a session to its dates."""
    if page.specific_class is SessionPage and user.has_perm(admin.MAY_PLAN):
        named = urlencode({"q": page.title})
        yield Button(
            _("Dates"),
            f"{reverse('courses_sessions:index')}?{named}",
            icon_name="date",
            priority=25,
        )


@hooks.register("after_publish_page")
def tell_that_no_date_is_planned(request: HttpRequest, page: Page) -> None:
    """Nobody can enrol for a session without a date: its author should know."""
    if not isinstance(page, SessionPage) or not request.user.has_perm(admin.MAY_PLAN):
        return
    activity = LearningActivity.objects.filter(key=page.translation_key).first()
    if activity is None or Session.objects.of(activity).exists():
        return
    address = f"{reverse('courses_sessions:add')}?{urlencode({'sessie': activity.pk})}"
    messages.warning(
        request,
        _("Nobody can enrol yet: “%(title)s” has no date.") % {"title": page.title},
        buttons=[messages.button(address, _("Plan a date"))],
    )
