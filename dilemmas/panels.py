"""Panels of the admin that Wagtail does not have."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, get_form_for_model


def key_panel() -> FieldPanel:
    """The key of a child, carried by the form: a child of a draft has no row to know it by."""
    return FieldPanel("key", widget=forms.HiddenInput, classname="w-hidden")


class ChildrenPanel(InlinePanel):
    """An inline panel whose forms are of the child model's own ``base_form_class``."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        model = self.db_field.related_model
        deferred = self.child_edit_handler.get_form_options().get(
            "defer_required_on_fields", []
        )
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            model,
            form_class=getattr(model, "base_form_class", WagtailAdminModelForm),
            defer_required_on_fields=deferred,
        )
        return options
