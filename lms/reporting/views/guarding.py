"""Who may open the pages of HR, and what stands in their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.common.plans import planned_by_values
from lms.reporting.exceptions import NotCoordinator, NotHr, NotManager
from lms.reporting.forms import RecordForm
from lms.reporting.ordering import page_of

if TYPE_CHECKING:
    from lms.accounts.models import User

    class HrRequest(HttpRequest):
        user: User


View = Callable[..., HttpResponseBase]


def for_hr(view: View) -> View:
    """Sign in first; whoever sees nothing of others gets our page that says so."""
    return require_safe(guarded_for_hr(view))


def pressed_by_hr(view: View) -> View:
    """The same for a button, which changes something."""
    return require_POST(guarded_for_hr(view))


def guarded_for_hr(view: View) -> View:
    """The same, for a page that reads or changes as its method says."""
    return never_cache(login_required(_guarded(view)))


def _guarded(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with planned_by_values():
                return view(request, *args, **kwargs)
        except (NotHr, NotManager, NotCoordinator) as error:
            raise PermissionDenied(str(error)) from error

    return guarded


def asked(form: RecordForm, request: HttpRequest) -> dict[str, str]:
    """The filters, and the peildatum when the address names one."""
    day = {"peildatum": str(form.as_of)} if request.GET.get("peildatum") else {}
    return {**form.filters.parameters(), **day}


class Counted(Paginator[Any]):
    """Pages of something that was counted already, in stretches that follow each other.

    First the keys of a page and then its rows: keys come from an index, while sorting
    whole rows means reading all of them. ``rows_of`` finds the rows of keys, without
    asking again what the keys were found by; ``size`` how many a stretch has.
    """

    def __init__(
        self,
        stretches: Sequence[QuerySet[Any]],
        per_page: int,
        *,
        known: int,
        size: Callable[[int], int] | None = None,
        rows_of: Callable[[list[int]], QuerySet[Any]] | None = None,
    ) -> None:
        super().__init__(stretches, per_page)
        self._stretches = stretches
        self._known = known
        self._size = size or (lambda number: stretches[number].count())
        self._rows_of = rows_of or (lambda _keys: stretches[0].order_by())

    @property
    def count(self) -> int:
        return self._known

    def page(self, number: int | str) -> Page[Any]:
        """The rows of a page, in the order of their keys."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = page_of(self._stretches, first, self.per_page, self._size)
        rows = self._rows_of(keys).in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)
