"""Pages of dilemmas served by our views, the editor of scenes, and the list of values."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lms.content.menus import PagesMenuItem

from . import views
from .editor.home import ScenariosPanel
from .editor.urls import urlpatterns as editor_urlpatterns
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
def editor_urls() -> list[URLResolver]:
    return [path("dilemmas/", include(editor_urlpatterns))]


@hooks.register("construct_homepage_panels")
def scenarios_on_the_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    panel = ScenariosPanel(request.user)
    if panel.is_wanted:
        panels.append(panel)


class DecksMenuItem(MenuItem):
    """For who leads sessions: they have no pages to find the cards by."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("dilemmas.view_scenarioversion"))


@hooks.register("register_admin_menu_item")
def decks_menu_item() -> MenuItem:
    return DecksMenuItem(
        gettext_lazy("Dilemmas on paper"),
        reverse("dilemmas_decks"),
        name="dilemmas-on-paper",
        icon_name="copy",
        order=220,
    )


@hooks.register("register_page_header_buttons")
def buttons_of_a_scenario(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From the form of a scenario to its scenes, and to its other languages."""
    if (page.specific_class or Page) is not ScenarioPage:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Scenes"),
            reverse("dilemmas_map", args=[page.pk]),
            icon_name="site",
            priority=25,
        )
        yield Button(
            _("Translation"),
            reverse("dilemmas_translation", args=[page.pk]),
            icon_name="globe",
            priority=26,
        )


class ValueViewSet(SnippetViewSet):
    """The values that can be in tension: a list that authors keep."""

    model = Value
    icon = "tag"
    menu_label = gettext_lazy("Values in dilemmas")
    list_display = ["name", "slug", "principle"]
    add_to_admin_menu = False


register_snippet(ValueViewSet)


class ScenarioListing(PageListingViewSet):
    """The scenarios in a list of their own, with a way to begin one."""

    model = ScenarioPage
    url_prefix = "dilemmas/lijst"
    icon = "site"
    menu_item_class = PagesMenuItem
    menu_label = gettext_lazy("Dilemmas")
    menu_order = 210
    add_to_admin_menu = True


@hooks.register("register_admin_viewset")
def scenario_listing() -> ScenarioListing:
    return ScenarioListing("scenario_listing")
