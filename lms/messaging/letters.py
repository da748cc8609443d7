"""What a mail looks like: plain text, and the same in one sober HTML layout.

The HTML asks nothing of anywhere: no pictures, no style sheets, no fonts. Every mail that
libraries and other apps send as plain text gets the layout too (``dressed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common.html import from_plain

from .kinds import kind_of

if TYPE_CHECKING:
    from lms.accounts.models import User

    from .models import Notification

LAYOUT = "messaging/mail/letter.html"
MOST_ITEMS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One message in a mail."""

    title: str
    text: str
    link: str

    @property
    def html(self) -> SafeString:
        return from_plain(self.text)


def letter(person: User, told: Sequence[Notification]) -> EmailMultiAlternatives:
    """The mail with which one or more messages reach a person."""
    items = [
        Item(one.title, one.text, one.address and settings.BASE_URL + one.address)
        for one in told[:MOST_ITEMS]
    ]
    greeting = _greeting(person)
    more = _more(len(told) - MOST_ITEMS)
    why = _why(told)
    address = settings.BASE_URL + reverse("messaging:preferences")
    mail = EmailMultiAlternatives(
        _subject(told), _as_text(greeting, items, more, why, address), to=[person.email]
    )
    values = {
        "subject": mail.subject,
        "greeting": greeting,
        "items": items,
        "more": more,
        "why": why,
        "preferences": address,
        "site": settings.BASE_URL,
    }
    mail.attach_alternative(render_to_string(LAYOUT, values), "text/html")
    return mail


def dressed(subject: str, text: str) -> str:
    """The HTML of a mail of which only the text was written."""
    values = {"subject": subject, "plain": from_plain(text), "site": settings.BASE_URL}
    return render_to_string(LAYOUT, values)


def _subject(told: Sequence[Notification]) -> str:
    if len(told) == 1:
        return told[0].title
    return ngettext(
        "%(count)s message from the Integriteitscampus",
        "%(count)s messages from the Integriteitscampus",
        len(told),
    ) % {"count": len(told)}


def _greeting(person: User) -> str:
    if not person.first_name:
        return _("Hello,")
    return _("Hello %(name)s,") % {"name": person.first_name}


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext(
        "And %(count)s more, under Notifications on the site.",
        "And %(count)s more, under Notifications on the site.",
        count,
    ) % {"count": count}


def _why(told: Sequence[Notification]) -> str:
    kinds = {kind.slug: kind for kind in (kind_of(one.kind) for one in told)}.values()
    if all(kind.fixed for kind in kinds):
        return _(
            "You get this because you have an account on the Integriteitscampus. "
            "Messages of this kind cannot be switched off."
        )
    return _("You get this by mail because of your choice about: %(kinds)s.") % {
        "kinds": ", ".join(str(kind.label).lower() for kind in kinds)
    }


def _as_text(
    greeting: str, items: Sequence[Item], more: str, why: str, address: str
) -> str:
    parts = [greeting]
    for item in items:
        head = [item.title] if len(items) > 1 else []
        parts.append("\n".join([*head, item.text, *([item.link] if item.link else [])]))
    if more:
        parts.append(more)
    change = _("Choose what you get by mail: %(address)s") % {"address": address}
    return "\n\n".join([*parts, f"-- \n{why}\n{change}"]) + "\n"
