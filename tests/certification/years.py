"""A certificate of 36 months earned on 20 November 2026, and what happens to it on a day."""

from datetime import date, datetime, time

from django.core import mail

from certification import operations
from certification.models import Certificate
from lms.common import clock
from lms.learning.models import Participation
from tests.factories.certification import (
    a_certificate,
    complete,
)

EARNED = date(2026, 11, 20)
OPENS = date(2029, 5, 20)
LAST = date(2029, 11, 20)


def on(day, hour=10, minute=0):
    """The clock at a moment of that day in Brussels."""
    return clock.at(datetime.combine(day, time(hour, minute), tzinfo=clock.BRUSSELS))


def tick(day, hour=10, minute=0):
    with on(day, hour, minute):
        return operations.turn(clock.now())


def earn(trajectory, mandate, day):
    with on(day):
        certificate = a_certificate(trajectory=trajectory, mandate=mandate)
    mail.outbox.clear()
    return certificate


def person_of(certificate):
    return certificate.award.person


def trajectory_of(certificate):
    return certificate.award.trajectory


def running(certificate):
    renewals = Participation.objects.of(person_of(certificate)).renewing()
    return renewals.trajectories().get()


def do_again(certificate, day, *activities):
    """Do these, and have the certificate that they earn issued."""
    with on(day):
        for activity in activities:
            complete(person_of(certificate), activity)
        operations.catch_up(clock.now())


def certificates():
    return list(Certificate.objects.order_by("pk"))
