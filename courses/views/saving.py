"""Answers that a script sends while the page stays open.

The form is sent as it is, with ``Accept: application/json``. What it is told:
200 ``{saved_at, message}``; 400 ``{error}`` for what cannot be stored; 401
``{message, sign_in}`` for who is no longer signed in, or as somebody else.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from courses import kept
from courses.asking import saved_at
from courses.questions import Sent

JSON = "application/json"


def is_script(request: HttpRequest) -> bool:
    """Whether a script sent this, which wants to hear no page but how it went."""
    return request.headers.get("Accept", "") == JSON


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Whether this was sent from a page that was made for another person.

    On a tab that stays open somebody else may have signed in meanwhile, and a script
    that saved in vain gave the form a token of theirs. A script always says for whom.
    """
    person = kept.form_of(request).person
    if person is None:
        return is_script(request)
    return person != request.user.pk


def sent_by(request: HttpRequest) -> Sent:
    """All that a form sent, by field."""
    return dict(request.POST.lists())


def saved(moment: datetime) -> JsonResponse:
    """It is stored."""
    return JsonResponse({"saved_at": moment.isoformat(), "message": saved_at(moment)})


def not_saved(error: Exception) -> JsonResponse:
    """It cannot be stored, with the sentence that says why."""
    return JsonResponse({"error": str(error)}, status=400)


def signed_out(request: HttpRequest) -> JsonResponse:
    """Nobody is signed in any more, or somebody else."""
    sign_in = resolve_url(settings.LOGIN_URL)
    told = {"message": why_not(request), "sign_in": sign_in}
    return JsonResponse(told, status=401)


def why_not(request: HttpRequest) -> str:
    """Why nothing was saved of who sent this."""
    if request.user.is_authenticated:
        return _("Not saved: somebody else is signed in on this browser now.")
    return _("Not saved: you are no longer signed in. What you filled in stays here.")
