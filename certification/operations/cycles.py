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
from certification.validity import Due, moments
from lms.accounts.models import User
from lms.common import clock

from . import mails
from .renewing import Held, begin_cycle, mandate_to_renew_under

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
    if Award.objects.of(person, award.trajectory).first() != award:  # renewed since
        _wait_until(award, None)
        return 0
    certificate = award.certificates.in_force().first()
    if certificate is None:  # revoked: of that nothing falls due any more
        _wait_until(award, None)
        return 0
    come, next_on = _what_came(award, certificate, today)
    _wait_until(award, next_on)
    if come:
        _record(Held(person, award, certificate), come, today)
    return len(come)


def _wait_until(award: Award, day: date | None) -> None:
    award.next_on = day
    award.save(update_fields=["next_on"])


def _what_came(
    award: Award, certificate: Certificate, today: date
) -> tuple[list[Due], date | None]:
    """What came and is not on record, and when the next thing comes."""
    known = set(award.cycle_events.values_list("moment", flat=True))
    every = moments(certificate.last_day, award.renewable_from)
    left = [due for due in every if due.moment not in known]
    come = [due for due in left if due.on <= today]
    return come, next((due.on for due in left if due.on > today), None)


def _record(held: Held, come: list[Due], today: date) -> None:
    now = clock.now()
    CycleEvent.objects.bulk_create(
        CycleEvent(award=held.award, moment=due.moment, on=due.on, recorded_at=now)
        for due in come
    )
    offered, last = held.award.trajectory.is_offered, come[-1].moment
    if not held.person.is_active or not (offered or last == Moment.EXPIRED):
        return
    if last != Moment.EXPIRED and come[0].moment == Moment.WINDOW_OPENED:
        _open(held, today)
    mails.say_what_fell_due(last, held.certificate, held.person, offered=offered)


def _open(held: Held, today: date) -> None:
    """Begin the next cycle for who still holds the role that they earned it in."""
    mandate = mandate_to_renew_under(held)
    had_one = held.award.completion.participation.mandate_id is not None
    if mandate or not had_one:
        begin_cycle(held, mandate=mandate, today=today)
