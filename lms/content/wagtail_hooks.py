"""Pages that can be completed, in the admin; and what keeps any page up to date."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .editing.in_use import warn_of_use
from .editing.laws import LawGroup
from .editing.reviewing import reads_over
from .editing.upkeep import address_of, warn_of_laws
from .editing.urls import urlpatterns as editing_urlpatterns
from .models import Audio, BasePage, Video
from .page_admin import WholeOrNotPages, WholePageViewSet, WholePublishBulkAction

# Blocks choose a video or a recording by these.
register_snippet(Video)
register_snippet(Audio)
register_snippet(LawGroup)

# After Wagtail's own of the same name, so that it takes its place.
hooks.register("register_bulk_action", WholePublishBulkAction, order=100)


@hooks.register("register_admin_viewset")
def whole_pages() -> WholePageViewSet:
    return WholePageViewSet()


@hooks.register("construct_admin_api")
def whole_or_not(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", WholeOrNotPages)


@hooks.register("before_bulk_action")
def refuse_bulk_publication(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publishing many at once: say of each page what blocks it, and publish none."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [
            below for page in pages for below in page.get_descendants().not_live()
        ]
    refused = False
    for page in pages:
        if issubclass(page.specific_class or Page, BasePage):
            draft = page.get_latest_revision_as_object()
            for sentence in draft.obstacles():
                refused = True
                messages.error(request, f"{draft.title}: {sentence}")
    if not refused:
        return None
    messages.error(request, _("Nothing was published."))
    return redirect(action.next_url)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action("content.publication_refused")
    class PublicationRefused(LogFormatter):
        label = gettext_lazy("Publication refused")

        def format_message(self, log_entry: Any) -> str:
            reasons = " ".join(log_entry.data.get("reasons", []))
            return _("Due to be published, but: %(reasons)s") % {"reasons": reasons}


@hooks.register("register_admin_urls")
def editing_urls() -> list[URLResolver]:
    return [path("inhoud/", include(editing_urlpatterns))]


class ReadingOverMenuItem(MenuItem):
    """For who reads over what others write."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_over(request.user)


@hooks.register("register_admin_menu_item")
def reading_over() -> MenuItem:
    return ReadingOverMenuItem(
        gettext_lazy("To read over"),
        reverse("content_reviewing"),
        name="reading-over",
        icon_name="view",
        order=150,
    )


@hooks.register("register_reports_menu_item")
def upkeep_report() -> MenuItem:
    return MenuItem(
        gettext_lazy("To look over"),
        reverse("content_upkeep_report"),
        name="upkeep",
        icon_name="calendar-check",
        order=100,
    )


@hooks.register("before_edit_page")
def tell_of_laws(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        warn_of_laws(request, page)


@hooks.register("before_delete_page")
def tell_of_use(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        warn_of_use(request, page)


# Wagtail asks this one when it is being done. It is undone by publishing again.
@hooks.register("before_unpublish_page")
def tell_of_use_at_once(request: HttpRequest, page: Page) -> None:
    warn_of_use(request, page)


@hooks.register("before_bulk_action")
def tell_of_use_of_many(
    request: HttpRequest,
    action_type: str,
    objects: Iterable[Any],
    action: Any,  # noqa: ARG001 (hooks are given more)
) -> None:
    if action_type in ("delete", "unpublish"):
        for page in objects:
            if isinstance(page, Page):
                warn_of_use(request, page)


@hooks.register("register_page_header_buttons")
def ways_from_a_page(
    page: Page,
    user: Any,
    **kwargs: Any,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From any page to its review date and to what uses it."""
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Review date"),
            address_of(page),
            icon_name="calendar-check",
            priority=80,
        )
        yield Button(
            _("Where used"),
            reverse("content_where_used", args=[page.pk]),
            icon_name="link",
            priority=81,
        )


@hooks.register("register_snippet_listing_buttons")
def where_a_snippet_is_used(
    snippet: Any,
    user: Any,
    next_url: str | None = None,  # noqa: ARG001 (hooks are given more)
) -> Iterator[Button]:
    """From a line of a list of snippets to what uses it."""
    viewset = snippet.snippet_viewset
    right = viewset.usage_view_class.permission_required
    if viewset.permission_policy.user_has_permission(user, right):
        yield Button(
            _("Where used"),
            reverse(viewset.get_url_name("usage"), args=[snippet.pk]),
            icon_name="link",
            priority=40,
        )
