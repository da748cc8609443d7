"""What somebody who checks a certificate is told of how it stands on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .enums import Standing

if TYPE_CHECKING:
    from .models import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The status as a word and in sentences, and what took its place."""

    standing: Standing
    on: date
    since: date | None
    word: str
    sentences: tuple[str, ...]
    successor: Certificate | None


def tell(certificate: Certificate, *, on: date, today: date) -> Told:
    """How a certificate, loaded with ``to_check``, stands on a day in Brussels."""
    standing = certificate.standing_on(on)
    since = _since(certificate, standing, on)
    replaced = standing == Standing.SUPERSEDED
    successor = certificate.successor if replaced else None
    return Told(
        standing=standing,
        on=on,
        since=since,
        word=_word(certificate, standing),
        sentences=tuple(_sentences(certificate, standing, since, on=on, today=today)),
        successor=successor,
    )


def _since(certificate: Certificate, standing: Standing, on: date) -> date | None:
    """From which day on it stands like this; nothing for what is valid."""
    if standing == Standing.EXPIRED and certificate.valid_until:
        return certificate.valid_until + timedelta(days=1)
    ended = certificate.end_on(on)
    return ended.on if ended and standing != Standing.UNKNOWN else None


def _word(certificate: Certificate, standing: Standing) -> str:
    if certificate.facts is not None:
        return str(standing.label)
    return _("%(status)s, personal data erased") % {"status": standing.label}


def _sentences(
    certificate: Certificate,
    standing: Standing,
    since: date | None,
    *,
    on: date,
    today: date,
) -> Iterator[str]:
    last_day = certificate.valid_until
    say = _first_of_attendance if certificate.is_of_attendance else _first
    yield say(standing, now=on == today) % {
        "today": _written(on),
        "until": _written(last_day) if last_day else "",
        "since": _written(since) if since else "",
        "issued": _written(certificate.issued_on),
    }
    if on > today and standing == Standing.VALID:
        yield _("That is what we know today: until then it can be revoked or replaced.")
    if on != today:
        yield _("Today, %(today)s, its status is: %(status)s.") % {
            "today": _written(today),
            "status": certificate.standing_on(today).label,
        }
    if certificate.facts is None:
        yield _("The personal data on it have been erased.")


def _first(standing: Standing, *, now: bool) -> str:
    if standing == Standing.VALID:
        if now:
            return _(
                "Today, %(today)s, this certificate is genuine and valid. It is valid "
                "up to and including %(until)s."
            )
        return _(
            "On %(today)s: genuine and valid. It is valid up to and including %(until)s."
        )
    if standing == Standing.EXPIRED:
        if now:
            return _(
                "This certificate is genuine. Today, %(today)s, it is no longer valid: "
                "it was valid up to and including %(until)s."
            )
        return _(
            "On %(today)s: genuine, but no longer valid. It was valid up to and "
            "including %(until)s."
        )
    return _ended(standing)


def _ended(standing: Standing) -> str:
    if standing == Standing.REVOKED:
        return _(
            "We issued this certificate, and revoked it. It is no longer valid since "
            "%(since)s."
        )
    if standing == Standing.SUPERSEDED:
        return _(
            "We issued this certificate, and replaced it by another one. It is no "
            "longer valid since %(since)s."
        )
    return _(
        "On %(today)s this certificate did not exist yet: it was issued on %(issued)s."
    )


def _first_of_attendance(standing: Standing, *, now: bool) -> str:
    if standing == Standing.VALID:
        if now:
            return _(
                "Today, %(today)s, this certificate of attendance is genuine and valid. "
                "It has no last day."
            )
        return _("On %(today)s: genuine and valid. It has no last day.")
    if standing == Standing.REVOKED:
        return _(
            "We issued this certificate of attendance, and revoked it. It is no longer "
            "valid since %(since)s."
        )
    if standing == Standing.SUPERSEDED:
        return _(
            "We issued this certificate of attendance, and replaced it by another one. "
            "It is no longer valid since %(since)s."
        )
    return _(
        "On %(today)s this certificate of attendance did not exist yet: it was issued on "
        "%(issued)s."
    )


def _written(day: date) -> str:
    return date_format(day, "j F Y")
