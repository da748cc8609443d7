"""Enrolling people together: pick or paste, then a report for each line."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lms.accounts.models import User
from lms.common.text import as_typed
from lms.learning import operations
from lms.learning.assigning.scope import people_within
from lms.learning.enums import LineState
from lms.learning.exceptions import LearningError
from lms.learning.models import BulkEnrolment

from .access import DeskRequest, for_who_assigns, status_of
from .forms import ListForm

SHOWN = 50
ID = re.compile("[0-9]{1,17}")


@for_who_assigns
def enrol(request: DeskRequest) -> HttpResponse:
    """Choose people and an activity. To search, or to take somebody out, keeps the rest."""
    typed = request.POST
    hands_in = request.method == "POST" and not {"opzoeken", "weg"} & typed.keys()
    chosen = _chosen(request)
    form = ListForm(typed if hands_in else None, initial=typed.dict(), chosen=chosen)
    if hands_in and form.is_valid():
        given = form.cleaned_data
        try:
            bulk = operations.hand_in(
                given["given"],
                given["activity"],
                by=request.user,
                key=given["key"],
                due_on=given["due_on"],
            )
        except LearningError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk:report", key=bulk.key)
    words = as_typed(typed.get("zoek", request.GET.get("zoek", "")))[:100].strip()
    found = _found(request, words)
    others = list(found.exclude(pk__in=[each.pk for each in chosen])[: SHOWN + 1])
    return render(
        request,
        "learning/desk/enrol.html",
        {
            "form": form,
            "words": words,
            "people": others[:SHOWN],
            "are_chosen": bool(words) and not others and found.exists(),
            "is_cut": len(others) > SHOWN,
            "chosen": chosen,
            "mine": BulkEnrolment.objects.filter(by=request.user)
            .select_related("activity")
            .annotate(people=Count("lines"))[:5],
        },
        status=status_of(form) if hands_in else 200,
    )


def _chosen(request: DeskRequest) -> list[User]:
    """Who is ticked now or was before, without who is taken out; by name."""
    ids = {*request.POST.getlist("person")} - {*request.POST.getlist("weg")}
    asked = [each for each in ids if ID.fullmatch(each)]
    if not asked:
        return []
    people = people_within(request.reach).filter(pk__in=asked)
    return list(people.order_by("last_name", "first_name", "pk"))


def _found(request: DeskRequest, words: str) -> QuerySet[User]:
    if not words:
        return User.objects.none()
    found = people_within(request.reach)
    for word in words.split():
        found = found.filter(
            Q(last_name__icontains=word)
            | Q(first_name__icontains=word)
            | Q(email__icontains=word)
            | Q(vo_id__iexact=word)
            | Q(personnel_number__iexact=word)
        )
    return found.order_by("last_name", "first_name", "pk")


@for_who_assigns
def report(request: DeskRequest, key: UUID) -> HttpResponse:
    """What became of each line, to who handed the list in."""
    own = BulkEnrolment.objects.filter(by=request.user).select_related("activity")
    bulk = get_object_or_404(own, key=key)
    counted = bulk.lines.order_by().values_list("state").annotate(Count("pk"))
    numbers = dict(counted)
    lines = bulk.lines.select_related("person")
    # What needs a hand comes first.
    ordered = lines.order_by("-why", "number")
    return render(
        request,
        "learning/desk/report.html",
        {
            "bulk": bulk,
            "numbers": [
                (state.label, numbers[state]) for state in LineState if state in numbers
            ],
            "waiting": numbers.get(LineState.WAITING, 0),
            "page_obj": Paginator(ordered, SHOWN).get_page(request.GET.get("page")),
        },
    )
