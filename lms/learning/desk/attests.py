"""What a law asks of a role: one's own standing, the people of HR, checking an attest."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.accounts.requests import SignedInRequest
from lms.common import clock
from lms.learning import operations
from lms.learning.assigning.external import (
    Standing,
    attests_before,
    holders,
    own_standings,
    standings_of,
)
from lms.learning.assigning.scope import reach_of
from lms.learning.enums import RequestState
from lms.learning.exceptions import LearningError
from lms.learning.models import Attest, ExternalRequirement

from .access import DeskRequest, for_who_assigns, own_page, status_of
from .answers import AttestForm, CheckForm

PER_PAGE = 50


@own_page
def own(request: SignedInRequest) -> HttpResponse:
    """How far one is oneself, what was brought, and the form for more."""
    standings = own_standings(request.user)
    if not standings:
        raise Http404
    form = None
    asked = request.POST.get("requirement", str(standings[0].requirement.pk))
    standing = next((s for s in standings if str(s.requirement.pk) == asked), None)
    if standing is None:
        raise Http404
    is_sent = request.method == "POST"
    form = AttestForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        requirement=standing.requirement,
    )
    if is_sent and form.is_valid() and _brought(request, standing, form):
        return redirect("learning:own_attests")
    attests = Attest.objects.of(request.user).with_names()
    return render(
        request,
        "learning/desk/own_attests.html",
        {"standings": standings, "form": form, "asked": standing, "attests": attests},
        status=status_of(form) if is_sent else 200,
    )


def _brought(request: SignedInRequest, standing: Standing, form: AttestForm) -> bool:
    try:
        operations.bring_attest(request.user, standing.requirement, form.brought)
    except LearningError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Your attest is kept. HR checks it and you hear it."))
    return True


@for_who_assigns
def people(request: DeskRequest) -> HttpResponse:
    """Who holds the role, how far each is, and which attests wait."""
    requirements = list(ExternalRequirement.objects.in_force(clock.today()))
    asked = request.GET.get("plicht", "")
    chosen = next((r for r in requirements if str(r.pk) == asked), None)
    requirement = chosen or next(iter(requirements), None)
    context: dict[str, object] = {"requirements": requirements, "chosen": requirement}
    if requirement is not None:
        held = holders(requirement, request.reach)
        ids = list(dict.fromkeys(held.values_list("person", flat=True)))
        page_obj = Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))
        shown = standings_of(requirement, list(page_obj), clock.today())
        waiting = attests_before(request.reach, apart_from=request.user).waiting()
        context |= {
            "page_obj": page_obj,
            "standings": shown,
            "waiting": waiting.filter(requirement=requirement)
            .with_names()
            .order_by("brought_at")[:PER_PAGE],
        }
    return render(request, "learning/desk/people.html", context)


@for_who_assigns
def check(request: DeskRequest, key: UUID) -> HttpResponse:
    """One attest, with its file, and the two buttons."""
    seen = attests_before(request.reach, apart_from=request.user).with_names()
    found = seen.filter(key=key).first()
    if found is None:
        raise Http404
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.check_attest(
                found.pk,
                by=request.user,
                accepted=form.accepts,
                answer=form.cleaned_data["answer"],
            )
        except LearningError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Kept. %(name)s hears of it.") % {"name": found.person}
            )
            return redirect("desk:people")
    found.refresh_from_db()
    return render(
        request,
        "learning/desk/check.html",
        {
            "attest": found,
            "form": form,
            "is_waiting": found.state == RequestState.WAITING,
        },
        status=status_of(form) if request.method == "POST" else 200,
    )


@own_page
def file(request: SignedInRequest, key: UUID) -> FileResponse:
    """The file of an attest, to its person and to who may check it."""
    found = Attest.objects.of(request.user).filter(key=key).first()
    if found is None:
        seen = attests_before(reach_of(request.user), apart_from=request.user)
        found = seen.filter(key=key).first()
    if found is None or not found.file:
        raise Http404
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.file_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
