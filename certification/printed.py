"""What stands on a certificate: the paper and the public page print the same values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.pdf.layouts import Layout
from lms.common import clock
from lms.learning.enums import Form, Source

if TYPE_CHECKING:
    from .models import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the table: what it is called, and what it is."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A requirement that was met, and when."""

    title: str
    form: str
    completed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetGroup:
    """A group of requirements that were met."""

    title: str
    steps: tuple[Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words on the paper, in the language of the certificate."""

    kind: str
    attached: str
    check: str
    scan: str
    annex: str
    name: str
    title: str
    form: str
    completed_on: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Everything that stands on one certificate."""

    layout: str
    words: Words
    language: str
    name: str
    wording: str
    facts: tuple[Fact, ...]
    groups: tuple[MetGroup, ...]
    number: str
    code: str
    address: str
    issuer: str
    trajectory: str
    issued_at: datetime


def printed(certificate: Certificate) -> Printed | None:
    """What stands on it, in its own language; nothing once its person was erased."""
    facts = certificate.facts
    if facts is None:
        return None
    layout = Layout(facts.get("layout", Layout.CERTIFICATE))
    with translation.override(certificate.language):
        return Printed(
            layout=layout,
            words=_words(layout, of_attendance=certificate.is_of_attendance),
            language=certificate.language,
            name=certificate.name,
            wording=facts["wording"],
            facts=tuple(_facts(certificate, facts)),
            groups=tuple(
                MetGroup(
                    title=group["title"],
                    steps=tuple(
                        Met(
                            title=step["title"],
                            form=_form(step),
                            completed_on=_written(
                                date.fromisoformat(step["completed_on"])
                            ),
                        )
                        for step in group["steps"]
                    ),
                )
                for group in facts["requirements"]
                if group["steps"]
            ),
            number=certificate.number,
            code=certificate.code,
            address=certificate.address,
            issuer=certificate.issuer,
            trajectory=certificate.trajectory_title,
            issued_at=certificate.issued_at,
        )


def lasting_facts(certificate: Certificate) -> list[Fact]:
    """What stays when the person is erased: number, what it is for and dates."""
    title = certificate.trajectory_title
    if certificate.trajectory_code:
        title = f"{title} ({certificate.trajectory_code})"
    if certificate.is_of_attendance:
        return [
            Fact(label=_("Session"), value=title),
            Fact(label=_("Last day"), value=_written(certificate.completed_on)),
            *_issued(certificate),
        ]
    last_day = certificate.valid_until
    return [
        Fact(label=_("Trajectory"), value=title),
        Fact(label=_("Completed on"), value=_written(certificate.completed_on)),
        Fact(
            label=_("Valid up to and including"),
            value=_written(last_day) if last_day else "",
        ),
        *_issued(certificate),
    ]


def _issued(certificate: Certificate) -> list[Fact]:
    issued = _written(clock.local_date(certificate.issued_at))
    return [
        Fact(label=_("Issued on"), value=issued),
        Fact(label=_("Issued by"), value=certificate.issuer),
        Fact(label=_("Number"), value=certificate.number),
        Fact(label=_("Verification code"), value=certificate.code),
    ]


def _facts(certificate: Certificate, facts: dict[str, Any]) -> list[Fact]:
    personal = [
        Fact(label=_("Role"), value=facts["role"]),
        Fact(label=_("Entity"), value=facts["entity"]),
    ]
    found = personal + lasting_facts(certificate)
    if attendance := facts.get("attendance"):
        # The days say more than the last of them, and stand where that would.
        at = next(n for n, fact in enumerate(found) if fact.label == _("Last day"))
        found[at : at + 1] = attended_facts(attendance)
    return [fact for fact in found if fact.value]


def attended_facts(attendance: dict[str, Any]) -> list[Fact]:
    """When somebody was there, how long it took, and who gave it; in the language of now."""
    days = [date.fromisoformat(day) for day in attendance["days"]]
    return [
        Fact(label=_("Attended on"), value=written_days(days)),
        Fact(label=_("Duration"), value=written_length(attendance["minutes"])),
        Fact(label=_("Trainers"), value=attendance["trainers"]),
        Fact(label=_("Given by"), value=attendance["provider"]),
    ]


def written_days(days: Iterable[date]) -> str:
    """Days as they stand in a sentence: ``3 maart 2026 en 4 maart 2026``."""
    written = [_written(day) for day in days]
    if len(written) < 2:
        return "".join(written)
    return _("%(some)s and %(last)s") % {
        "some": ", ".join(written[:-1]),
        "last": written[-1],
    }


def written_length(minutes: int) -> str:
    """A length of time in hours and minutes, in words."""
    hours, left = divmod(minutes, 60)
    told = []
    if hours:
        told.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if left:
        told.append(ngettext("%(n)s minute", "%(n)s minutes", left) % {"n": left})
    return " ".join(told)


def _form(step: dict[str, str]) -> str:
    """The form, and that it was not done but exempted; older ones kept no source."""
    form = str(Form(step["form"]).label)
    if step.get("source") != Source.EXEMPTION:
        return form
    return _("%(form)s (exemption)") % {"form": form}


def _words(layout: Layout, *, of_attendance: bool) -> Words:
    if of_attendance:
        return replace(
            _words(layout, of_attendance=False),
            attached=_("What stands on this certificate of attendance, for programs"),
            check=_("Check whether this certificate of attendance is genuine"),
            scan=_(
                "QR code with the address at which this certificate of attendance can "
                "be checked"
            ),
        )
    return Words(
        kind=str(layout.label),
        attached=_("What stands on this certificate, for programs"),
        check=_("Check whether this certificate is genuine"),
        scan=_("QR code with the address at which this certificate can be checked"),
        annex=_("What was completed for it"),
        name=_("Name"),
        title=_("Part"),
        form=_("Form"),
        completed_on=_("Completed on"),
        page=_("sheet"),
    )


def _written(day: date) -> str:
    return date_format(day, "j F Y")
