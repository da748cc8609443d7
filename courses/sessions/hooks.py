"""Where sessions meet the Wagtail admin; imported by ``courses.wagtail_hooks``."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from courses.models import Session
from lms.common.permissions import NeverDeleted

from . import admin, roll

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
