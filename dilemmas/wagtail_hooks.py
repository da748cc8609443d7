"""Pages of dilemmas served by our views; values, and what the admin must know."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import views
from .models import DilemmaIndexPage, ScenarioPage, Value
from .wording import sentences

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


@hooks.register("before_bulk_action")
def refuse_bulk_publication(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publishing many at once: say of each dilemma what blocks it, and publish none."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants()]
    refused = False
    for page in pages:
        if issubclass(page.specific_class or Page, ScenarioPage):
            draft = page.get_latest_revision_as_object()
            for sentence in sentences(draft.findings(), draft.story):
                refused = True
                messages.error(request, f"{draft.title}: {sentence}")
    if not refused:
        return None
    messages.error(request, _("Nothing was published."))
    return redirect(action.next_url)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action("dilemmas.publication_refused")
    class PublicationRefused(LogFormatter):
        label = gettext_lazy("Publication refused")

        def format_message(self, log_entry: Any) -> str:
            reasons = " ".join(log_entry.data.get("reasons", []))
            return _("Due to be published, but: %(reasons)s") % {"reasons": reasons}


class ValueViewSet(SnippetViewSet):
    """The values that can be in tension: a list that authors keep."""

    model = Value
    icon = "tag"
    menu_label = gettext_lazy("Values in dilemmas")
    list_display = ["name", "slug", "principle"]
    add_to_admin_menu = False


register_snippet(ValueViewSet)
