"""What falls due in the life of a certificate: the window opens, reminders, it expires.

``tick`` calls ``turn``. Everything that belongs to one event is written in one
transaction with its row: the participation that begins, and the mail.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction

from certification.enums import Moment
from certification.models import Award, Certificate, CycleEvent
from certification.validity import A_DAY, Due, moments
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Purpose
from lms.learning.models import Participation

from . import mails
from .renewing import begin_cycle, mandate_to_renew_under, takes_the_whole

logger = logging.getLogger(__name__)


def turn(now: datetime) -> int:
    """Do what fell due by now for every certificate, each thing once; how many it were.

    When nobody called for a while, only the last of several mails to a person is sent.
    """
    today = clock.local_date(now)
    done = 0
    for pk, person in Award.objects.due(today).values_list("pk", "person"):
        try:
            done += _turn(pk, person, today)
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Award %s: what fell due could not be done.", pk)
    return done


@transaction.atomic
def _turn(award_id: int, person_id: int, today: date) -> int:
    """The learner is held first, as in every operation on somebody's learning."""
    person = User.objects.select_for_update(no_key=True).get(pk=person_id)
    award = (
        Award.objects.due(today)
        .filter(pk=award_id, person=person)
        .select_related("trajectory__certificate_terms", "completion__participation")
        .first()
    )
    if award is None:  # another tick was first
        return 0
    award.person = person
    certificate = award.certificates.in_force().first()
    come: list[Due] = []
    award.next_on = None
    if Award.objects.of(person, award.trajectory)[0] == award:
        if certificate is None:
            award.next_on = _look_again(award, today)
        else:
            come, award.next_on = _what_came(award, certificate, today)
    award.save(update_fields=["next_on"])
    if certificate is not None and come:
        _record(award, certificate, come, today)
    return len(come)


def _look_again(award: Award, today: date) -> date | None:
    """One that was revoked may be issued again, until its last day."""
    last = award.certificates.order_by("-pk").first()
    return today + A_DAY if last and today <= last.valid_until else None


def _what_came(
    award: Award, certificate: Certificate, today: date
) -> tuple[list[Due], date | None]:
    """What came and is not on record, and when the next thing comes."""
    known = set(award.cycle_events.values_list("moment", flat=True))
    every = moments(certificate.valid_until, award.renewable_from)
    left = [due for due in every if due.moment not in known]
    come = [due for due in left if due.on <= today]
    return come, next((due.on for due in left if due.on > today), None)


def _record(
    award: Award, certificate: Certificate, come: list[Due], today: date
) -> None:
    now = clock.now()
    CycleEvent.objects.bulk_create(
        CycleEvent(award=award, moment=due.moment, on=due.on, recorded_at=now)
        for due in come
    )
    person, offered = award.person, award.trajectory.is_offered
    last = come[-1].moment
    if not person.is_active or not (offered or last == Moment.EXPIRED):
        return
    came = {due.moment for due in come}
    if last == Moment.EXPIRED:
        _lapse(award, certificate, today)
    elif Moment.WINDOW_OPENED in came:
        _open(award, certificate, today)
    mails.say_what_fell_due(last, certificate, person, offered=offered)


def _open(award: Award, certificate: Certificate, today: date) -> None:
    """Begin the next cycle for who still holds the role that they earned it in."""
    mandate = mandate_to_renew_under(award)
    had_one = award.completion.participation.mandate_id is not None
    if mandate or not had_one:
        begin_cycle(award, certificate, mandate=mandate, today=today)


def _lapse(award: Award, certificate: Certificate, today: date) -> None:
    """Who was renewing goes the whole way instead, where the terms ask for that.

    The renewal is closed as it stands and another participation begins; what was done
    since the window opened counts there too.
    """
    running = Participation.objects.of(award.person).renewing()
    renewal = running.filter(
        activity=award.trajectory, tree__purpose=Purpose.RENEWAL
    ).first()
    if (
        renewal is None
        or not award.trajectory.is_offered
        or not takes_the_whole(award, certificate, today)
    ):
        return
    learning.withdraw(renewal.pk)
    begin_cycle(award, certificate, mandate=renewal.mandate, today=today)
