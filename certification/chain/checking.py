"""Walking the chain from its first link, to see whether it still holds.

It reads one stretch at a time, so its memory does not grow with the chain. What was
erased is no break: a salted commitment that nobody can open any more stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from certification.models import (
    Certificate,
    CertificateEvent,
    CertificatePersonalia,
    ChainHead,
    ChainLink,
)

from .links import FIRST, commitment, facts_of, note_of, seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where the chain does not hold, and a sentence that says why."""

    place: int
    why: str


@dataclass(slots=True)
class Walk:
    """One walk along the whole chain. ``breaks`` does it; the rest says how far it got."""

    seen: str = ""
    """The hash of a head that somebody kept: it must still be in the chain."""
    links: int = 0
    head: str = FIRST
    seen_at: int | None = None
    last: int = 0

    def breaks(self) -> Iterator[Break]:
        """Every break, from the first link on."""
        for link in ChainLink.objects.walk():
            for why in self._wrong_with(link):
                yield Break(place=link.place, why=why)
            self._step(link)
        yield from self._at_the_end()

    def _step(self, link: ChainLink) -> None:
        self.links += 1
        self.head = link.sha256
        self.last = link.place
        if link.sha256 == self.seen:
            self.seen_at = link.place

    def _wrong_with(self, link: ChainLink) -> Iterator[str]:
        if link.place != self.last + 1:
            yield _("What stood between %(before)s and %(place)s is missing.") % {
                "before": self.last,
                "place": link.place,
            }
        elif link.previous != self.head:
            yield _("It does not follow on the link before it.")
        if seal(link.previous, link.text) != link.sha256:
            yield _("What it seals was changed.")
        yield from _wrong_with_what_is_sealed(link)

    def _at_the_end(self) -> Iterator[Break]:
        last = self.last
        head = ChainHead.objects.first() or ChainHead()
        if (head.place, head.sha256) != (last, self.head):
            yield Break(place=last, why=_("Links at the end of the chain are missing."))
        if self.seen and self.seen_at is None:
            yield Break(
                place=last, why=_("The hash that you kept is not in the chain.")
            )
        loose = CertificateEvent.objects.filter(link=None).order_by("pk")
        for event in loose.select_related("certificate").iterator():
            yield Break(
                place=last,
                why=_("An event of certificate %(number)s stands outside the chain.")
                % {"number": event.certificate.number},
            )
        for number in _never_issued():
            yield Break(
                place=last,
                why=_("That certificate %(number)s was issued is nowhere in the chain.")
                % {"number": number},
            )


def _wrong_with_what_is_sealed(link: ChainLink) -> Iterator[str]:
    event, certificate = link.event, link.event.certificate
    sealed = _read(link.text)
    personalia: CertificatePersonalia | None = getattr(certificate, "personalia", None)
    salt = personalia.salt if personalia else None
    now = facts_of(
        event,
        place=link.place,
        note=note_of(event, salt) or sealed.get("note_sha256", ""),
        document=_document_now(certificate, sealed),
    )
    changed = sorted(key for key in now if sealed.get(key) != now[key])
    if changed:
        yield _(
            "Certificate %(number)s does not say any more what was sealed: %(what)s."
        ) % {
            "number": certificate.number,
            "what": ", ".join(changed),
        }
    if personalia and not _commits(certificate, personalia):
        yield _("The personal facts of certificate %(number)s were changed.") % {
            "number": certificate.number
        }


def _read(text: str) -> dict[str, Any]:
    try:
        sealed = json.loads(text)
    except ValueError:
        return {}
    return sealed if isinstance(sealed, dict) else {}


def _document_now(certificate: Certificate, sealed: dict[str, Any]) -> str:
    """Only a link that knew a document compares it: it may have come later."""
    if not sealed.get("document_sha256"):
        return ""
    document = getattr(certificate, "document", None)
    return document.sha256 if document else ""


def _commits(certificate: Certificate, personalia: CertificatePersonalia) -> bool:
    found = commitment(personalia.salt, personalia.facts)
    return bool(found == certificate.facts_sha256)


def _never_issued() -> Iterator[str]:
    """Certificates of which no event says that they were issued."""
    missing = Certificate.objects.exclude(events__kind="issued").order_by("pk")
    yield from missing.values_list("number", flat=True).iterator()
