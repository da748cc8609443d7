"""Writing a certificate: what it says is decided here, and then frozen."""

from __future__ import annotations

import hashlib
import json
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
from certification.codes import new_code
from certification.enums import EventKind
from certification.models import (
    Award,
    Certificate,
    CertificateEvent,
    CertificatePersonalia,
    CertificateTerms,
    SerialNumber,
)
from lms.common import clock
from lms.learning.models import Completion
from lms.learning.rules import Needs, Rule, activities
from lms.organisation.wording import within_a_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A requirement tree, and the completions (by activity key) that meet it."""

    rule: Rule
    completions: Mapping[UUID, Completion]

    def completed_on(self, completion: Completion) -> date:
        """The day of the last thing that was needed.

        A trainer can record today what somebody attended last week; the trajectory is
        not complete before its last part is.
        """
        moments = [part.completed_at for part in self.completions.values()]
        return clock.local_date(max([completion.completed_at, *moments]))

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
        for key in activities(part):
            if found := self.completions.get(key):
                yield {
                    "title": found.activity.title,
                    "form": found.activity.form,
                    "completed_on": clock.local_date(found.completed_at).isoformat(),
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
    now = clock.now()
    completed_on = evidence.completed_on(completion)
    certificate = Certificate(
        award=award,
        number=_next_number(clock.local_date(now).year),
        code=new_code(),
        issued_at=now,
        completed_on=completed_on,
        valid_until=valid_until,
        trajectory_title=completion.activity.title,
        trajectory_code=completion.activity.code,
        issuer=settings.WAGTAIL_SITE_NAME,
        language=settings.LANGUAGE_CODE,
        template_revision=pdf.REVISION,
    )
    facts = _personal_facts(certificate, completion, terms, evidence)
    salt = secrets.token_hex(32)
    certificate.facts_sha256 = commitment(salt, facts)
    certificate.save(force_insert=True)
    CertificatePersonalia.objects.create(
        certificate=certificate,
        name=facts["name"],
        salt=salt,
        facts=facts,
    )
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=EventKind.ISSUED,
        recorded_at=now,
        on=clock.local_date(now),
    )
    return certificate


def commitment(salt: str, facts: Mapping[str, Any]) -> str:
    """The hash that a certificate keeps of its personal facts."""
    canonical = json.dumps(
        facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(f"{salt}{canonical}".encode()).hexdigest()


def _next_number(year: int) -> str:
    """``IC-2026-000123``. Its row is held until the commit, so no number gets lost."""
    SerialNumber.objects.get_or_create(year=year)
    SerialNumber.objects.filter(year=year).update(last=F("last") + 1)
    last = SerialNumber.objects.values_list("last", flat=True).get(year=year)
    return f"IC-{year}-{last:06d}"


def _personal_facts(
    certificate: Certificate,
    completion: Completion,
    terms: CertificateTerms,
    evidence: Evidence,
) -> dict[str, Any]:
    learner, entity, role = completion.learner, completion.entity, completion.role
    facts = {
        "name": learner.get_full_name(),
        "given_name": learner.first_name,
        "family_name": learner.last_name,
        "entity": entity.name if entity else "",
        "role": role.name if role else "",
    }
    with translation.override(certificate.language):
        text = terms.wording
        if wording.asks_for(text) & wording.OF_A_MANDATE and not (entity and role):
            text = _(
                "{given_name} {family_name} completed “{trajectory}” on {completed_on}. "
                "This certificate is valid up to and including {valid_until}. Number "
                "{number}. Check at {url} whether it is genuine."
            )
        sentence = wording.fill_in(
            text,
            {
                **facts,
                "role": within_a_sentence(facts["role"]),
                "trajectory": certificate.trajectory_title,
                "completed_on": date_format(certificate.completed_on, "j F Y"),
                "valid_until": date_format(certificate.valid_until, "j F Y"),
                "number": certificate.number,
                "url": certificate.address,
            },
        )
    return {**facts, "wording": sentence, "requirements": evidence.groups()}
