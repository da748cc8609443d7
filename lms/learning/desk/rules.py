"""The rules: the list, one rule, making and changing one with a preview first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.common import clock
from lms.learning import operations
from lms.learning.assigning.querysets import AssignmentRuleQuerySet
from lms.learning.assigning.scope import Reach, entities_above
from lms.learning.assigning.terms import terms_of
from lms.learning.assigning.touching import Preview, Touched
from lms.learning.enums import OPEN_STATUSES, Status
from lms.learning.exceptions import LearningError, NotYours
from lms.learning.models import AssignmentRule, RuleException
from lms.learning.reminding.plans import DEFAULT
from lms.organisation.models import Mandate

from .access import DeskRequest, for_who_assigns, status_of
from .forms import ExceptionForm, RuleForm

PER_PAGE = 50
NAMES = 25
# What an address of a preview holds besides the form.
NOT_OF_THE_FORM = ("csrfmiddlewaretoken", "page", "weg")


def seen_rules(reach: Reach) -> AssignmentRuleQuerySet:
    """Rules of one's entities, and those from above that ask something there too."""
    if reach.everywhere:
        return AssignmentRule.objects.all()
    above = {pk for own in reach.scope.entities for pk in entities_above(own)}
    from_above = Q(entity=None) | Q(entity__in=above, with_below=True)
    own = Q(entity__in=sorted(reach.scope.entities))
    return AssignmentRule.objects.filter(own | from_above)


def found_rule(request: DeskRequest, pk: int) -> AssignmentRule:
    """A rule that this person may see. Raises ``Http404``."""
    rule = seen_rules(request.reach).with_names().filter(pk=pk).first()
    if rule is None:
        raise Http404
    return rule


def _changeable(request: DeskRequest, pk: int) -> AssignmentRule:
    rule = found_rule(request, pk)
    if not request.reach.holds(rule.entity_id):
        raise Http404
    return rule


@for_who_assigns
def rules(request: DeskRequest) -> HttpResponse:
    """All rules that ask something here, those in force first."""
    standing = Count("assignments", filter=Q(assignments__ended_at=None))
    found = seen_rules(request.reach).with_names().annotate(asked=standing)
    ordered = found.order_by("stopped_at", "name", "pk")
    if "stopgezet" not in request.GET:
        ordered = ordered.filter(stopped_at=None)
    page_obj = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(each, request.reach.holds(each.entity_id)) for each in page_obj]
    context = {
        "page_obj": page_obj,
        "shown": shown,
        "with_stopped": "stopgezet" in request.GET,
    }
    return render(request, "learning/desk/rules.html", context)


@for_who_assigns
def rule(request: DeskRequest, pk: int) -> HttpResponse:
    """One rule: what it says, whom it asks, for whom it does not hold."""
    found = found_rule(request, pk)
    theirs = request.reach.holds(found.entity_id)
    form = ExceptionForm(request.POST or None, reach=request.reach)
    if request.method == "POST" and theirs and form.is_valid():
        given = form.cleaned_data
        try:
            operations.except_from_rule(
                found.pk,
                given["person"],
                by=request.user,
                reason=given["reason"],
                since=given["since"],
                until=given["until"],
                due_on=given["due_on"],
            )
        except LearningError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("The exception for %(name)s is kept.") % {"name": given["person"]},
            )
            return redirect("desk:rule", pk=found.pk)
    return render(
        request,
        "learning/desk/rule.html",
        {**_about(request, found), "rule": found, "form": form, "is_theirs": theirs},
        status=status_of(form) if request.method == "POST" else 200,
    )


def _about(request: DeskRequest, found: AssignmentRule) -> dict[str, Any]:
    """Numbers, names page by page, and exceptions; names only where one may see them."""
    standing = found.assignments.standing()
    late = Q(due_on__lt=clock.today(), participation__status__in=OPEN_STATUSES)
    done = Q(participation__status=Status.COMPLETED)
    numbers = standing.aggregate(
        asked=Count("pk"),
        done=Count("pk", filter=done),
        late=Count("pk", filter=late),
    )
    seen = request.reach.names(
        Mandate.objects.filter(entity__in=sorted(request.reach.scope.entities))
    )
    named = standing.filter(mandate__in=seen.values("pk"), learner__erased_at=None)
    names = named.select_related("learner", "participation", "mandate__entity")
    ordered = names.order_by("learner__last_name", "learner__first_name", "pk")
    exceptions = RuleException.objects.filter(
        rule=found,
        person__in=seen.values("person"),
        person__erased_at=None,
    ).select_related("person", "by")
    return {
        "numbers": numbers,
        "page_obj": Paginator(ordered, NAMES).get_page(request.GET.get("page")),
        "exceptions": exceptions[:PER_PAGE],
        "versions": found.versions.select_related("by").order_by("-version")[:10],
        "today": clock.today(),
    }


@for_who_assigns
def new(request: DeskRequest) -> HttpResponse:
    """Make a rule: fill it in, see whom it touches, save it."""
    return _fill_in(request, None)


@for_who_assigns
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a rule: see what that adds and drops, save it."""
    return _fill_in(request, _changeable(request, pk))


def _fill_in(request: DeskRequest, found: AssignmentRule | None) -> HttpResponse:
    if found is not None and found.is_stopped:
        messages.error(request, _("This rule was stopped meanwhile."))
        return redirect("desk:rule", pk=found.pk)
    given = request.POST if request.method == "POST" else request.GET
    form = RuleForm(
        given if "name" in given else None,
        initial=_initial(found),
        reach=request.reach,
        rule=found,
    )
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            if (answer := _save(request, form, found)) is not None:
                return answer
        else:
            return render(
                request, "learning/desk/rule_form.html", _preview(request, form, found)
            )
    context = {"form": form, "rule": found}
    status = status_of(form) if form.is_bound else 200
    return render(request, "learning/desk/rule_form.html", context, status=status)


def _initial(found: AssignmentRule | None) -> dict[str, Any]:
    if found is None:
        return {
            "valid_from": clock.today(),
            "key": uuid4(),
            "remind_before": DEFAULT.before,
            "remind_after": DEFAULT.after,
        }
    said = terms_of(found)
    fields = {name: getattr(said, name) for name in said.__slots__}
    return {**fields, "name": found.name, "version": found.version, "key": found.key}


def _save(
    request: DeskRequest, form: RuleForm, found: AssignmentRule | None
) -> HttpResponse | None:
    """Where it leads, or nothing when it was refused: the form says why."""
    given = form.cleaned_data
    try:
        if found is None:
            kept = operations.make_rule(
                form.terms,
                name=given["name"],
                by=request.user,
                key=given["key"] or uuid4(),
            )
        else:
            kept = operations.change_rule(
                found.pk,
                form.terms,
                name=given["name"],
                by=request.user,
                version=given["version"] or 0,
            )
    except LearningError as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(
        request,
        _("“%(name)s” is saved. Whom it touches is asked in the next minutes.")
        % {"name": kept.name},
    )
    return redirect("desk:rule", pk=kept.pk)


def _preview(
    request: DeskRequest, form: RuleForm, found: AssignmentRule | None
) -> dict[str, Any]:
    preview = Preview(Touched(form.terms, rule=found), request.reach)
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in NOT_OF_THE_FORM
        for value in values
    ]
    return {
        "form": form,
        "rule": found,
        "preview": preview,
        "numbers": preview.numbers,
        "page_obj": _page(preview.people, request.GET.get("page")),
        "dropped": _page(preview.let_go, request.GET.get("weg")),
        "kept": kept,
        "url_prefix": f"?{urlencode(kept)}&",
    }


def _page(found: Any, number: str | None) -> Any:
    return Paginator(found, NAMES).get_page(number)


@for_who_assigns
def stop(request: DeskRequest, pk: int) -> HttpResponse:
    """Stop a rule. Who signs in on the way comes by GET: back to where the button is."""
    found = _changeable(request, pk)
    if request.method == "POST":
        try:
            operations.stop_rule(found.pk, by=request.user)
        except LearningError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("“%(name)s” is stopped. What people began or did stays.")
                % {"name": found.name},
            )
    return redirect("desk:rule", pk=found.pk)


@for_who_assigns
def end_exception(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an exception back."""
    found = RuleException.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    shown = _changeable(request, found.rule_id)
    if request.method == "POST":
        try:
            operations.end_exception(found.pk, by=request.user)
        except NotYours as unknown:
            raise Http404 from unknown
        except LearningError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The rule holds for this person again."))
    return redirect("desk:rule", pk=shown.pk)
