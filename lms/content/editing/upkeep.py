"""When a page is looked over: the form, the panel beside the editor, and the warning."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from lms.common import clock
from lms.content import operations
from lms.content.models import LawVersion, Upkeep
from lms.content.querysets import identity_of

from .finding import author_of, edit_address, editable_thing, name_of
from .forms import UpkeepForm


@require_http_methods(["GET", "HEAD", "POST"])
def keep_up(request: HttpRequest, app: str, model: str, object_id: int) -> HttpResponse:
    """Set the date, the owner and the laws of a page or another object."""
    thing = editable_thing(request, app, model, object_id)
    known = upkeep_of(thing)
    form = UpkeepForm(request.POST or None, initial=_initial(thing, known))
    if request.method == "POST" and form.is_valid():
        _keep(request, thing, known, form.cleaned_data)
        messages.success(request, _("The review date is kept."))
        there = edit_address(request.user, thing) or reverse("content_upkeep_report")
        return redirect(there)
    return render(
        request,
        "content/editing/upkeep.html",
        {
            "thing": thing,
            "name": name_of(thing),
            "upkeep": known,
            "form": form,
            "back": edit_address(request.user, thing),
        },
        status=400 if form.is_bound else 200,
    )


def _keep(
    request: HttpRequest, thing: Model, known: Upkeep | None, sent: dict[str, Any]
) -> None:
    """What was sent; who looked it over and left date and note alone is done with both."""
    if sent.pop("reviewed"):
        looked = operations.look_over(thing, by=author_of(request))
        for name in ("review_by", "note"):
            if known and sent[name] == getattr(known, name):
                sent[name] = getattr(looked, name)
    operations.set_upkeep(thing, **sent)


def _initial(thing: Model, known: Upkeep | None) -> dict[str, Any]:
    if known is None:
        return {"owner": getattr(thing, "owner_id", None)}
    return {
        "review_by": known.review_by,
        "owner": known.owner_id,
        "note": known.note,
        "laws": [law.pk for law in known.laws.all()],
    }


def upkeep_of(thing: Model) -> Upkeep | None:
    """What is known of it, with its laws and whether each is still in force."""
    laws = LawVersion.objects.with_law().with_superseded(clock.today())
    found = Upkeep.objects.of(thing).select_related("owner", "reviewed_by")
    return found.prefetch_related(Prefetch("laws", queryset=laws)).first()


def address_of(thing: Model) -> str:
    """Where the date of a thing is set."""
    kind = identity_of(thing)["content_type"]
    return reverse("content_upkeep", args=[kind.app_label, kind.model, thing.pk])


class UpkeepSidePanel(BaseSidePanel):
    """Beside the editor: when it is looked over, by whom, and the laws it leans on."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the review date")
        icon_name = "calendar-check"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = self.panel.how_much
            return context

    name = "upkeep"
    title = gettext_lazy("Review date")
    template_name = "content/editing/side_panel.html"
    order = 250

    def __init__(self, thing: Model, request: HttpRequest) -> None:
        super().__init__(thing, request)
        self.upkeep = upkeep_of(thing)

    @property
    def superseded(self) -> list[LawVersion]:
        """The laws it leans on that are no longer in force."""
        laws = self.upkeep.laws.all() if self.upkeep else ()
        return [law for law in laws if law.is_superseded]

    @property
    def is_due(self) -> bool:
        """Whether its date is there."""
        day = self.upkeep and self.upkeep.review_by
        return bool(day and day <= clock.today())

    @property
    def how_much(self) -> int:
        """What asks for attention."""
        return len(self.superseded) + self.is_due

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {
            "upkeep": self.upkeep,
            "superseded": self.superseded,
            "is_due": self.is_due,
            "address": address_of(self.object),
        }


class WithUpkeep:
    """For an edit view of the admin, of pages or of snippets: the panel stands beside it."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc]
        thing = getattr(self, "object", None) or getattr(self, "page", None)
        # A form that Wagtail turns from "new" into "saved" by itself has no place for it.
        partial = getattr(self, "expects_json_response", False) or getattr(
            self, "hydrate_create_view", False
        )
        if thing is None or thing.pk is None or partial:
            return panels
        return MediaContainer([*panels, UpkeepSidePanel(thing, self.request)])  # type: ignore[attr-defined]


def warn_of_laws(request: HttpRequest, thing: Model) -> None:
    """Say above the editor that what a page leans on is no longer in force."""
    superseded = LawVersion.objects.with_law().superseded(clock.today())
    for version in superseded.filter(upkeep__in=Upkeep.objects.of(thing)):
        messages.warning(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("This leans on “%(version)s”, which is no longer in force.")
                % {"version": version},
                reverse("content_law_version", args=[version.pk]),
                _("What else leans on it?"),
            ),
        )
