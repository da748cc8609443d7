"""Deleting accounts in the admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from .models import User
from .querysets import are_in_the_records


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
