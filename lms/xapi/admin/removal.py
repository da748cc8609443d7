"""Removing statements in the admin: first it says what would go, then it asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.removing import erase, would_erase, would_remove
from lms.xapi.tasks import remove_before

from .forms import ActorForm, TermForm

if TYPE_CHECKING:
    from lms.accounts.models import User

    class AdministratorRequest(HttpRequest):
        """Of somebody who is signed in and may remove."""

        user: User


PERMISSION = "xapi.remove_storedstatement"
REMOVED = "xapi.remove_before"
ERASED = "xapi.erase_actor"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION, raise_exception=True)
def removal(request: AdministratorRequest) -> HttpResponse:
    """Two forms, each answered by what it would do and a button that does it.

    Nothing that was typed comes in an address, so that no log keeps whom it was about.
    """
    what = request.POST.get("what", "")
    term = TermForm(request.POST if what == "term" else None)
    actor = ActorForm(request.POST if what == "actor" else None)
    context: dict[str, Any] = {"term": term, "actor": actor}
    sure = "sure" in request.POST
    if what == "term" and term.is_valid():
        if sure:
            return _remove(request, term)
        store = Store(term.cleaned_data["store"])
        before = clock.start_of(term.cleaned_data["before"])
        context["old"] = would_remove(store, before)
        context["store"] = store.label
    if what == "actor" and actor.is_valid():
        if sure:
            return _erase(request, actor)
        context["theirs"] = theirs = would_erase(actor.person)
        context["nothing"] = not any(theirs)
    status = 400 if term.errors or actor.errors else 200
    return render(request, "xapi/admin/removal.html", context, status=status)


def _remove(request: AdministratorRequest, form: TermForm) -> HttpResponse:
    day, store = form.cleaned_data["before"], form.cleaned_data["store"]
    remove_before.enqueue(store, clock.start_of(day).isoformat())
    log(
        instance=request.user,
        action=REMOVED,
        user=request.user,
        data={"before": day.isoformat(), "store": store},
    )
    messages.success(
        request,
        _("It begins within a minute. With many statements it takes a while."),
    )
    return redirect("xapi_removal")


def _erase(request: AdministratorRequest, form: ActorForm) -> HttpResponse:
    erased = erase(form.person)
    # Who did it, and how much; whom it was about must not stand in a log.
    log(
        instance=request.user,
        action=ERASED,
        user=request.user,
        data=erased._asdict(),
    )
    messages.success(
        request,
        ngettext(
            "Erased, with %(count)s statement.",
            "Erased, with %(count)s statements.",
            erased.statements,
        )
        % {"count": erased.statements},
    )
    return redirect("xapi_removal")
