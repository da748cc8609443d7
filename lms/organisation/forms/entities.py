"""Forms about entities: as they are, and as they merge, move and get other names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from lms.common import clock
from lms.organisation.exceptions import OrganisationError
from lms.organisation.models import Entity, PolicyDomain
from lms.organisation.operations.entities import refuse_circle


class DayInput(forms.DateInput):
    """The date picker of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EntityForm(WagtailAdminModelForm):
    """An entity as it is today. What changes on a day has a form of its own."""

    class Meta:
        model = Entity
        fields = (
            *("code", "ovo_code", "name", "type", "policy_domain", "parent"),
            *("valid_from", "valid_to", "successor"),
        )
        help_texts = {
            "name": _(
                "Only for a mistake: what it is called from some day on, you change with "
                "“Rename”."
            ),
            "parent": _(
                "Only for a mistake: where it lies from some day on, you change with "
                "“Move”."
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Neither parents nor successors lead back to the entity."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance.pk:
            for name in ("parent", "successor"):
                above = cleaned.get(name)
                try:
                    if above is not None:
                        refuse_circle(self.instance, above)
                except OrganisationError as refusal:
                    self.add_error(name, str(refusal))
        return cleaned


class ChangeForm(forms.Form):
    """What changes on an entity, on a day."""

    on = forms.DateField(
        label=_("From which day on"), initial=clock.today, widget=DayInput
    )

    def __init__(self, *args: Any, entity: Entity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entity = entity
        self.order_fields(["name", "parent", "policy_domain", "into", "on"])
        self.prepare(entity)

    def prepare(self, entity: Entity) -> None:
        """What this form offers for the entity."""


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("New name"), max_length=200)

    def prepare(self, entity: Entity) -> None:
        self.fields["name"].initial = entity.name


class EntityChoice(forms.ModelChoiceField[Entity]):
    """An entity with its code: names are alike."""

    def label_from_instance(self, obj: Entity) -> str:
        return f"{obj.name} ({obj.code})"


class MoveForm(ChangeForm):
    parent = EntityChoice(
        label=_("Lies under"),
        queryset=Entity.objects.none(),
        required=False,
        empty_label=_("Directly under the policy domain"),
    )
    policy_domain: forms.ModelChoiceField[PolicyDomain] = forms.ModelChoiceField(
        label=_("Policy domain"),
        queryset=PolicyDomain.objects.none(),
        empty_label=None,
    )

    def prepare(self, entity: Entity) -> None:
        parent: Any = self.fields["parent"]
        parent.queryset = _others(entity)
        domain: Any = self.fields["policy_domain"]
        domain.queryset = PolicyDomain.objects.order_by("name")
        parent.initial, domain.initial = entity.parent_id, entity.policy_domain_id


class MergeForm(ChangeForm):
    into = EntityChoice(
        label=_("Became part of"),
        queryset=Entity.objects.none(),
        help_text=_("HR of this entity sees the records of both from then on."),
    )

    def prepare(self, entity: Entity) -> None:
        into: Any = self.fields["into"]
        into.queryset = _others(entity)
        self.fields["on"].label = _("Last day of the entity that ends")


def _others(entity: Entity) -> Any:
    return Entity.objects.valid_on(clock.today()).exclude(pk=entity.pk)
