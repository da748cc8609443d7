"""From a completed trajectory to one certificate, once, whatever races."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certification import statements
from certification.enums import Basis
from certification.exceptions import Nameless, NotEarned
from certification.models import Award, Certificate, CertificateTerms
from certification.signals import certificate_issued
from certification.validity import moments, renewable_from, valid_until
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import ActivityKind
from lms.learning.models import Completion
from lms.learning.operations import demand_of
from lms.learning.rules import Rule, activities, all_done, reach
from lms.xapi.recording import record

from . import mails
from .issuing import Evidence, issue, name_of

logger = logging.getLogger(__name__)


def award(completion_id: int) -> Certificate | None:
    """Issue the certificate that a completed trajectory earned, and answer it.

    Asking again, from any number of places at once, answers the one that was issued.
    Nothing for a completion of something else than a trajectory, or of one without a
    certificate. Raises ``NotEarned`` when the evidence does not hold, ``Nameless``
    for an account without a name: once it has one, ``tick`` issues the certificate.
    """
    earned = (
        Completion.objects.standing()
        .filter(
            pk=completion_id,
            activity__kind=ActivityKind.TRAJECTORY,
            activity__certificate_terms__isnull=False,
        )
        .values_list("learner_id", flat=True)
        .first()
    )
    return issue_for(completion_id, earned)[0] if earned else None


def catch_up(now: datetime) -> int:  # noqa: ARG001 - every job is given the time
    """Issue what was earned but not issued, because a process died after the commit."""
    issued = 0
    for pk in (
        Completion.objects.standing()
        .filter(
            activity__kind=ActivityKind.TRAJECTORY,
            activity__certificate_terms__isnull=False,
            award=None,
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        try:
            issued += award(pk) is not None
        except NotEarned as refusal:
            logger.warning("Completion %s earns no certificate: %s", pk, refusal)
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Completion %s: no certificate could be issued.", pk)
    return issued


@transaction.atomic
def issue_for(completion_id: int, learner_id: int) -> tuple[Certificate, bool]:
    """The certificate of a completed trajectory, and whether it was issued just now.

    The learner is held first, as in every operation on somebody's learning. Raises
    ``NotEarned`` as ``award`` does.
    """
    User.objects.select_for_update(no_key=True).get(pk=learner_id)
    completion = Completion.objects.select_related(
        *("activity__certificate_terms", "learner", "entity", "role", "tree"),
        *("participation", "correction"),
    ).get(pk=completion_id)
    refuse_put_right(completion)
    evidence = _evidence(completion)
    if not name_of(completion.learner)["name"]:
        raise Nameless(_("Nobody is named on this account yet."))
    earned, _created = Award.objects.get_or_create(
        person=completion.learner,
        trajectory=completion.activity,
        cycle=cycle_of(completion),
        defaults={"completion": completion, "awarded_at": clock.now()},
    )
    earned.person = completion.learner
    try:
        with transaction.atomic():
            certificate, created = _issue_unless_issued(earned, completion, evidence)
    except IntegrityError:  # somebody issued it in between: the constraint decided
        certificate, created = earned.certificates.in_force().get(), False
    if created:
        announce(certificate, earned, completion.learner)
    return certificate, created


def refuse_put_right(completion: Completion) -> None:
    """Raises ``NotEarned`` for what was recorded and was not so; ``correction`` is loaded."""
    if hasattr(completion, "correction"):
        raise NotEarned(
            _("%(name)s did not complete this after all: that was put right.")
            % {"name": completion.learner}
        )


def announce(certificate: Certificate, earned: Award, person: User) -> None:
    """Tell the person and the record that it was issued; on commit, who renders it."""
    mails.say_it_is_ready(certificate, person)
    record(*statements.certified(certificate, earned))
    transaction.on_commit(
        partial(
            certificate_issued.send_robust,
            sender=Certificate,
            certificate_id=certificate.pk,
        )
    )


def _issue_unless_issued(
    earned: Award, completion: Completion, evidence: Evidence
) -> tuple[Certificate, bool]:
    """One that was revoked or superseded counts too: a job never issues it anew."""
    known = earned.certificates.order_by("-in_force", "-pk").first()
    if known is not None:
        return known, False
    terms = CertificateTerms.objects.get(trajectory=completion.activity)
    completed_on = evidence.completed_on(completion)
    last_day = valid_until(
        completed_on,
        terms.validity_months,
        basis=Basis(terms.basis),
        previous=_last_day_before(earned),
    )
    _plan(earned, completed_on, last_day, terms.renewal_months)
    return issue(earned, completion, terms, evidence, valid_until=last_day), True


def _last_day_before(earned: Award) -> date | None:
    if earned.cycle == 1:
        return None
    last_day: date | None = Certificate.objects.last_days_before(earned).first()
    return last_day


def _plan(
    earned: Award, completed_on: date, last_day: date, renewal_months: int
) -> None:
    """Fix from when on it can be renewed, and when something falls due first."""
    earned.renewable_from = renewable_from(completed_on, last_day, renewal_months)
    earned.next_on = moments(last_day, earned.renewable_from)[0].on
    earned.save(update_fields=["renewable_from", "next_on"])


def cycle_of(completion: Completion) -> int:
    """How many times this person had completed this activity by then, this time included.

    What was put right is counted: each award of a person has a number of its own.
    """
    return Completion.objects.filter(
        learner=completion.learner, activity=completion.activity, pk__lte=completion.pk
    ).count()


def _evidence(completion: Completion) -> Evidence:
    """The completions that meet the requirements, checked again from the records.

    Only what was recorded before the trajectory's own completion counts, so that the
    answer is the same whenever the certificate is issued; in a renewal only what was
    completed in its time.
    """
    demand = demand_of(completion.tree) if completion.tree else None
    found = _completions_before(completion, demand.rule) if demand else {}
    if (
        demand is None
        or not reach(demand.rule, all_done(found, demand.minutes)).completed
    ):
        raise NotEarned(_("Not every requirement of this certificate has been met."))
    return Evidence(rule=demand.rule, completions=found)


def _completions_before(
    completion: Completion, rule: Rule
) -> Mapping[UUID, Completion]:
    parts = (
        Completion.objects.standing()
        .of(completion.learner)
        .counting_for(completion.participation)
        .filter(activity__key__in=set(activities(rule)), pk__lt=completion.pk)
    )
    return {
        part.activity.key: part
        for part in parts.select_related("activity").order_by("pk")
    }
