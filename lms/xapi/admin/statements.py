"""The statements of the record store, for whoever administers them: to read only."""

import json
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import StoredStatement
from lms.xapi.querysets import StatementQuerySet
from lms.xapi.statements.referring import target_of

from . import exporting
from .filters import StatementFilterSet
from .wording import in_words


def _when(statement: StoredStatement) -> str:
    return formats.date_format(timezone.localtime(statement.stored), "j F Y H:i:s")


class StatementIndexView(generic.IndexView):
    """The newest statements first, each as a sentence; the reflection store is not here."""

    default_ordering = ["-seq"]
    export_url_name = ""
    filters: StatementFilterSet

    def get_base_queryset(self) -> StatementQuerySet:
        return StoredStatement.objects.in_store(Store.RECORD)

    def filter_queryset(self, queryset: StatementQuerySet) -> StatementQuerySet:
        """What cannot be filtered by finds nothing; the list says why."""
        if self.filters.faults():
            return queryset.none()
        found: StatementQuerySet = super().filter_queryset(queryset)
        return found

    @cached_property
    def no_results_message(self) -> str:
        faults = self.filters.faults()
        return " ".join(faults) if faults else str(super().no_results_message)

    def get_table(self, object_list: Any) -> Any:
        self._words = in_words(object_list)
        return super().get_table(object_list)

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)(
            "sentence",
            label=_("Statement"),
            accessor=lambda statement: self._words[statement.pk],
            get_url=self.get_inspect_url,
        )
        return [title, Column("stored", label=_("Stored at"), accessor=_when)]

    def _asked(self) -> QueryDict:
        """What was filtered by; without the page, and what Wagtail adds to refresh it."""
        asked: QueryDict = self.request.GET.copy()
        for name in [one for one in asked if one.startswith("_w_")]:
            del asked[name]
        asked.pop(self.page_kwarg, None)
        return asked

    @cached_property
    def header_buttons(self) -> list[Any]:
        query = self._asked().urlencode()
        url = reverse(self.export_url_name) + (f"?{query}" if query else "")
        return [
            HeaderButton(
                _("JSON Lines"),
                url=url,
                icon_name="download",
                attrs={"aria-label": _("Export as JSON Lines")},
            )
        ]


class StatementExportView(StatementIndexView):
    """The statements that the list shows, on all of its pages, first to last, as a file."""

    def get(
        self,
        request: HttpRequest,
        *args: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> HttpResponseBase:
        assert request.user.is_authenticated  # noqa: S101 (the permission was checked)
        if faults := self.filters.faults():
            messages.error(request, " ".join(faults))
            return redirect(f"{self.index_url}?{request.GET.urlencode()}")
        lines = exporting.export(
            self.filter_queryset(self.get_base_queryset()),
            by=request.user,
            filters={
                name: str(value) for name, value in self._asked().items() if value
            },
        )
        name = f"statements-{clock.today().isoformat()}.jsonl"
        return StreamingHttpResponse(
            lines,
            content_type=exporting.CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class StatementInspectView(generic.InspectView):
    """One statement: as a sentence, when, and its JSON."""

    def get_object(self, queryset: Any = None) -> Model:  # noqa: ARG002
        return get_object_or_404(
            StoredStatement.objects.in_store(Store.RECORD), pk=self.pk
        )

    @cached_property
    def _words(self) -> str:
        return in_words([self.object])[self.object.pk]

    def get_page_subtitle(self) -> str:
        return self._words

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payload = json.loads(self.object.payload)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["sentence"] = self._words
        context["referred"] = self._referred(payload)
        context["json_text"] = json.dumps(payload, ensure_ascii=False, indent=2)
        return context

    def _referred(self, payload: dict[str, Any]) -> str:
        """The address of the statement that this one refers to, where it is here."""
        reference = target_of(payload)
        if reference is None:
            return ""
        found = StoredStatement.objects.in_store(Store.RECORD).filter(
            statement_id=reference
        )
        pk = found.values_list("pk", flat=True).first()
        return reverse("xapi_statements:inspect", args=[pk]) if pk else ""


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
    export_view_class = StatementExportView
    inspect_view_enabled = True
    inspect_view_fields = ["stored"]
    inspect_template_name = "xapi/admin/statement.html"
    filterset_class = StatementFilterSet
    list_per_page = 50
    form_fields: list[str] = []

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            **{"export_url_name": self.get_url_name("export"), **kwargs}
        )

    @property
    def export_view(self) -> Any:
        return self.construct_view(
            self.export_view_class, **self.get_index_view_kwargs()
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("export/", self.export_view, name="export"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
        ]
