"""Who may open the pages of HR, and what stands in their addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.reporting.exceptions import NotHr
from lms.reporting.forms import RecordForm

if TYPE_CHECKING:
    from lms.accounts.models import User

    class HrRequest(HttpRequest):
        user: User


View = Callable[..., HttpResponseBase]


def for_hr(view: View) -> View:
    """Sign in first; whoever is HR of nothing gets our page that says so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotHr as error:
            raise PermissionDenied(str(error)) from error

    return require_safe(never_cache(login_required(guarded)))


def asked(form: RecordForm, request: HttpRequest) -> dict[str, str]:
    """The filters, and the peildatum when the address names one."""
    day = {"peildatum": str(form.as_of)} if request.GET.get("peildatum") else {}
    return {**form.filters.parameters(), **day}
