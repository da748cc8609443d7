"""Beginning the next cycle of a trajectory: by a click, or when the window opens."""

from __future__ import annotations

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


@transaction.atomic
def renew(person: User, trajectory: LearningActivity) -> Participation:
    """Have somebody follow a trajectory again to renew their certificate.

    Asking twice answers the participation that is open. Raises ``NotRenewable`` without a
    certificate in force or before its window opens, ``NotOffered`` (of learning) for a
    trajectory that was withdrawn.
    """
    hold(person)
    award = Award.objects.of(person, trajectory).first()
    certificate = award.certificates.in_force().first() if award else None
    if certificate is None:
        raise NotRenewable(_("You have no certificate to renew."))
    phase = phase_on(
        clock.today(),
        begun=True,
        last_day=certificate.valid_until,
        opens=award.renewable_from,
    )
    if phase == Phase.CERTIFIED:
        opens = award.renewable_from or certificate.valid_until + A_DAY
        raise NotRenewable(
            _("You can renew your certificate from %(day)s on.")
            % {"day": date_format(opens, "j F Y")}
        )
    return begin_cycle(
        award, certificate, mandate=mandate_to_renew_under(award), today=clock.today()
    )


def begin_cycle(
    award: Award, certificate: Certificate, *, mandate: Mandate | None, today: date
) -> Participation:
    """Open the cycle after this award; the caller holds its person.

    What was completed since the window opened counts. After the last day it takes what
    the terms say: the whole trajectory, or what it takes to renew.
    """
    trajectory = award.trajectory
    opened = award.renewable_from or certificate.valid_until + A_DAY
    return learning.begin_again(
        award.person,
        trajectory,
        mandate=mandate,
        counts_from=clock.start_of(opened),
        purpose=Purpose.FIRST
        if takes_the_whole(award, certificate, today)
        else Purpose.RENEWAL,
    )


def takes_the_whole(award: Award, certificate: Certificate, today: date) -> bool:
    """Whether it is too late for what it takes to renew."""
    terms = award.trajectory.certificate_terms
    return bool(
        today > certificate.valid_until and terms.after_expiry == AfterExpiry.WHOLE
    )


def mandate_to_renew_under(award: Award) -> Mandate | None:
    """The mandate of last time while it lasts, else one in the same role; or none."""
    before: Mandate | None = award.completion.participation.mandate
    if before is None:
        return None
    current = Mandate.objects.of(award.person).current()
    same = current.filter(pk=before.pk).first()
    return same or current.filter(role=before.role_id).order_by("-valid_from").first()
