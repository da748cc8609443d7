"""What stands on a certificate: the paper and the public page print the same values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
            words=_words(layout),
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
    """What stays when the person is erased: number, trajectory and dates."""
    title = certificate.trajectory_title
    if certificate.trajectory_code:
        title = f"{title} ({certificate.trajectory_code})"
    issued = _written(clock.local_date(certificate.issued_at))
    return [
        Fact(label=_("Trajectory"), value=title),
        Fact(label=_("Completed on"), value=_written(certificate.completed_on)),
        Fact(
            label=_("Valid up to and including"),
            value=_written(certificate.valid_until),
        ),
        Fact(label=_("Issued on"), value=issued),
        Fact(label=_("Issued by"), value=certificate.issuer),
        Fact(label=_("Number"), value=certificate.number),
        Fact(label=_("Verification code"), value=certificate.code),
    ]


def _facts(certificate: Certificate, facts: dict[str, str]) -> list[Fact]:
    personal = [
        Fact(label=_("Role"), value=facts["role"]),
        Fact(label=_("Entity"), value=facts["entity"]),
    ]
    return [fact for fact in personal if fact.value] + lasting_facts(certificate)


def _form(step: dict[str, str]) -> str:
    """The form, and that it was not done but exempted; older ones kept no source."""
    form = str(Form(step["form"]).label)
    if step.get("source") != Source.EXEMPTION:
        return form
    return _("%(form)s (exemption)") % {"form": form}


def _words(layout: Layout) -> Words:
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
