"""Writing a certificate: what it says is decided here, and then frozen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification import pdf, wording
from certification.chain.links import commitment
from certification.codes import new_code
from certification.enums import EventKind
from certification.models import (
    Award,
    Certificate,
    CertificatePersonalia,
    CertificateTerms,
    SerialNumber,
)
from lms.accounts.models import User
from lms.common import clock
from lms.common.text import in_one_line
from lms.learning.models import Completion
from lms.learning.rules import Needs, Rule, activities
from lms.organisation.wording import within_a_sentence

from .events import append_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A requirement tree, and the completions (by activity key) that meet it."""

    rule: Rule
    completions: Mapping[UUID, Completion]

    def completed_on(self, completion: Completion) -> date:
        """The day of the last thing that was needed.

        A trainer can record today what somebody attended last week; the trajectory is
        not complete before the last part is that it took, and what was done beside that
        plays no part: learning knows the moment.
        """
        return clock.local_date(completion.completed_at)

    def groups(self) -> list[dict[str, Any]]:
        """What was met, group by group, as the certificate keeps it."""
        parts = (self.rule,) if isinstance(self.rule, Needs) else self.rule.parts
        return [
            {
                "title": "" if isinstance(part, Needs) else part.title,
                "steps": list(self._steps(part)),
            }
            for part in parts
        ]

    def _steps(self, part: Rule) -> Iterator[dict[str, str]]:
        # What stands twice in one group was done once.
        for key in dict.fromkeys(activities(part)):
            if found := self.completions.get(key):
                yield {
                    "title": found.activity.title,
                    "form": found.activity.form,
                    "completed_on": clock.local_date(found.completed_at).isoformat(),
                    "source": found.source,
                }


def issue(
    award: Award,
    completion: Completion,
    terms: CertificateTerms,
    evidence: Evidence,
    *,
    valid_until: date,
) -> Certificate:
    """Write the certificate of an award; the caller holds the person's row.

    Raises ``IntegrityError`` when one in force exists.
    """
    completed_on = evidence.completed_on(completion)
    certificate = Certificate(
        award=award,
        issued_at=clock.now(),
        completed_on=completed_on,
        valid_until=valid_until,
        trajectory_title=completion.activity.title,
        trajectory_code=completion.activity.code,
        language=settings.LANGUAGE_CODE,
    )
    return write(
        certificate,
        holder_of(completion),
        layout=terms.layout,
        pattern=terms.wording,
        requirements=evidence.groups(),
    )


def write(
    certificate: Certificate,
    holder: Mapping[str, str],
    *,
    layout: str,
    pattern: str,
    requirements: list[dict[str, Any]],
    more: Mapping[str, Any] | None = None,
    by: User | None = None,
    reason: str = "",
) -> Certificate:
    """Number, seal and store a certificate of which dates and trajectory are filled in.

    ``holder``: name, given_name, family_name, entity and role; ``pattern``: the text of
    the author, which is kept beside the facts, so that what takes its place one day
    says the same; ``more``: facts that only some have.
    """
    now = certificate.issued_at
    certificate.number = _next_number(clock.local_date(now).year)
    certificate.code = new_code()
    certificate.issuer = settings.WAGTAIL_SITE_NAME
    certificate.template_revision = pdf.newest(layout)
    facts: dict[str, Any] = {
        **holder,
        "layout": layout,
        "wording": _sentence(certificate, holder, pattern),
        "requirements": requirements,
        **(more or {}),
    }
    salt = secrets.token_hex(32)
    certificate.facts_sha256 = commitment(salt, facts)
    certificate.save(force_insert=True)
    CertificatePersonalia.objects.create(
        certificate=certificate,
        name=facts["name"],
        salt=salt,
        facts=facts,
        pattern=pattern,
    )
    append_event(certificate, EventKind.ISSUED, at=now, by=by, reason=reason)
    return certificate


def holder_of(completion: Completion) -> dict[str, str]:
    """Who completed something, in which entity and role."""
    entity, role = completion.entity, completion.role
    return {
        **name_of(completion.learner),
        "entity": entity.name if entity else "",
        "role": role.name if role else "",
    }


def name_of(person: User) -> dict[str, str]:
    """The name of somebody as a certificate keeps it; empty of who has none to print."""
    given, family = in_one_line(person.first_name), in_one_line(person.last_name)
    return {
        "name": f"{given} {family}".strip(),
        "given_name": given,
        "family_name": family,
    }


def _next_number(year: int) -> str:
    """``IC-2026-000123``. Its row is held until the commit, so no number gets lost."""
    SerialNumber.objects.get_or_create(year=year)
    SerialNumber.objects.filter(year=year).update(last=F("last") + 1)
    last = SerialNumber.objects.values_list("last", flat=True).get(year=year)
    return f"IC-{year}-{last:06d}"


def _sentence(certificate: Certificate, holder: Mapping[str, str], pattern: str) -> str:
    last_day = certificate.valid_until
    with translation.override(certificate.language):
        text = pattern
        complete = holder["entity"] and holder["role"]
        if wording.asks_for(text) & wording.OF_A_MANDATE and not complete:
            text = _(
                "{given_name} {family_name} completed “{trajectory}” on {completed_on}. "
                "This certificate is valid up to and including {valid_until}. Number "
                "{number}. Check at {url} whether it is genuine."
            )
        return wording.fill_in(
            text,
            {
                **holder,
                "role": within_a_sentence(holder["role"]),
                "trajectory": certificate.trajectory_title,
                "completed_on": date_format(certificate.completed_on, "j F Y"),
                "valid_until": date_format(last_day, "j F Y") if last_day else "",
                "number": certificate.number,
                "url": certificate.address,
            },
        )
