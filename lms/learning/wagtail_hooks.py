"""Taxonomies and activities in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import SnippetViewSet, UsageView

from lms.common.permissions import ViewOnly

from .enums import REPORTED_KINDS
from .history import views as history
from .models import LearningActivity, Term


class TermViewSet(SnippetViewSet):
    """Pillars, principles, levels and themes: editable, because they are data."""

    model = Term
    icon = "tag"
    menu_label = _("Taxonomies")
    list_display = ["name", "facet", "position"]
    list_filter = ["facet"]
    add_to_admin_menu = False


class ActivityUsageView(UsageView):
    """Where an activity is chosen: for who may see it, as nobody changes one here."""

    permission_required = "view"


class WholeActivities:
    """What stands by itself and is offered, with what tells one from another.

    A step belongs to its course: nobody registers for one, so it is asked nowhere.
    """

    def get_object_list(self) -> Any:
        offered = LearningActivity.objects.filter(is_offered=True)
        return offered.filter(kind__in=REPORTED_KINDS).order_by("title", "pk")

    @property
    def columns(self) -> list[Column]:
        shown: list[Column] = super().columns  # type: ignore[misc]
        return [
            *shown,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column(
                "duration_minutes",
                label=_("Minutes"),
                accessor="duration_minutes",
            ),
            Column("code", label=_("Code"), accessor="code"),
        ]


class ActivityChooseView(WholeActivities, ChooseView):
    """The whole modal."""


class ActivityChooseResultsView(WholeActivities, ChooseResultsView):
    """What a search or another page of it shows."""


class ActivityChooserViewSet(SnippetChooserViewSet):
    """Where an author picks an activity, in a block or for a trajectory."""

    choose_view_class = ActivityChooseView
    choose_results_view_class = ActivityChooseResultsView
    per_page = 20


class ActivityViewSet(SnippetViewSet):
    """What can be completed: written by publishing a page, chosen in blocks and trajectories."""

    model = LearningActivity
    icon = "list-ul"
    menu_label = _("Learning activities")
    list_display = ["title", "kind", "form", "duration_minutes", "is_offered"]
    list_filter = ["kind", "is_offered"]
    search_fields = ["title", "code"]
    search_backend_name = None
    usage_view_class = ActivityUsageView
    chooser_viewset_class = ActivityChooserViewSet


register_permission_policy(LearningActivity, ViewOnly(LearningActivity))
register_snippet(TermViewSet)
register_snippet(ActivityViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("voltooiingen-importeren/", history.imports, name="learning_history"),
        path(
            "voltooiingen-importeren/sjabloon/",
            history.template_download,
            name="learning_history_template",
        ),
        path(
            "voltooiingen-importeren/<uuid:key>/",
            history.report,
            name="learning_history_import",
        ),
        path(
            "voltooiingen-importeren/<uuid:key>/uitvoeren/",
            history.carry_out,
            name="learning_history_carry_out",
        ),
        path(
            "voltooiingen-importeren/<uuid:key>/verslag.csv",
            history.report_download,
            name="learning_history_report",
        ),
    ]


class HistoryMenuItem(MenuItem):
    """Shown to who may import completions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(history.MAY_IMPORT))


@hooks.register("register_admin_menu_item")
def history_menu_item() -> MenuItem:
    return HistoryMenuItem(
        _("Import of completions"),
        reverse_lazy("learning_history"),
        name="import-completions",
        icon_name="upload",
        order=711,
    )
