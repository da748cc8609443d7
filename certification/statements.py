"""How a certificate reads as xAPI. The only file here that knows verbs.

Of somebody who was erased nothing is told: an award then names nobody. Neither is the
number of a certificate, nor its code: a statement says what somebody earned, and leads
to no paper.
"""

from __future__ import annotations

from datetime import datetime

from certification.models import Award, Certificate
from lms.accounts.models import User
from lms.common import ids
from lms.learning.models import LearningActivity
from lms.learning.statements import actor, as_object
from lms.xapi import vocabulary
from lms.xapi.statements import Activity, Statement, id_of_event


def credential(trajectory: LearningActivity) -> Activity:
    """What everyone who completes a trajectory earns: the same for all of them."""
    return Activity(
        iri=ids.iri("activities", trajectory.key, "credential"),
        type=vocabulary.CREDENTIAL,
        name=trajectory.title,
    )


def certified(certificate: Certificate, award: Award) -> tuple[Statement, ...]:
    """That the person of an award earned the certificate; nothing of somebody erased."""
    return _about(certificate, award, vocabulary.CERTIFIED, at=certificate.issued_at)


def revoked(
    certificate: Certificate, award: Award, *, at: datetime
) -> tuple[Statement, ...]:
    """That a certificate holds no longer; nothing of somebody erased, nor why."""
    return _about(certificate, award, vocabulary.REVOKED, at=at)


def _about(
    certificate: Certificate, award: Award, verb: vocabulary.Verb, *, at: datetime
) -> tuple[Statement, ...]:
    if award.person is None:
        return ()
    return (_told(certificate, award, award.person, verb, at),)


def _told(
    certificate: Certificate,
    award: Award,
    person: User,
    verb: vocabulary.Verb,
    at: datetime,
) -> Statement:
    registration = award.completion.participation.registration
    ordinal = award.certificates.filter(pk__lte=certificate.pk).count()
    return Statement(
        id=id_of_event(registration, verb, ordinal),
        actor=actor(person),
        verb=verb,
        activity=credential(award.trajectory),
        timestamp=at,
        registration=registration,
        groupings=(as_object(award.trajectory),),
    )
