"""The statements of the record store, for whoever administers them: to read only."""

import json
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .enums import Store
from .filters import StatementFilterSet
from .models import StoredStatement
from .querysets import StatementQuerySet
from .statements.sentences import sentence


def _in_words(statement: StoredStatement) -> str:
    return sentence(json.loads(statement.payload), language=get_language() or "nl")


def _when(statement: StoredStatement) -> str:
    return formats.date_format(timezone.localtime(statement.stored), "j F Y H:i:s")


class StatementIndexView(generic.IndexView):
    """The newest statements first, each as a sentence; the reflection store is not here."""

    default_ordering = ["-seq"]

    def get_base_queryset(self) -> StatementQuerySet:
        return StoredStatement.objects.in_store(Store.RECORD)

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)(
            "sentence",
            label=_("Statement"),
            accessor=_in_words,
            get_url=self.get_inspect_url,
        )
        return [title, Column("stored", label=_("Stored at"), accessor=_when)]


class StatementInspectView(generic.InspectView):
    """One statement: as a sentence, when, and its JSON."""

    def get_object(self, queryset: Any = None) -> Model:  # noqa: ARG002
        return get_object_or_404(
            StoredStatement.objects.in_store(Store.RECORD), pk=self.pk
        )

    def get_page_subtitle(self) -> str:
        return _in_words(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payload = json.loads(self.object.payload)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["sentence"] = _in_words(self.object)
        context["json_text"] = json.dumps(payload, ensure_ascii=False, indent=2)
        return context


class StatementViewSet(ModelViewSet):
    """A report: statements are listed and shown; there is nothing to add or change."""

    model = StoredStatement
    url_prefix = "xapi/statements"
    url_namespace = "xapi_statements"
    icon = "history"
    menu_label = _("Learning records (xAPI)")
    menu_name = "xapi-statements"
    menu_hook = "register_reports_menu_item"
    index_view_class = StatementIndexView
    inspect_view_class = StatementInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["stored"]
    inspect_template_name = "xapi/admin/statement.html"
    filterset_class = StatementFilterSet
    list_per_page = 50
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]
