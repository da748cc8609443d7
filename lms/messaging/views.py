"""One's own messages, and how one wants to hear of them.

The pages stand in ``lms.content``, with the theme that they extend.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.requests import SignedInRequest

from . import operations
from .forms import PreferencesForm
from .kinds import kinds
from .models import Notification
from .unread import forget_the_number

PER_PAGE = 25


@require_safe
@login_required
def notifications(request: SignedInRequest) -> HttpResponse:
    """What one was told in the last year, the newest first."""
    own = Notification.objects.of(request.user).shown()
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    unread = own.unread().exists()
    context = {"page_obj": page, "has_unread": unread}
    return render(request, "messaging/notifications.html", context)


def button(act: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A button of that page. Who signs in on the way comes by GET: back to the page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @login_required
    @wraps(act)
    def view(request: SignedInRequest, **which: int) -> HttpResponse:
        if request.method != "POST":
            return redirect("messaging:notifications")
        answer = act(request, **which)
        forget_the_number(request)
        return answer

    return view


@button
def open_notification(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that it was seen, and go where it leads."""
    own = Notification.objects.of(request.user).shown()
    notification = get_object_or_404(own, pk=pk)
    operations.read(notification)
    return redirect(notification.address or "messaging:notifications")


@button
def read_all(request: SignedInRequest) -> HttpResponse:
    """Note that everything was seen."""
    operations.read_all(request.user)
    messages.success(request, _("All your messages are marked as read."))
    return redirect("messaging:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: SignedInRequest) -> HttpResponse:
    """How one hears of each kind; of some there is nothing to choose, and it says so."""
    form = PreferencesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        operations.choose_ways(request.user, form.chosen)
        messages.success(request, _("Your choice has been saved."))
        return redirect("messaging:preferences")
    return render(
        request,
        "messaging/preferences.html",
        {"form": form, "fixed": [kind for kind in kinds() if kind.fixed]},
        status=400 if form.errors else 200,
    )
