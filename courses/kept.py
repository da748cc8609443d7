"""A form that was sent after the session had expired, kept in the reader's own browser.

In a cookie that is signed, lives half an hour and goes to one address only: after
signing in the form is shown there again, to be sent. Nothing of it is stored on the
server or stands in an address, because addresses are logged. Works without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "verstuur-opnieuw"
SALT = "courses.kept"
SECONDS = 30 * 60
PIECE = 3_600  # browsers keep 4,096 bytes per cookie
PIECES = 2  # and servers read about 8,000 bytes of cookies
OWN_FIELDS = {"csrfmiddlewaretoken", "for"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """Where a form was sent and what was in it, by the person it was made for."""

    to: str
    person: int | None
    fields: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")

    @property
    def by_name(self) -> dict[str, list[str]]:
        """The values of each field."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        return found


def mark_of(person: Any) -> str:
    """A signed mark that a form carries, so that nobody else is shown what was in it."""
    return signing.dumps(person.pk, salt=SALT)


def form_of(request: HttpRequest) -> KeptForm:
    """What was sent just now."""
    try:
        person = signing.loads(request.POST.get("for", ""), salt=SALT)
    except signing.BadSignature:
        person = None
    return KeptForm(
        to=request.path,
        person=person,
        fields=tuple(
            (name, value)
            for name, values in request.POST.lists()
            if name not in OWN_FIELDS
            for value in values
        ),
    )


def keep(response: HttpResponse, form: KeptForm) -> bool:
    """Keep a form in the browser; not when it is too much for cookies."""
    content = signing.dumps(
        {"to": form.to, "person": form.person, "fields": form.fields},
        salt=SALT,
        compress=True,
    )
    pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)]
    if len(pieces) > PIECES:
        return False
    for number in range(PIECES):
        response.set_cookie(
            f"{COOKIE}-{number}",
            pieces[number] if number < len(pieces) else "",
            max_age=SECONDS,
            path=reverse("courses:resend"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return True


def kept(request: HttpRequest) -> KeptForm | None:
    """The form that this browser keeps, if it is ours and not too old."""
    content = "".join(
        request.COOKIES.get(f"{COOKIE}-{number}", "") for number in range(PIECES)
    )
    try:
        data = signing.loads(content, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return KeptForm(
        to=data["to"],
        person=data["person"],
        fields=tuple((name, value) for name, value in data["fields"]),
    )


def forget(response: HttpResponse) -> None:
    """Have the browser drop it."""
    for number in range(PIECES):
        response.delete_cookie(f"{COOKIE}-{number}", path=reverse("courses:resend"))
