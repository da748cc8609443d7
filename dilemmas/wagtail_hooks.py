"""Pages of dilemmas served by our views, and the list of values."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import views
from .models import DilemmaIndexPage, ScenarioPage, Value

Serve = Callable[..., HttpResponse]


@hooks.register("on_serve_page", order=100)  # inside Wagtail's check of restrictions
def serve_dilemmas(next_serve: Serve) -> Serve:
    """The first screen of a dilemma, and the list of them, are views of ours."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, ScenarioPage):
            return views.intro(request, page)
        if isinstance(page, DilemmaIndexPage):
            return views.index(request, page)
        return next_serve(page, request, args, kwargs)

    return serve


class ValueViewSet(SnippetViewSet):
    """The values that can be in tension: a list that authors keep."""

    model = Value
    icon = "tag"
    menu_label = gettext_lazy("Values in dilemmas")
    list_display = ["name", "slug", "principle"]
    add_to_admin_menu = False


register_snippet(ValueViewSet)
