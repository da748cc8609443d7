"""Tokens in the admin: made, rotated and revoked there; what they were used for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from lms.common import clock
from lms.organisation.models import Entity

from .enums import TokenScope
from .forms import EndForm, TokenForm
from .models import ApiToken, TokenUse
from .operations import make_token, revoke_token, rotate_token

MADE = "wagtail.create"
ROTATED = "api.rotate_token"
REVOKED = "api.revoke_token"
SHOWN_FOR = timedelta(days=31)


def _scopes(token: ApiToken) -> str:
    return ", ".join(str(TokenScope(scope).label) for scope in token.scopes)


def _entities(token: ApiToken) -> str:
    return ", ".join(f"{entity.code} {entity.name}" for entity in token.entities.all())


def _standing(token: ApiToken) -> str:
    return str(token.standing)


def _when(moment: datetime | None) -> str:
    if moment is None:
        return gettext("no")
    return formats.date_format(timezone.localtime(moment), "j F Y H:i")


def _shown_once(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The answer to one request that holds the secret: no session, address or log does."""
    return TemplateResponse(request, "api/admin/token_made.html", context)


class TokenIndexView(generic.IndexView):
    """By name; nothing here shows a secret, because none is kept."""

    def get_base_queryset(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.with_reach()


class TokenCreateView(generic.CreateView):
    """Makes a token, and shows it in the answer to that one request."""

    page_title = _("New token")
    submit_button_label = _("Make")

    def get_form_class(self) -> type[TokenForm]:
        return TokenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        kwargs.pop("instance", None)  # TokenForm is no ModelForm
        return kwargs

    def form_valid(self, form: TokenForm) -> HttpResponse:
        given = form.cleaned_data
        made = make_token(
            given["name"],
            scopes=[TokenScope(scope) for scope in given["scopes"]],
            entities=given["entities"],
            ends_on=given["ends_on"],
            by=self.request.user,
            key=given["key"],
        )
        self.object = made.token
        log(instance=self.object, action=MADE, user=self.request.user)
        context = super().get_context_data(form=form, token_text=made.text)
        return _shown_once(self.request, context)


class TokenInspectView(generic.InspectView):
    """One token: what it may do, what it was used for, and the way to end it."""

    labels: ClassVar[dict[str, Any]] = {"standing": _("Status")}
    template_name = "api/admin/token.html"

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(
            self.labels.get(field_name) or super().get_field_label(field_name, field)
        )

    def get_scopes_display_value(self) -> str:
        return _scopes(self.object)

    def get_entities_display_value(self) -> str:
        return _entities(self.object)

    def get_standing_display_value(self) -> str:
        return _standing(self.object)

    def get_made_at_display_value(self) -> str:
        return _when(self.object.made_at)

    def get_revoked_at_display_value(self) -> str:
        return _when(self.object.revoked_at)

    def get_previous_until_display_value(self) -> str:
        return _when(self.object.previous_until)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = TokenUse.objects.filter(token=self.object).per_day(
            clock.today() - SHOWN_FOR
        )
        for day in days:
            day["label"] = TokenScope(day["resource"]).label
        context: dict[str, Any] = super().get_context_data(days=days, **kwargs)
        return context

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.is_revoked or not self.user_has_permission("change"):
            return []
        ways = (
            ("api_tokens:rotate", gettext("New secret"), "rotate"),
            ("api_tokens:revoke", gettext("Revoke"), "cross"),
        )
        return [
            HeaderButton(
                label, url=reverse(name, args=[self.object.pk]), icon_name=icon
            )
            for name, label, icon in ways
        ]


class TokenRevokeView(generic.DeleteView):
    """Asks whether it is meant, then revokes; the row stays, to be read."""

    object: ApiToken
    permission_required = "change"
    page_title = _("Revoke")
    template_name = "xapi/admin/credential_revoke.html"

    def get_object(self, queryset: Any = None) -> ApiToken:  # noqa: ARG002
        return get_object_or_404(ApiToken, pk=self.kwargs["pk"])

    def get_usage_url(self) -> None:
        """No page refers to a token."""

    def get_delete_url(self) -> str:
        return str(self.request.path)

    def get_success_url(self) -> str:
        return reverse("api_tokens:inspect", args=[self.object.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        if not self.object.is_revoked:
            revoke_token(self.object.pk)
            log(instance=self.object, action=REVOKED, user=request.user)
        messages.success(
            request,
            gettext("“%(name)s” is revoked. It opens nothing any more.")
            % {"name": self.object.name},
        )
        return redirect(self.get_success_url())


class TokenRotateView(TokenRevokeView):
    """Gives a token another secret, and shows it in the answer to that one request."""

    page_title = _("New secret")
    template_name = "api/admin/token_rotate.html"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.ending = EndForm(request.POST or None)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(ending=self.ending, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        if self.object.is_revoked:
            messages.error(
                request, gettext("This token was revoked. Make another one.")
            )
            return redirect(self.get_success_url())
        if not self.ending.is_valid():
            return self.render_to_response(self.get_context_data())
        made = rotate_token(self.object.pk, ends_on=self.ending.cleaned_data["ends_on"])
        self.object = made.token
        log(instance=self.object, action=ROTATED, user=request.user)
        return _shown_once(request, self.get_context_data(token_text=made.text))


class TokenViewSet(ModelViewSet):
    """Under the settings: for administrators, and to read for data protection."""

    model = ApiToken
    url_prefix = "api/tokens"
    url_namespace = "api_tokens"
    icon = "key"
    menu_label = _("Access to the API")
    menu_name = "api-tokens"
    menu_hook = "register_settings_menu_item"
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView
    inspect_view_class = TokenInspectView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = [
        *("name", "key", "scopes", "entities", "standing", "ends_on", "last_used_on"),
        *("made_by", "made_at", "previous_until", "revoked_at"),
    ]
    add_to_reference_index = False
    list_display: ClassVar = [
        "name",
        Column("scopes", label=_("Scopes"), accessor=_scopes),
        Column("entities", label=_("Entities"), accessor=_entities),
        Column("standing", label=_("Status"), accessor=_standing),
        Column("ends_on", label=_("Valid up to and including"), sort_key="ends_on"),
        Column("last_used_on", label=_("Last used on"), sort_key="last_used_on"),
    ]
    search_fields = ["name", "key"]
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []

    # Who may change a token may rotate and revoke it; there is no form to change one.
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
        return self.construct_view(TokenRevokeView, **self.get_common_view_kwargs())

    @property
    def rotate_view(self) -> Any:
        view = self.construct_view(TokenRotateView, **self.get_common_view_kwargs())
        return never_cache(view)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("revoke/<int:pk>/", self.revoke_view, name="revoke"),
            path("rotate/<int:pk>/", self.rotate_view, name="rotate"),
        ]


class UseInspectView(generic.InspectView):
    """One answer: what was asked, what was in scope, how many rows left."""

    def get_question_display_value(self) -> str:
        given = self.object.question.items()
        return ", ".join(f"{name}: {value}" for name, value in given) or gettext("none")

    def get_reach_display_value(self) -> str:
        """Entities by code and by what they are called today."""
        entities = Entity.objects.filter(pk__in=self.object.reach).order_by("code")
        return ", ".join(f"{entity.code} {entity.name}" for entity in entities)


class UseIndexView(generic.IndexView):
    """The last use first."""

    def get_base_queryset(self) -> QuerySet[TokenUse]:
        return TokenUse.objects.with_token()


class TokenUseViewSet(ModelViewSet):
    """What left by the API, for whoever may read it."""

    model = TokenUse
    url_prefix = "api/uses"
    url_namespace = "api_uses"
    icon = "download"
    menu_label = _("Use of the API")
    menu_order = 911
    add_to_admin_menu = True
    index_view_class = UseIndexView
    inspect_view_class = UseInspectView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = [
        "token",
        "at",
        "resource",
        "question",
        "reach",
        "rows",
    ]
    list_display: ClassVar = [
        "__str__",
        DateColumn("at", label=_("When"), sort_key="at"),
        Column("rows", label=_("Rows"), sort_key="rows"),
    ]
    list_filter: ClassVar = ["token", "resource"]
    exclude_form_fields: list[str] = []
