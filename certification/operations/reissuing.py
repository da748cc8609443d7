"""Putting a right certificate in the place of a wrong one; the wrong one stays, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from certification import statements
from certification.enums import EventKind
from certification.exceptions import Erased, Nameless, NotInForce, OwnCertificate
from certification.models import Award, Certificate
from certification.pdf.layouts import Layout
from certification.signals import certificate_issued
from lms.accounts.models import User
from lms.common import clock
from lms.organisation.models import Entity, IntegrityRole
from lms.xapi.recording import record

from . import mails
from .events import append_event
from .holding import held
from .issuing import name_of, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the new certificate says otherwise; the rest stays as it was printed."""

    name_of_account: bool = False
    entity: Entity | None = None
    role: IntegrityRole | None = None


@transaction.atomic
def reissue(
    certificate_id: int, *, by: User, reason: str, changes: Changes
) -> Certificate:
    """Supersede a certificate by a new one with a number and a code of its own.

    Dates, trajectory, text and requirements are those of the old one: what was earned
    does not change. The record of the person says that the old one holds no longer and
    that the new one was earned, and a mail tells the person. Raises ``NotInForce`` for one that was revoked or
    superseded, ``Erased`` when its personal facts are gone, ``Nameless`` when an
    account without a name was to give the name, ``OwnCertificate`` for one’s own.
    """
    old = held(certificate_id)
    if old.award.person_id == by.pk:
        raise OwnCertificate(_("Somebody else has to replace your own certificate."))
    if not old.in_force:
        raise NotInForce(
            _("This certificate has been revoked or replaced already. Nothing changed.")
        )
    facts, award = old.facts, old.award
    if facts is None or award.person is None:
        raise Erased(_("The personal data of this certificate have been erased."))
    holder = _holder(facts, award.person, changes)
    now = clock.now()
    old.in_force = False
    old.save(update_fields=["in_force"])
    # Written first: whoever issues takes a number and then the head of the chain, and
    # nobody may wait for the one while holding the other.
    new = write(
        Certificate(
            award=award,
            kind=old.kind,
            supersedes=old,
            issued_at=now,
            completed_on=old.completed_on,
            valid_until=old.valid_until,
            trajectory_title=old.trajectory_title,
            trajectory_code=old.trajectory_code,
            language=old.language,
        ),
        holder,
        layout=facts.get("layout", Layout.CERTIFICATE),
        pattern=old.personalia.pattern or award.trajectory.certificate_terms.wording,
        requirements=facts["requirements"],
        more={key: facts[key] for key in ("attendance",) if key in facts},
        by=by,
        reason=reason,
    )
    append_event(old, EventKind.SUPERSEDED, at=now, by=by, reason=reason)
    _tell(old, new, award)
    mails.say_it_is_replaced(old, new, award.person)
    return new


def _holder(facts: dict[str, str], person: User, changes: Changes) -> dict[str, str]:
    kept = ("name", "given_name", "family_name", "entity", "role")
    holder = {key: facts[key] for key in kept}
    if changes.name_of_account:
        holder |= name_of(person)
    if not holder["name"]:
        raise Nameless(_("Nobody is named on this account yet."))
    if changes.entity is not None:
        holder["entity"] = changes.entity.name
    if changes.role is not None:
        holder["role"] = changes.role.name
    return holder


def _tell(old: Certificate, new: Certificate, award: Award) -> None:
    record(
        *statements.revoked(old, award, at=new.issued_at),
        *statements.certified(new, award),
    )
    transaction.on_commit(
        partial(
            certificate_issued.send_robust, sender=Certificate, certificate_id=new.pk
        )
    )
