"""The question bank in the admin, its topics, and extra time."""

from typing import Any, ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView as ModelIndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    WorkflowActionView,
)

from lms.content.editing.upkeep import WithUpkeep
from lms.content.page_admin import tell
from lms.learning.enums import Facet
from lms.learning.models import Term

from . import menus
from .blocks.questions import QUESTION_BLOCKS
from .forms import ExtraTimeForm
from .models import BankQuestion, ExtraTime, QuestionTopic

KIND_NAMES = {kind: block.label for kind, block in QUESTION_BLOCKS}


def _kind(question: BankQuestion) -> str:
    return str(KIND_NAMES.get(question.kind, ""))


def _usage(question: Any) -> str:
    if not question.used_by:
        return _("not used")
    told = ngettext("%(count)s page", "%(count)s pages", question.used_by)
    return told % {"count": question.used_by}


def _status(question: BankQuestion) -> str:
    """Not as Wagtail says it, which asks the database for each row."""
    if not question.live:
        return _("draft")
    return _("live, with a draft") if question.has_unpublished_changes else _("live")


class BankFilters(WagtailFilterSet):
    """What a trainer looks for in the bank."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=list(KIND_NAMES.items())
    )
    topic = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"), queryset=QuestionTopic.objects.all()
    )
    terms = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Pillar"),
        queryset=Term.objects.filter(facet=Facet.PILLAR),
    )
    used = django_filters.ChoiceFilter(
        label=gettext_lazy("Used"),
        choices=[("no", gettext_lazy("Not used")), ("yes", gettext_lazy("Used"))],
        method="by_usage",
    )

    class Meta:
        model = BankQuestion
        fields: ClassVar[list[str]] = ["kind", "topic", "terms", "used"]

    def by_usage(self, found: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Questions that some page asks, or none."""
        return found.filter(used_by=0) if value == "no" else found.exclude(used_by=0)


class BankIndexView(IndexView):
    """What a row names comes in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return BankQuestion.objects.select_related("topic", "locale").with_usage()


class BankEditView(WithUpkeep, EditView):
    """A question has a review date beside it, as pages have."""


class BankWorkflowActionView(WorkflowActionView):
    """Approving publishes; what cannot be asked is told, and stays a draft."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ValidationError as refusal:
            tell(request, refusal)
            return redirect(self.redirect_to)


class BankQuestionViewSet(SnippetViewSet):
    """Questions that lessons and tests share; copied, previewed and reviewed like pages."""

    model = BankQuestion
    icon = "help"
    menu_label = gettext_lazy("Question bank")
    menu_order = 10
    menu_hook = menus.ASKING
    index_view_class = BankIndexView
    edit_view_class = BankEditView
    workflow_action_view_class = BankWorkflowActionView
    filterset_class = BankFilters
    search_fields = ["title"]
    search_backend_name = None
    list_display = [
        "title",
        Column("kind", label=gettext_lazy("Kind"), accessor=_kind),
        Column("topic", label=gettext_lazy("Topic"), sort_key="topic__name"),
        Column("usage", label=gettext_lazy("Where used"), accessor=_usage),
        Column("status", label=gettext_lazy("Status"), accessor=_status),
    ]


class QuestionTopicViewSet(SnippetViewSet):
    """The pools from which tests draw."""

    model = QuestionTopic
    icon = "tag"
    menu_label = gettext_lazy("Topics of questions")
    menu_order = 20
    menu_hook = menus.ASKING
    list_display = ["name"]
    form_fields: ClassVar = ["name"]
    search_fields = ["name"]


class ExtraTimeIndexView(ModelIndexView):
    """Whose time it is comes in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("person")


class ExtraTimeViewSet(ModelViewSet):
    """Who has more time wherever there is a time limit."""

    model = ExtraTime
    url_prefix = "extra-tijd"
    index_view_class = ExtraTimeIndexView
    icon = "time"
    menu_label = gettext_lazy("Extra time in tests")
    menu_order = 40
    menu_hook = menus.FOLLOWING
    list_display = [
        "person",
        Column(
            "per_cent",
            label=gettext_lazy("Extra time in per cent"),
            sort_key="per_cent",
        ),
    ]
    search_fields = ["person__first_name", "person__last_name", "person__email"]
    form_fields: ClassVar = ["per_cent"]

    def get_form_class(self, for_update: bool = False) -> type[ExtraTimeForm]:  # noqa: ARG002, FBT001, FBT002
        return ExtraTimeForm
