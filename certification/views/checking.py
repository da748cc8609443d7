"""Checking a certificate: public, without login, never a list."""

from __future__ import annotations

import logging
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certification import operations, throttle
from certification.codes import as_code
from certification.decoys import decoy
from certification.exceptions import Erased, NoSealingKey
from certification.forms import CodeForm, DayForm
from certification.machine import as_json
from certification.models import Certificate
from certification.pdf import qr_code
from lms.common import clock

from .answering import framed, shown, unlisted, wait, wait_body
from .uploading import ask, upload

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go to its certificate; or take a PDF, and say what it is."""
    if request.method == "POST":
        return upload(request)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certification:certificate", form.cleaned_data["code"])
    return ask(request, code=form)


@require_safe
@unlisted
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that is printed on a certificate, and how it stands on a day."""
    canonical = as_code(code)
    if canonical and canonical != code:
        query = request.META["QUERY_STRING"]
        answer = redirect("certification:certificate", canonical)
        answer["Location"] += f"?{query}" if query else ""
        return answer
    return _page(request, _look_up(canonical))


def _page(
    request: HttpRequest, found: Certificate | None, *, status: int = 200
) -> HttpResponse:
    """The page of a certificate or of an unknown code; either way both are set.

    So neither takes longer than the other. What is set for nothing is thrown away.
    """
    day, form = _day(request)
    context = shown(found or decoy(), day) | {"day_form": form}
    body = render_to_string("certification/certificate_body.html", context)
    waits = throttle.has_to_wait(request)
    other = wait_body() if waits else _unknown_body(request)
    if found is not None:
        throttle.count_hit(request)
        title = (
            _("Certificate of attendance %(number)s")
            if found.is_of_attendance
            else _("Certificate %(number)s")
        ) % {"number": found.number}
        invalid = 400 if form.errors else status
        return framed(request, title, body, status=invalid)
    throttle.count_miss(request)
    if waits:
        return wait(framed(request, _("Try again later"), other))
    return framed(request, _("Unknown code"), other, status=404)


def _unknown_body(request: HttpRequest) -> str:
    typed = request.resolver_match.kwargs["code"] if request.resolver_match else ""
    return render_to_string(
        "certification/unknown_body.html", {"form": CodeForm(), "typed": typed}
    )


def _day(request: HttpRequest) -> tuple[date, DayForm]:
    """The day that was asked for, else today."""
    today = clock.today()
    if "op" not in request.GET:
        return today, DayForm(initial={"op": today})
    form = DayForm(request.GET)
    return (form.cleaned_data["op"] if form.is_valid() else today), form


@require_safe
@unlisted
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF: the bytes that were rendered once; gone when its person was erased."""
    found = _look_up(as_code(code))
    if found is None:
        return _page(request, None)
    try:
        kept = operations.document_of(found)
    except Erased:
        return _page(request, found, status=410)
    except NoSealingKey:
        logger.exception("The PDF of %s waits for a key to sign it.", found.number)
        response = render(
            request,
            "certification/not_sealed.html",
            {"certificate": found},
            status=503,
        )
        response["Retry-After"] = "3600"
        return response
    etag = f'"{kept.sha256}"'
    name = get_valid_filename(f"{_('certificate')} {found.number} {found.name}")
    response = HttpResponse(
        bytes(kept.content or b""),
        content_type="application/pdf",
        headers={
            "ETag": etag,
            "Content-Disposition": content_disposition_header(
                as_attachment=False, filename=f"{name}.pdf"
            )
            or "inline",
        },
    )
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
@unlisted
def machine_answer(request: HttpRequest, code: str) -> HttpResponse:
    """The same facts and status, for programs."""
    found = _look_up(as_code(code))
    day, form = _day(request)
    answer = JsonResponse(
        as_json(found or decoy(), on=day), json_dumps_params={"ensure_ascii": False}
    )
    waits = throttle.has_to_wait(request)
    if found is None:
        throttle.count_miss(request)
        if waits:
            return wait(JsonResponse({"status": "throttled"}))
        return JsonResponse({"status": "unknown"}, status=404)
    throttle.count_hit(request)
    if form.errors:
        return JsonResponse({"error": form.errors["op"][0]}, status=400)
    return answer


@require_safe
@unlisted
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a certificate, as it stands on the paper."""
    found = _look_up(as_code(code))
    if found is None:
        return _page(request, None)
    return HttpResponse(qr_code(found.address), content_type="image/svg+xml")


def _look_up(code: str | None) -> Certificate | None:
    return Certificate.objects.find(code or "")
