"""The tree on a day, and what changes in it on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lms.common import clock
from lms.organisation import operations
from lms.organisation.exceptions import OrganisationError
from lms.organisation.forms.entities import (
    ChangeForm,
    MergeForm,
    MoveForm,
    RenameForm,
)
from lms.organisation.importing.days import read_day
from lms.organisation.models import EarlierStanding, Entity
from lms.organisation.tree import tree_on

MAY_SEE: Final = "organisation.view_entity"
MAY_CHANGE: Final = "organisation.change_entity"


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def tree(request: HttpRequest) -> HttpResponse:
    """The organisation as it was, or is to be, on a day."""
    typed = request.GET.get("dag", "")
    day = read_day(typed) if typed else clock.today()
    context = {
        "day": day or clock.today(),
        "is_today": (day or clock.today()) == clock.today(),
        "wrong": typed if day is None else "",
        "domains": tree_on(day or clock.today()),
        "ended": _ended_before(day or clock.today()),
        "renamed": _renamed_before(day or clock.today()),
    }
    status = 400 if day is None else 200
    return render(request, "organisation/admin/tree.html", context, status=status)


def _ended_before(day: date) -> list[Entity]:
    """What has ended, the latest first."""
    ended = Entity.objects.filter(valid_to__lt=day).select_related("successor")
    return list(ended.order_by("-valid_to", "name"))


def _renamed_before(day: date) -> list[EarlierStanding]:
    """Earlier names and places, the latest first."""
    over = EarlierStanding.objects.filter(valid_to__lt=day)
    return list(over.select_related("entity", "parent").order_by("-valid_to"))


def _rename(entity: Entity, given: dict[str, Any]) -> str:
    operations.rename_entity(entity, name=given["name"], on=given["on"])
    return _("The entity has its new name.")


def _move(entity: Entity, given: dict[str, Any]) -> str:
    operations.move_entity(
        entity,
        parent=given["parent"],
        policy_domain=given["policy_domain"],
        on=given["on"],
    )
    return _("The entity has its new place.")


def _merge(entity: Entity, given: dict[str, Any]) -> str:
    operations.merge_entity(entity, into=given["into"], on=given["on"])
    return _("%(entity)s ends on %(day)s and becomes part of %(into)s.") % {
        "entity": entity.name,
        "day": date_format(given["on"], "j F Y"),
        "into": given["into"].name,
    }


CHANGES: Final[
    dict[str, tuple[Any, type[ChangeForm], Callable[[Entity, dict[str, Any]], str]]]
] = {
    "hernoemen": (gettext_lazy("Rename"), RenameForm, _rename),
    "verplaatsen": (gettext_lazy("Move"), MoveForm, _move),
    "samenvoegen": (gettext_lazy("Merge into another entity"), MergeForm, _merge),
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MAY_CHANGE, raise_exception=True)
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Rename, move or merge an entity on a day."""
    entity = get_object_or_404(Entity.objects.select_related("policy_domain"), pk=pk)
    title, form_class, act = CHANGES[what]
    form = form_class(request.POST or None, entity=entity)
    if request.method == "POST" and form.is_valid():
        try:
            told = act(entity, form.cleaned_data)
        except OrganisationError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return redirect("entities:edit", entity.pk)
    context = {"form": form, "entity": entity, "title": title}
    status = 400 if form.errors else 200
    return render(request, "organisation/admin/change.html", context, status=status)
