"""Who may open these pages, and what a refused operation answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.requests import SignedInRequest
from lms.learning.assigning.scope import Reach, reach_of

View = Callable[..., HttpResponseBase]


class DeskRequest(SignedInRequest):
    """A request of who may assign, with where they may. Names the type, is never built."""

    reach: Reach


def own_page(view: View) -> View:
    """A page of who is signed in, never kept by a cache."""
    return require_http_methods(["GET", "HEAD", "POST"])(
        never_cache(login_required(view))
    )


def for_who_assigns(view: View) -> View:
    """Sign in first; who may assign nowhere gets our page that says so."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.reach = reach_of(request.user)
        if not request.reach:
            raise PermissionDenied(
                _("Only HR of an entity, the coordinator and administrators assign.")
            )
        return view(request, *args, **kwargs)

    return own_page(guarded)


def status_of(form: Any) -> int:
    """400 for a form with errors: what was typed stays in it."""
    return 400 if form.errors else 200
