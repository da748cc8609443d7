"""Outside LRSs in the admin: how they stand, and what is turned on and off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from lms.xapi.exceptions import TargetIsOn
from lms.xapi.models import ForwardingTarget
from lms.xapi.querysets import ForwardingTargetQuerySet

from . import targets, views, wording
from .forms import TargetForm


class TargetIndexView(generic.IndexView):
    """Every outside LRS with its state, lag, trouble and dead letters, in one query."""

    default_ordering = "name"

    def get_base_queryset(self) -> ForwardingTargetQuerySet:
        return targets.with_lag()

    def get_edit_url(self, instance: ForwardingTarget) -> str | None:
        return None if instance.active else super().get_edit_url(instance)

    def get_delete_url(self, instance: ForwardingTarget) -> str | None:
        return None if instance.active else super().get_delete_url(instance)

    @cached_property
    def columns(self) -> list[Any]:
        title = self._get_title_column_class(TitleColumn)(
            "name", label=gettext_lazy("Name"), get_url=self.get_inspect_url
        )
        return [
            title,
            Column("state", label=gettext_lazy("State"), accessor=wording.state),
            Column("lag", label=gettext_lazy("Lag"), accessor=wording.lag),
            Column("rate", label=gettext_lazy("Rate"), accessor=wording.rate),
            Column("refused", label=gettext_lazy("Dead letters"), accessor="refused"),
            Column(
                "trouble", label=gettext_lazy("Last error"), accessor=wording.trouble
            ),
        ]


class TargetInspectView(generic.InspectView):
    """One outside LRS: how it stands, and the buttons that turn it on and off."""

    def get_object(self, queryset: Any = None) -> ForwardingTarget:  # noqa: ARG002
        found = targets.with_lag().select_related("switched_by")
        return get_object_or_404(found, pk=self.pk)

    def get_edit_url(self) -> str | None:
        return None if self.object.active else super().get_edit_url()

    def get_delete_url(self) -> str | None:
        return None if self.object.active else super().get_delete_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target = self.object
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "state": wording.state(target),
            "lag": wording.lag(target),
            "rate": wording.rate(target),
            "delivered": wording.number(target.delivered),
            "trouble": wording.trouble(target),
            "has_secret": targets.has_secret(target),
            "switches": target.switches.select_related("by"),
            "may_change": self.user_has_permission("change"),
        }


class _OnlyWhileOff:
    """What an agreement is about does not change under it."""

    get_object: Callable[[], ForwardingTarget]
    kwargs: dict[str, Any]
    request: HttpRequest

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.get_object().active:
            return self.refuse()
        return super().get(*args, **kwargs)  # type: ignore[misc]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(*args, **kwargs)  # type: ignore[misc]
        except TargetIsOn:
            return self.refuse()

    def refuse(self) -> HttpResponse:
        """Back to where it can be turned off."""
        messages.error(self.request, _("Turn this LRS off first."))
        return redirect(reverse("xapi_forwarding:inspect", args=[self.kwargs["pk"]]))


class TargetCreateView(generic.CreateView):
    """A new one is off."""

    def save_instance(self) -> ForwardingTarget:
        target = targets.change(self.form.instance)
        log(instance=target, action="wagtail.create")
        return target

    def get_success_url(self) -> str:
        return reverse("xapi_forwarding:inspect", args=[self.object.pk])


class TargetEditView(_OnlyWhileOff, generic.EditView):
    """Where it is and how to get in."""

    def save_instance(self) -> ForwardingTarget:
        target = targets.change(self.form.instance)
        log(instance=target, action="wagtail.edit")
        return target

    def get_success_url(self) -> str:
        return reverse("xapi_forwarding:inspect", args=[self.object.pk])


class TargetDeleteView(_OnlyWhileOff, generic.DeleteView):
    """It and its dead letters go; when it was on stays known."""

    def delete_action(self) -> None:
        log(instance=self.object, action="wagtail.delete", deleted=True)
        targets.remove(self.object.pk)


class ForwardingTargetViewSet(ModelViewSet):
    """For administrators: who gets data outside is theirs to decide and to record."""

    model = ForwardingTarget
    url_prefix = "xapi/forwarding"
    url_namespace = "xapi_forwarding"
    icon = "upload"
    menu_label = gettext_lazy("Outside LRSs")
    menu_name = "xapi-forwarding"
    menu_hook = "register_settings_menu_item"
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = TargetIndexView
    add_view_class = TargetCreateView
    edit_view_class = TargetEditView
    delete_view_class = TargetDeleteView
    inspect_view_class = TargetInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["name"]
    inspect_template_name = "xapi/admin/forwarding_target.html"
    search_fields = None  # there are a few at most

    def get_form_class(self, for_update: bool = False) -> type[TargetForm]:  # noqa: ARG002, FBT001, FBT002
        return TargetForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return given | {"usage_url_name": None, "history_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        pages = {
            "on": views.SwitchOnView,
            "off": views.SwitchOffView,
            "now": views.TryNowView,
            "letters": views.LettersView,
            "retry": views.RetryView,
        }
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/edit/", self.edit_view, name="edit"),
            path("<int:pk>/delete/", self.delete_view, name="delete"),
            *(
                path(f"<int:pk>/{name}/", view.as_view(), name=name)
                for name, view in pages.items()
            ),
        ]
