"""The pages and buttons of one outside LRS in the admin."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from lms.xapi.models import DeadLetter, ForwardingTarget
from lms.xapi.statements.sentences import sentence

from . import targets
from .forms import SwitchOnForm

PER_PAGE = 25


class _OfTarget(PermissionCheckedMixin):
    """Something about one target, for whoever may change targets."""

    model = ForwardingTarget
    permission_required = "change"
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def target(self) -> Any:
        return get_object_or_404(targets.with_lag(), pk=self.kwargs["pk"])

    def back(self) -> str:
        """The page of the target."""
        return reverse("xapi_forwarding:inspect", args=[self.target.pk])


class _Page(_OfTarget, WagtailAdminTemplateMixin):
    """A page below that of its target."""

    header_icon = "upload"

    def get_page_subtitle(self) -> str:
        return str(self.target)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("xapi_forwarding:index"), "label": _("Outside LRSs")},
            {"url": self.back(), "label": str(self.target)},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.target)},
        ]


class SwitchOnView(_Page, FormView):  # type: ignore[type-arg]
    """Asks for the agreement, and turns a target on."""

    page_title = gettext_lazy("Turn on")
    template_name = "xapi/admin/forwarding_on.html"
    form_class = SwitchOnForm

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"target": self.target, "waiting": self.target.lag}
        return super().get_form_kwargs() | given

    def form_valid(self, form: SwitchOnForm) -> HttpResponse:
        agreement, start = form.given()
        targets.switch_on(
            self.target.pk, by=self.request.user, agreement=agreement, start=start
        )
        messages.success(self.request, _("This LRS is on."))
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"target": self.target}


class _Button(_OfTarget, View):
    """Something that a button does: it takes a POST, and goes back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        messages.success(request, self.do())
        return redirect(self.back())

    def do(self) -> str:
        """Do it; what to tell of it."""
        raise NotImplementedError


class SwitchOffView(_Button):
    """Turns a target off."""

    def do(self) -> str:
        targets.switch_off(self.target.pk, by=self.request.user)
        return _("This LRS is off. It gets nothing more.")


class TryNowView(_Button):
    """Does not wait for the next try."""

    def do(self) -> str:
        targets.try_now(self.target.pk)
        return _("A new try begins within minutes.")


class LettersView(_Page, TemplateView):
    """What a target did not take, each with its answer and a button."""

    page_title = gettext_lazy("Dead letters")
    template_name = "xapi/admin/dead_letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = (
            DeadLetter.objects.open()
            .filter(target=self.target.pk)
            .select_related("statement")
            .order_by("statement__seq")
        )
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [(letter, _in_words(letter)) for letter in page]
        given = {"target": self.target, "rows": rows, "letters": page}
        return super().get_context_data(**kwargs) | given | _pages(page)


def _pages(page: Page[DeadLetter]) -> dict[str, Any]:
    return {
        "before": page.previous_page_number() if page.has_previous() else None,
        "after": page.next_page_number() if page.has_next() else None,
    }


def _in_words(letter: DeadLetter) -> str:
    statement = json.loads(letter.statement.payload)
    return sentence(statement, language=get_language() or "nl")


class RetryView(_Button):
    """Has one dead letter of a target sent again, or all of them."""

    def do(self) -> str:
        letters = DeadLetter.objects.all()
        if (one := self.request.POST.get("letter", "")).isdecimal():
            letters = letters.filter(pk=int(one))
        asked = targets.try_letters_again(letters, self.target.pk)
        return ngettext(
            "%(n)s statement is sent again within minutes.",
            "%(n)s statements are sent again within minutes.",
            asked,
        ) % {"n": asked}

    def back(self) -> str:
        return reverse("xapi_forwarding:letters", args=[self.target.pk])
