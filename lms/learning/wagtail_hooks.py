"""Taxonomies, activities, and what a law asks to be followed elsewhere, in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import (
    SnippetViewSet,
    SnippetViewSetGroup,
    UsageView,
)

from lms.common.permissions import ViewOnly

from .enums import REPORTED_KINDS
from .history import views as history
from .models import (
    ExternalRequirement,
    LearningActivity,
    ListedInstitution,
    Term,
)


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


class DatedForm(WagtailAdminModelForm):
    """Something that holds for a while: from one day up to and including another."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if since and until and until < since:
            told = gettext("The end of the period comes before its beginning.")
            self.add_error("valid_to", told)
        return cleaned


LAST_DAY = _(
    "Up to and including this day. Empty: it still holds. What no longer holds gets a "
    "last day here and is not deleted."
)
SOURCE = _("The article of the law, or the address of the list.")


class RequirementViewSet(SnippetViewSet):
    """What a law asks of who holds a role, and is followed elsewhere."""

    model = ExternalRequirement
    icon = "clipboard-list"
    menu_label = _("Requirements")
    list_display = ["name", "role", "hours", "within_months", "valid_to"]
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text=_("Whoever holds the role reads this name.")),
            FieldPanel(
                "role",
                help_text=_(
                    "Whoever holds this role brings attests, and HR checks them."
                ),
            ),
            FieldPanel(
                "hours",
                help_text=_("Attests of listed institutions count, hours here do not."),
            ),
            FieldPanel("within_months", help_text=_("24 means: within two years.")),
            FieldPanel(
                "yearly_supervision",
                help_text=_("Then an attest of supervision is due every year too."),
            ),
            FieldPanel(
                "conflicting_role",
                help_text=_("HR sees who holds both, to talk about it."),
            ),
            FieldPanel("source", help_text=SOURCE),
            FieldPanel("valid_from", help_text=_("From this day on it is asked.")),
            FieldPanel("valid_to", help_text=LAST_DAY),
        ],
        base_form_class=DatedForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002 (Wagtail's)
        return ExternalRequirement.objects.select_related("role")


class InstitutionViewSet(SnippetViewSet):
    """Where it can be followed, as the law lists it."""

    model = ListedInstitution
    icon = "list-ul"
    menu_label = _("Listed institutions")
    list_display = ["name", "requirement", "valid_from", "valid_to"]
    list_filter = ["requirement"]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel(
                "requirement", help_text=_("For which requirement its attests count.")
            ),
            FieldPanel("name", help_text=_("As it stands on the list.")),
            FieldPanel("source", help_text=SOURCE),
            FieldPanel(
                "valid_from",
                help_text=_(
                    "The day on which it came onto the list. Attests count from it."
                ),
            ),
            FieldPanel("valid_to", help_text=LAST_DAY),
        ],
        base_form_class=DatedForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:  # noqa: ARG002 (Wagtail's)
        return ListedInstitution.objects.select_related("requirement")


class LegalTrainingGroup(SnippetViewSetGroup):
    """Both, under one line of the menu."""

    items = (RequirementViewSet, InstitutionViewSet)
    menu_icon = "clipboard-list"
    menu_label = _("Training by law")
    menu_name = "legal-training"
    menu_order = 710


register_permission_policy(LearningActivity, ViewOnly(LearningActivity))
register_snippet(TermViewSet)
register_snippet(ActivityViewSet)
register_snippet(LegalTrainingGroup)


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
