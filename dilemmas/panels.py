"""Panels of the admin that Wagtail does not have."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    get_form_for_model,
)


def key_panel() -> FieldPanel:
    """The key of a child, carried by the form: a child of a draft has no row to know it by."""
    return FieldPanel("key", widget=forms.HiddenInput, classname="w-hidden")


class FoldedPanel(MultiFieldPanel):
    """Fields that few need: folded until one of them says something.

    ``summary`` is what one sees of it, and unfolds it.
    """

    def __init__(self, *args: Any, summary: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summary = summary

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "summary": self.summary}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "dilemmas/editor/folded_panel.html"

        @property
        def is_open(self) -> bool:
            """Whether a field has a value or an error."""
            return any(
                child.bound_field.errors or _says(child.bound_field.value())
                for child in self.visible_children
            )


def _says(value: Any) -> bool:
    """Whether a field holds something; an empty list of JSON comes as text."""
    return bool(value) and value != "[]"


class ChildrenPanel(InlinePanel):
    """An inline panel whose forms are of a class of ours."""

    def __init__(
        self, *args: Any, form_class: type[WagtailAdminModelForm], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get(
            "defer_required_on_fields", []
        )
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=self.form_class,
            defer_required_on_fields=deferred,
        )
        return options
