"""Checking a PDF that somebody received: is it, byte by byte, what was issued?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification import throttle
from certification.forms import CodeForm, UploadForm
from certification.models import Certificate
from certification.sealing import Finding, Verdict, examine
from lms.common import clock
from lms.common.uploads import passed_over

from .answering import framed, shown, wait, wait_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a person is told of a verdict, how it looks, and the status for programs."""

    word: str | Promise
    sentence: str | Promise
    looks: str
    status: int = 200


SAYS = {
    Verdict.GENUINE: Says(
        word=gettext_lazy("This file is genuine"),
        sentence=gettext_lazy(
            "It is exactly what we issued: nothing in it was changed. Below you see "
            "whether the certificate is valid today."
        ),
        looks="valid",
    ),
    Verdict.ALTERED: Says(
        word=gettext_lazy("This file was altered"),
        sentence=gettext_lazy(
            "It is not what we issued. Do not rely on what it says. This is what differs:"
        ),
        looks="revoked",
    ),
    Verdict.UNKNOWN: Says(
        word=gettext_lazy("Unknown"),
        sentence=gettext_lazy(
            "We find nothing of ours in this file: we did not issue it. A scan or a "
            "print to PDF is another file too: check such a one with its code."
        ),
        looks="unknown",
        status=404,
    ),
    Verdict.UNREADABLE: Says(
        word=gettext_lazy("Not readable"),
        sentence=gettext_lazy(
            "This is no PDF, or it is damaged. Ask for the file again, or check the code."
        ),
        looks="unknown",
        status=400,
    ),
}


def ask(
    request: HttpRequest,
    *,
    code: CodeForm | None = None,
    pdf: UploadForm | None = None,
) -> HttpResponse:
    """The page with both forms; 400 when what was filled in will not do."""
    code, pdf = code or CodeForm(), pdf or UploadForm()
    return render(
        request,
        "certification/check.html",
        {"form": code, "upload": pdf},
        status=400 if code.errors or pdf.errors else 200,
    )


def upload(request: HttpRequest) -> HttpResponse:
    """Say what an uploaded PDF is, and keep nothing of it.

    A file with a guessed code in it is a guess like any other: misses count, and who
    missed too often waits.
    """
    form = UploadForm(request.POST, request.FILES)
    if passed_over(request):  # so the form knows of no file
        form.errors["pdf"] = form.error_class([form.too_large()])
    if not form.is_valid():
        return ask(request, pdf=form)
    if throttle.has_to_wait(request):
        return wait(framed(request, _("Try again later"), wait_body()))
    finding = examine(form.cleaned_data["pdf"].read())
    if not finding.is_genuine:
        throttle.count_miss(request)
    return _answer(request, finding)


def _answer(request: HttpRequest, finding: Finding) -> HttpResponse:
    known = Certificate.objects.find(finding.code) if finding.code else None
    says = SAYS[finding.verdict]
    context: dict[str, Any] = {
        "finding": finding,
        "says": says,
        "certificate": known,
        "upload": UploadForm(),
    }
    if known is not None and finding.is_genuine:
        context |= shown(known, clock.today())
    return render(request, "certification/finding.html", context, status=says.status)
