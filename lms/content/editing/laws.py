"""The laws as snippets, and for each version of one: what leans on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lms.common import clock
from lms.content import operations
from lms.content.models import Law, LawVersion, Upkeep

from .finding import theirs
from .forms import ReviewAllForm
from .rows import Row, rows_of

RIGHT = "content.view_lawversion"


@require_http_methods(["GET", "HEAD", "POST"])
def show_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Everything that leans on a version of a law; and its review date set at once."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    versions = LawVersion.objects.with_law().with_superseded(clock.today())
    version = get_object_or_404(versions, pk=version_id)
    tagged = Upkeep.objects.filter(theirs(request.user), laws=version)
    form = ReviewAllForm(request.POST or None, initial={"note": _why(version)})
    if request.method == "POST" and form.is_valid():
        asked = operations.ask_to_review(
            tagged,
            by=form.cleaned_data["review_by"],
            note=form.cleaned_data["note"],
        )
        told = ngettext(
            "%(count)s page has a new review date.",
            "%(count)s pages have a new review date.",
            asked,
        )
        messages.success(request, told % {"count": asked})
        return redirect("content_law_version", version.pk)
    rows: list[Row] = rows_of(request.user, tagged.latest_last())
    hidden = Upkeep.objects.filter(laws=version).count() - len(rows)
    return render(
        request,
        "content/editing/law_version.html",
        {"version": version, "rows": rows, "hidden": hidden, "form": form},
        status=400 if form.is_bound else 200,
    )


def _why(version: LawVersion) -> str:
    """What stands in the note to begin with."""
    if version.note:
        return version.note[:500]
    return _("“%(version)s” changes. Does this still hold?") % {"version": version}


class TaggedColumn(TitleColumn):
    """The way to what leans on a version."""

    def get_value(self, instance: Any) -> str:  # noqa: ARG002 (Wagtail's)
        return _("What leans on it")

    def get_link_url(self, instance: Any, parent_context: Any) -> str:  # noqa: ARG002 (Wagtail's)
        return reverse("content_law_version", args=[instance.pk])


class LawViewSet(SnippetViewSet):
    """The laws: a list that trainers keep."""

    model = Law
    icon = "doc-full"
    menu_label = gettext_lazy("Laws")
    list_display = ["short_name", "name"]
    search_fields = ["short_name", "name"]
    panels = [FieldPanel(name) for name in ("short_name", "name", "url", "note")]


class LawVersionViewSet(SnippetViewSet):
    """Their versions, each with the way to what leans on it."""

    model = LawVersion
    icon = "history"
    menu_label = gettext_lazy("Versions")
    list_display = [
        "__str__",
        "in_force_from",
        "in_force_until",
        TaggedColumn("tagged", label=gettext_lazy("Pages")),
    ]
    list_filter = ["law"]
    panels = [
        FieldPanel(name)
        for name in ("law", "name", "in_force_from", "in_force_until", "url", "note")
    ]

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002 (Wagtail's)
        return LawVersion.objects.with_law()


class LawGroup(SnippetViewSetGroup):
    """Both, under one line of the menu."""

    items = (LawViewSet, LawVersionViewSet)
    menu_icon = "doc-full"
    menu_label = gettext_lazy("Laws")
    menu_name = "laws"
    menu_order = 230
