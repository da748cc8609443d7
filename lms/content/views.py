"""Pages of ours for what goes wrong."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What Django says of a form of our own whose token is out of date (django.middleware.csrf).
OUT_OF_DATE = "CSRF token from POST"
LONG = 80


@dataclass(frozen=True, slots=True)
class Sent:
    """A field as it was sent."""

    name: str
    value: str

    @property
    def is_long(self) -> bool:
        """Whether a person typed it at length, and wants to see it again."""
        return len(self.value) > LONG and " " in self.value


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired or foreign form: say what happened, and that nothing was changed.

    A form of our own that is only out of date (after signing in again on another tab)
    can be sent from here with nothing typed again; one from elsewhere, or with a
    password in it, cannot.
    """
    fields = _sent(request) if reason.startswith(OUT_OF_DATE) else []
    return render(request, "403_csrf.html", {"fields": fields}, status=403)


def _sent(request: HttpRequest) -> list[Sent]:
    if request.FILES or any("password" in name for name in request.POST):
        return []
    return [
        Sent(name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
