"""Beginning the next cycle of a trajectory: by a click, or when the window opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import AfterExpiry, EventKind, Phase
from certification.exceptions import NotRenewable
from certification.models import Award, Certificate, CertificateEvent
from certification.validity import A_DAY, phase_on
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Purpose
from lms.learning.models import LearningActivity, Participation
from lms.learning.operations.ledger import hold
from lms.organisation.models import Mandate


@dataclass(frozen=True, slots=True)
class Held:
    """The last certificate that somebody holds for a trajectory, and what earned it.

    Where every one was revoked: the last of these.
    """

    person: User
    award: Award
    certificate: Certificate

    @property
    def opens(self) -> date:
        """The first day on which it can be renewed, be it after its last."""
        return self.award.renewable_from or self.certificate.last_day + A_DAY

    def phase_on(self, day: date) -> Phase:
        """How it stands on a day."""
        if not self.certificate.in_force:
            return Phase.REVOKED
        return phase_on(
            day,
            begun=True,
            last_day=self.certificate.last_day,
            opens=self.award.renewable_from,
        )

    def takes_the_whole_on(self, day: date) -> bool:
        """Whether it is too late for what it takes to renew, or there is nothing to renew."""
        if not self.certificate.in_force:
            return True
        terms = self.award.trajectory.certificate_terms
        late = day > self.certificate.last_day
        return late and terms.after_expiry == AfterExpiry.WHOLE


@transaction.atomic
def renew(person: User, trajectory: LearningActivity) -> Participation:
    """Have somebody follow a trajectory again to renew their certificate.

    Asking twice answers the participation that is open. Who was renewing and came too
    late leaves that as it stands and begins anew, with the whole trajectory. So does who
    holds none any more because it was revoked; what was done before that counts no more.
    Raises ``NotRenewable`` for who never had a certificate, and before its window opens;
    ``NotOffered`` (of learning) for a trajectory that was withdrawn.
    """
    hold(person)
    held = _last_held(person, trajectory)
    if held is None:
        raise NotRenewable(_("You have no certificate to renew."))
    if held.phase_on(clock.today()) == Phase.CERTIFIED:
        raise NotRenewable(
            _("You can renew your certificate from %(day)s on.")
            % {"day": date_format(held.opens, "j F Y")}
        )
    renewals = Participation.objects.of(person).renewing().filter(activity=trajectory)
    too_late = renewals.filter(counts_until__lte=clock.now()).first()
    if too_late and trajectory.is_offered:
        learning.withdraw(too_late.pk)
    return begin_cycle(held, mandate=mandate_to_renew_under(held), today=clock.today())


def _last_held(person: User, trajectory: LearningActivity) -> Held | None:
    certificates = Certificate.objects.of(person).filter(award__trajectory=trajectory)
    found = certificates.last_held_first().select_related(
        *("award__trajectory__certificate_terms", "award__completion__participation")
    )
    last = found.first()
    return Held(person, last.award, last) if last else None


def begin_cycle(held: Held, *, mandate: Mandate | None, today: date) -> Participation:
    """Open the next cycle; the caller holds the person.

    What was completed since the window opened counts, but nothing that earned what was
    revoked. After the last day it takes what the terms say: the whole trajectory, or what
    it takes to renew. Where it is the whole, what it takes to renew has to be done by the
    last day, whenever it is recorded.
    """
    whole = held.takes_the_whole_on(today)
    last_day = held.certificate.last_day
    ends = held.takes_the_whole_on(last_day + A_DAY)
    return learning.begin_again(
        held.person,
        held.award.trajectory,
        mandate=mandate,
        counts_from=_counts_from(held),
        counts_until=clock.end_of(last_day) if ends and not whole else None,
        purpose=Purpose.FIRST if whole else Purpose.RENEWAL,
    )


def _counts_from(held: Held) -> datetime:
    opened = clock.start_of(held.opens)
    revoked = _revoked_at(held)
    if revoked is None:
        return opened
    return max(opened, revoked) if held.certificate.in_force else revoked


def _revoked_at(held: Held) -> datetime | None:
    """When this certificate was revoked, or one that renewed it."""
    revoked = CertificateEvent.objects.filter(
        kind=EventKind.REVOKED,
        certificate__award__person=held.person,
        certificate__award__trajectory=held.award.trajectory,
        certificate__award__cycle__gte=held.award.cycle,
    )
    last: datetime | None = revoked.aggregate(last=Max("recorded_at"))["last"]
    return last


def mandate_to_renew_under(held: Held) -> Mandate | None:
    """The mandate of last time while it lasts, else one in the same role; or none."""
    before: Mandate | None = held.award.completion.participation.mandate
    if before is None:
        return None
    current = Mandate.objects.of(held.person).current()
    same = current.filter(pk=before.pk).first()
    return same or current.filter(role=before.role_id).order_by("-valid_from").first()
