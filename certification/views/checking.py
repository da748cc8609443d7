"""Checking a certificate: public, without login, never a list."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification import operations, throttle
from certification.codes import as_code
from certification.enums import Standing
from certification.exceptions import Erased, NoSealingKey
from certification.forms import CodeForm
from certification.models import Certificate
from certification.pdf import qr_code
from certification.printed import lasting_facts, printed
from lms.common import clock

Answer = Callable[..., HttpResponse]

logger = logging.getLogger(__name__)

# What a status looks like in components/state.html and .status-panel.
LOOKS = {
    Standing.VALID: "valid",
    Standing.EXPIRED: "expired",
    Standing.REVOKED: "revoked",
    Standing.SUPERSEDED: "revoked",
}


def unlisted(view: Answer) -> Answer:
    """Keep what a view answers out of search engines and shared caches."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


@require_safe
@unlisted
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go to its certificate."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certification:certificate", form.cleaned_data["code"])
    return render(
        request,
        "certification/check.html",
        {"form": form},
        status=400 if form.errors else 200,
    )


@require_safe
@unlisted
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that is printed on a certificate, and how it stands today."""
    canonical = as_code(code)
    if canonical and canonical != code:
        return redirect("certification:certificate", canonical)
    found = _find(request, canonical)
    if isinstance(found, HttpResponse):
        return found
    return _page_of(request, found)


def _page_of(
    request: HttpRequest, found: Certificate, *, status: int = 200
) -> HttpResponse:
    today = clock.today()
    standing = found.standing_on(today)
    return render(
        request,
        "certification/certificate.html",
        {
            "certificate": found,
            "printed": printed(found),
            "lasting": lasting_facts(found),
            "standing": standing,
            "looks": LOOKS[standing],
            "today": today,
        },
        status=status,
    )


@require_safe
@unlisted
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF: the bytes that were rendered once; gone when its person was erased."""
    found = _find(request, as_code(code))
    if isinstance(found, HttpResponse):
        return found
    try:
        kept = operations.document_of(found)
    except Erased:
        return _page_of(request, found, status=410)
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
    canonical = as_code(code)
    found = _find(request, canonical)
    if isinstance(found, HttpResponse):
        waits = found.status_code == 429
        return JsonResponse(
            {"status": "throttled" if waits else "unknown"},
            status=found.status_code,
            headers={name: found[name] for name in ("Retry-After",) if name in found},
        )
    return JsonResponse(_as_json(found), json_dumps_params={"ensure_ascii": False})


@require_safe
@unlisted
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a certificate, as it stands on the paper."""
    found = _find(request, as_code(code))
    if isinstance(found, HttpResponse):
        return found
    return HttpResponse(qr_code(found.address), content_type="image/svg+xml")


def _find(request: HttpRequest, code: str | None) -> Certificate | HttpResponse:
    """The certificate, or the answer to give instead: unknown, or wait."""
    found = Certificate.objects.to_check().filter(code=code or "").first()
    if found is not None:
        return found
    if throttle.has_to_wait(request):
        wait = render(
            request,
            "certification/wait.html",
            {"minutes": throttle.SECONDS // 60},
            status=429,
        )
        wait["Retry-After"] = str(throttle.SECONDS)
        return wait
    throttle.count_miss(request)
    return _not_there(request)


def _not_there(request: HttpRequest) -> HttpResponse:
    return render(
        request, "certification/unknown.html", {"form": CodeForm()}, status=404
    )


def _as_json(found: Certificate) -> dict[str, Any]:
    today = clock.today()
    facts = found.facts or {}
    return {
        "status": found.standing_on(today),
        "status_on": today,
        "number": found.number,
        "code": found.code,
        "name": found.name or None,
        "role": facts.get("role") or None,
        "entity": facts.get("entity") or None,
        "trajectory": {
            "title": found.trajectory_title,
            "code": found.trajectory_code or None,
        },
        "completed_on": found.completed_on,
        "valid_until": found.valid_until,
        "issued_on": clock.local_date(found.issued_at),
        "issuer": found.issuer,
        "wording": facts.get("wording"),
        "requirements": facts.get("requirements"),
        "address": found.address,
        "document": reverse("certification:document", args=[found.code]),
    }
