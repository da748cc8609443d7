"""The organisation in the admin: data that an administrator keeps, and never deletes."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from .forms.entities import EntityForm
from .forms.mandates import MandateForm, RoleForm
from .models import Entity, IntegrityRole, Mandate, PolicyDomain


class EntityIndexView(IndexView):
    """What a row names comes in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return Entity.objects.select_related("policy_domain", "parent")


class EntityEditView(EditView):
    """With the ways to change it on a day, which keep what it was."""

    @property
    def header_more_buttons(self) -> list[Button]:
        ways = (
            (_("Rename"), "hernoemen", "edit"),
            (_("Move"), "verplaatsen", "arrow-right"),
            (_("Merge into another entity"), "samenvoegen", "resubmit"),
        )
        return [
            *super().header_more_buttons,
            *(
                Button(
                    label,
                    url=reverse("organisation_change", args=[self.object.pk, what]),
                    icon_name=icon,
                    priority=order,
                )
                for order, (label, what, icon) in enumerate(ways, 1)
            ),
        ]


class MandateIndexView(IndexView):
    """What a row names comes in the same query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return Mandate.objects.with_names().select_related("person")


class PolicyDomainViewSet(ModelViewSet):
    model = PolicyDomain
    icon = "folder-open-inverse"
    menu_label = _("Policy domains")
    list_display = ["code", "name", "valid_from", "valid_to"]
    form_fields: ClassVar = ["code", "name", "valid_from", "valid_to", "successor"]


class EntityViewSet(ModelViewSet):
    model = Entity
    icon = "home"
    menu_label = _("Entities")
    index_view_class = EntityIndexView
    list_display = ["name", "code", "policy_domain", "parent", "valid_to"]
    list_filter = ["policy_domain", "type"]
    search_fields = ["name", "code", "ovo_code"]
    edit_view_class = EntityEditView

    def get_form_class(self, for_update: bool = False) -> type[EntityForm]:  # noqa: ARG002, FBT001, FBT002
        return EntityForm


class RoleViewSet(ModelViewSet):
    model = IntegrityRole
    icon = "tag"
    menu_label = _("Roles")
    list_display = ["name", "description"]

    def get_form_class(self, for_update: bool = False) -> type[RoleForm]:  # noqa: ARG002, FBT001, FBT002
        return RoleForm


class MandateViewSet(ModelViewSet):
    model = Mandate
    icon = "user"
    menu_label = _("Mandates")
    index_view_class = MandateIndexView
    list_display = ["person", "role", "entity", "valid_from", "valid_to"]
    list_filter = ["role", "entity"]
    search_fields = ["person__first_name", "person__last_name", "person__email"]

    def get_form_class(self, for_update: bool = False) -> type[MandateForm]:  # noqa: ARG002, FBT001, FBT002
        return MandateForm


class OrganisationGroup(ViewSetGroup):
    """One line of the menu, shown to who may change any of them."""

    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 700
    items: ClassVar = (
        EntityViewSet("entities"),
        MandateViewSet("mandates"),
        RoleViewSet("roles"),
        PolicyDomainViewSet("policy_domains"),
    )
