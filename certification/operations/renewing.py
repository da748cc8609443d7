"""Beginning the next cycle of a trajectory: by a click, or when the window opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import AfterExpiry, Phase
from certification.exceptions import NotRenewable
from certification.models import Award, Certificate
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
    """The last certificate that somebody holds for a trajectory, and what earned it."""

    person: User
    award: Award
    certificate: Certificate

    @property
    def opens(self) -> date:
        """The first day on which it can be renewed, be it after its last."""
        return self.award.renewable_from or self.certificate.last_day + A_DAY

    def phase_on(self, day: date) -> Phase:
        """How it stands on a day."""
        return phase_on(
            day,
            begun=True,
            last_day=self.certificate.last_day,
            opens=self.award.renewable_from,
        )

    def takes_the_whole_on(self, day: date) -> bool:
        """Whether it is too late for what it takes to renew."""
        terms = self.award.trajectory.certificate_terms
        late = day > self.certificate.last_day
        return late and terms.after_expiry == AfterExpiry.WHOLE


@transaction.atomic
def renew(person: User, trajectory: LearningActivity) -> Participation:
    """Have somebody follow a trajectory again to renew their certificate.

    Asking twice answers the participation that is open. Who was renewing and came too
    late leaves that as it stands and begins anew, with the whole trajectory. Raises ``NotRenewable`` without a
    certificate in force or before its window opens, ``NotOffered`` (of learning) for a
    trajectory that was withdrawn.
    """
    hold(person)
    award = Award.objects.of(person, trajectory).first()
    certificate = award.certificates.in_force().first() if award else None
    if award is None or certificate is None:
        raise NotRenewable(_("You have no certificate to renew."))
    held = Held(person, award, certificate)
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


def begin_cycle(held: Held, *, mandate: Mandate | None, today: date) -> Participation:
    """Open the next cycle; the caller holds the person.

    What was completed since the window opened counts. After the last day it takes what
    the terms say: the whole trajectory, or what it takes to renew. Where it is the whole,
    what it takes to renew has to be done by the last day, whenever it is recorded.
    """
    whole = held.takes_the_whole_on(today)
    last_day = held.certificate.last_day
    ends = held.takes_the_whole_on(last_day + A_DAY)
    return learning.begin_again(
        held.person,
        held.award.trajectory,
        mandate=mandate,
        counts_from=clock.start_of(held.opens),
        counts_until=clock.end_of(last_day) if ends and not whole else None,
        purpose=Purpose.FIRST if whole else Purpose.RENEWAL,
    )


def mandate_to_renew_under(held: Held) -> Mandate | None:
    """The mandate of last time while it lasts, else one in the same role; or none."""
    before: Mandate | None = held.award.completion.participation.mandate
    if before is None:
        return None
    current = Mandate.objects.of(held.person).current()
    same = current.filter(pk=before.pk).first()
    return same or current.filter(role=before.role_id).order_by("-valid_from").first()
