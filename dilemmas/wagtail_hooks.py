"""Pages of dilemmas served by our views, the map of a scenario, and the list of values."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import views
from .editor import playing
from .editor import views as editor
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


@hooks.register("register_admin_urls")
def editor_urls() -> list[URLPattern]:
    return [
        path("dilemmas/<int:page_id>/kaart/", editor.show_map, name="dilemmas_map"),
        path(
            "dilemmas/<int:page_id>/spelen/<str:scene>/",
            playing.play_draft,
            name="dilemmas_play_draft",
        ),
    ]


@hooks.register("register_page_header_buttons")
def button_to_the_map(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From the form of a scenario to its map."""
    if (page.specific_class or Page) is not ScenarioPage:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Map"),
            reverse("dilemmas_map", args=[page.pk]),
            icon_name="site",
            priority=25,
        )


class ValueViewSet(SnippetViewSet):
    """The values that can be in tension: a list that authors keep."""

    model = Value
    icon = "tag"
    menu_label = gettext_lazy("Values in dilemmas")
    list_display = ["name", "slug", "principle"]
    add_to_admin_menu = False


register_snippet(ValueViewSet)
