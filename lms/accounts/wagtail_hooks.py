"""Accounts in the admin: who is not deleted, and who lost a second factor."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from .models import User
from .operations import FACTOR_RESET
from .querysets import are_in_the_records
from .views.admin import reset_second_factor


@hooks.register("before_delete_user")
def keep_who_is_in_the_records(request: HttpRequest, user: User) -> HttpResponse | None:
    """Say so before the database refuses."""
    if not are_in_the_records(User.objects.filter(pk=user.pk)):
        return None
    _point_to_inactive(request)
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_all_when_one_is_in_the_records(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for a selection: all of it is deleted, or nothing."""
    if action.model is not User or action_type != "delete":
        return None
    chosen = User.objects.filter(pk__in=[user.pk for user in objects])
    if not are_in_the_records(chosen):
        return None
    _point_to_inactive(request)
    return redirect("wagtailusers_users:index")


def _point_to_inactive(request: HttpRequest) -> None:
    messages.error(
        request,
        _(
            "Records refer to this account, so it cannot be deleted. "
            "Make it inactive instead: nobody can sign in with it then."
        ),
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path(
            "extra-beveiliging/<row:pk>/",
            reset_second_factor,
            name="accounts_reset_second_factor",
        ),
    ]


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    """For everybody whom this administrator could help; asks nothing of the database."""
    if user.pk == request_user.pk or (
        user.is_superuser and not request_user.is_superuser
    ):
        return
    yield Button(
        _("Take extra protection away"),
        reverse("accounts_reset_second_factor", args=[user.pk]),
        icon_name="key",
        priority=40,
    )


@hooks.register("register_log_actions")
def name_the_actions(actions: LogActionRegistry) -> None:
    """What the log of the admin says of what was done here."""
    actions.register_action(
        FACTOR_RESET,
        gettext_lazy("Take extra protection away"),
        gettext_lazy("Extra protection taken away"),
    )
