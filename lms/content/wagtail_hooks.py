"""Pages that can be completed, in the admin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .models import Audio, BasePage, Video
from .page_admin import WholeOrNotPages, WholePageViewSet, WholePublishBulkAction

# Blocks choose a video or a recording by these.
register_snippet(Video)
register_snippet(Audio)

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
