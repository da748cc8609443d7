"""Pages of ours for what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """An expired or foreign form: say what happened, and that nothing was changed."""
    return render(request, "403_csrf.html", status=403)
