"""Credentials in the admin: made and revoked there, never changed, never deleted.

What is lent to browsers is not listed: it ends by itself within hours.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from lms.xapi.enums import Scope, Store
from lms.xapi.models import Credential
from lms.xapi.operations import make_credential, revoke_credential
from lms.xapi.querysets import CredentialQuerySet

from .forms import CredentialForm

MADE = "wagtail.create"
REVOKED = "xapi.revoke_credential"


def _scopes(credential: Credential) -> str:
    return ", ".join(str(Scope(scope).label) for scope in credential.scopes)


def _store(credential: Credential) -> str:
    return str(Store(credential.store).label)


def _when(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y H:i")


def _status(credential: Credential) -> str:
    return gettext("In use") if credential.active else gettext("Revoked")


class CredentialIndexView(generic.IndexView):
    """By name; nothing here shows a secret, because none is kept."""

    def get_base_queryset(self) -> CredentialQuerySet:
        return Credential.objects.lasting()


class CredentialCreateView(generic.CreateView):
    """Makes a credential, and shows its secret in the answer to that one request.

    So the secret is in no session, no address and no log.
    """

    page_title = _("New credential")
    submit_button_label = _("Make")

    def get_form_class(self) -> type[CredentialForm]:
        return CredentialForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        kwargs.pop("instance", None)  # CredentialForm is no ModelForm
        return kwargs

    def form_valid(self, form: CredentialForm) -> HttpResponse:
        given = form.cleaned_data
        made = make_credential(
            given["name"],
            key=given["key"],
            scopes=[Scope(scope) for scope in given["scopes"]],
            store=Store(given["store"]),
        )
        self.object = made.credential
        log(instance=self.object, action=MADE, user=self.request.user)
        context = super().get_context_data(
            form=form,
            secret=made.secret,
        )
        return TemplateResponse(
            self.request, "xapi/admin/credential_made.html", context
        )


class CredentialInspectView(generic.InspectView):
    """One credential, and the way to revoke it."""

    labels: ClassVar[dict[str, Any]] = {"status": _("Status")}
    revoke_url_name = "xapi_credentials:revoke"

    def get_object(self, queryset: Any = None) -> Credential:  # noqa: ARG002
        return get_object_or_404(Credential.objects.lasting(), pk=self.pk)

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(
            self.labels.get(field_name) or super().get_field_label(field_name, field)
        )

    def get_scopes_display_value(self) -> str:
        return _scopes(self.object)

    def get_status_display_value(self) -> str:
        return _status(self.object)

    def get_store_display_value(self) -> str:
        return _store(self.object)

    def get_created_at_display_value(self) -> str:
        return _when(self.object.created_at)

    def get_revoked_at_display_value(self) -> str:
        revoked = self.object.revoked_at
        return _when(revoked) if revoked else gettext("no")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.object.active or not self.user_has_permission("change"):
            return []
        address = reverse(self.revoke_url_name, args=[self.object.pk])
        return [HeaderButton(gettext("Revoke"), url=address, icon_name="cross")]


class CredentialRevokeView(generic.DeleteView):
    """Asks whether it is meant, then revokes; the row stays, to be read."""

    permission_required = "change"
    page_title = _("Revoke")
    template_name = "xapi/admin/credential_revoke.html"

    def get_object(self, queryset: Any = None) -> Credential:  # noqa: ARG002
        return get_object_or_404(Credential.objects.lasting(), pk=self.kwargs["pk"])

    def get_usage_url(self) -> None:
        """No page refers to a credential."""

    def get_delete_url(self) -> str:
        return str(self.request.path)

    def get_success_url(self) -> str:
        return reverse("xapi_credentials:inspect", args=[self.object.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        if self.object.active:
            revoke_credential(self.object.pk)
            log(instance=self.object, action=REVOKED, user=request.user)
        messages.success(
            request,
            gettext("“%(name)s” is revoked. It opens nothing any more.")
            % {"name": self.object.name},
        )
        return redirect(self.get_success_url())


class CredentialViewSet(ModelViewSet):
    """Under the settings: for administrators."""

    model = Credential
    url_prefix = "xapi/credentials"
    url_namespace = "xapi_credentials"
    icon = "key"
    menu_label = _("Access to the LRS")
    menu_name = "xapi-credentials"
    menu_hook = "register_settings_menu_item"
    index_view_class = CredentialIndexView
    add_view_class = CredentialCreateView
    inspect_view_class = CredentialInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        *("name", "key", "scopes", "store", "status", "created_at", "revoked_at")
    ]
    add_to_reference_index = False
    list_display = [
        "name",
        Column("scopes", label=_("Scopes"), accessor=_scopes),
        Column("store", label=_("Store"), accessor=_store),
        Column("status", label=_("Status"), accessor=_status),
        Column("created_at", label=_("Made at"), sort_key="created_at"),
    ]
    list_filter = ["store", "active"]
    search_fields = ["name", "key"]
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []

    # Who may change a credential may revoke it; there is no form to change one.
    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        return given | {"edit_url_name": None, "copy_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_inspect_view_kwargs(**kwargs)
        return given | {"edit_url_name": None}

    @property
    def add_view(self) -> Any:
        return never_cache(super().add_view)

    @property
    def revoke_view(self) -> Any:
        return self.construct_view(
            CredentialRevokeView, **self.get_common_view_kwargs()
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("revoke/<int:pk>/", self.revoke_view, name="revoke"),
        ]
