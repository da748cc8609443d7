"""Issuing in bulk: person by person, each in a transaction with its line of the list.

Whoever dies in between leaves lines that wait, and nothing half done. Two at once share
the work: who comes second to a line finds it done.
"""

from __future__ import annotations

import logging
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.attendance import HELD
from certification.enums import BatchKind, LineState
from certification.exceptions import CertificationError, NotEarned
from certification.models import Batch, BatchLine, Certificate
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import Source
from lms.learning.exceptions import LearningError
from lms.learning.models import Completion, Participation
from lms.learning.operations.ledger import hold
from lms.organisation.models import Mandate

from .attesting import attest
from .awarding import issue_for

logger = logging.getLogger(__name__)

# The worker has mails and documents to make too, and tick has other jobs.
SECONDS: Final = 20.0
STILL: Final = timedelta(minutes=1)
KEPT: Final = timedelta(days=90)


def work(batch_id: int, *, until: float | None = None) -> bool:
    """Issue for those who wait, until a moment of ``time.monotonic``; whether some still do.

    One failure stops nobody else: it is kept with its sentence. Asking for a batch that
    is finished does nothing.
    """
    batch = Batch.objects.get(pk=batch_id)
    with translation.override(settings.LANGUAGE_CODE):
        for pk in list(batch.lines.waiting().values_list("pk", flat=True)):
            if until is not None and time.monotonic() >= until:
                return True
            _try(pk)
    _finish(batch_id)
    return False


def go_on(now: datetime) -> int:
    """Take up the batches at which nobody works any more; how many lines were done."""
    until = time.monotonic() + SECONDS
    done = 0
    for batch in Batch.objects.standing_still(now - STILL):
        before = batch.lines.waiting().count()
        work(batch.pk, until=until)
        done += before - batch.lines.waiting().count()
    return done


def forget(now: datetime) -> int:
    """Empty what an import named people by, once its batch is old; how many lines."""
    old = BatchLine.objects.filter(batch__finished_at__lt=now - KEPT)
    return int(old.exclude(given="").update(given=""))


def _try(line_id: int) -> None:
    try:
        _do(line_id)
    except (CertificationError, LearningError) as refusal:
        _note_refusal(line_id, str(refusal))
    except Exception:
        logger.exception("Line %d: no certificate could be issued.", line_id)
        _note_refusal(
            line_id, _("Something went wrong here. Start once more for this person.")
        )


@transaction.atomic
def _do(line_id: int) -> None:
    """The person is held first, as in every operation on somebody's learning."""
    person = User.objects.filter(
        pk__in=BatchLine.objects.filter(pk=line_id).values("person")
    ).first()
    if person is not None:
        hold(person)
    line = (
        BatchLine.objects.select_for_update(of=("self",), no_key=True)
        .select_related("batch__activity", "batch__by")
        .get(pk=line_id)
    )
    if line.state != LineState.WAITING:
        return
    if person is None or not person.is_active:
        raise NotEarned(_("This person has no account any more."))
    certificate, is_new = _issue(line, person)
    if not certificate.in_force:
        raise NotEarned(
            _("%(number)s was revoked. What was revoked is not issued anew.")
            % {"number": certificate.number}
        )
    line.certificate = certificate
    line.state = LineState.ISSUED if is_new else LineState.KNOWN
    line.done_at = clock.now()
    line.save(update_fields=["certificate", "state", "done_at"])


def _issue(line: BatchLine, person: User) -> tuple[Certificate, bool]:
    if line.batch.kind == BatchKind.EARNED:
        return issue_for(_earned(line.batch, person), person.pk)
    if line.batch.kind == BatchKind.HELD:
        return attest(_attended(line.batch, person))
    if line.completion_id is None:
        raise NotEarned(_("Nobody marked that this person was there."))
    return attest(line.completion_id)


def _earned(batch: Batch, person: User) -> int:
    """The last time that this person completed the trajectory."""
    standing = Completion.objects.standing()
    done = standing.filter(learner=person, activity=batch.activity)
    last = done.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        raise NotEarned(
            _("%(name)s has not completed “%(title)s”.")
            % {"name": person, "title": batch.activity.title}
        )
    return last


def _attended(batch: Batch, person: User) -> int:
    """What says that this person was there: recorded now, unless it was before.

    Raises ``NotEarned`` for who completed it another day: one does not become the other;
    and for who vouches for themselves.
    """
    if person == batch.by:
        raise NotEarned(_("Somebody else vouches that you were there."))
    day = date.fromisoformat(batch.held["days"][-1])
    participation = learning.record_completion(
        person,
        batch.activity,
        by=batch.by,
        at=_noon(day),
        mandate=_mandate_of(person, batch, day),
        source=Source.IMPORT,
        evidence={HELD: batch.held, "batch": str(batch.key)},
    )
    completion = Completion.objects.standing().get(participation=participation)
    known = clock.local_date(completion.completed_at)
    if known != day:
        raise NotEarned(
            _("%(name)s already has “%(title)s”, of %(day)s.")
            % {
                "name": person,
                "title": batch.activity.title,
                "day": date_format(known, "j F Y"),
            }
        )
    return completion.pk


def _noon(day: date) -> datetime:
    return datetime.combine(day, time_of_day(12), tzinfo=clock.BRUSSELS)


def _mandate_of(person: User, batch: Batch, day: date) -> Mandate | None:
    """In which capacity they were there: one of that day, of what asks for it first.

    Who held none that day has it for what they follow now.
    """
    following = Participation.objects.of(person).asking_for(batch.activity.key)
    asking = following.select_related("mandate").latest_first().first()
    then = Mandate.objects.of(person).current(day).order_by("valid_from", "pk")
    if asking is None or asking.mandate is None:
        return then.first()
    known = asking.mandate
    return then.filter(pk=known.pk).first() or then.first() or known


def _note_refusal(line_id: int, why: str) -> None:
    BatchLine.objects.waiting().filter(pk=line_id).update(
        state=LineState.REFUSED, why=why[:500], done_at=clock.now()
    )


def _finish(batch_id: int) -> None:
    at_work = Batch.objects.at_work().filter(pk=batch_id)
    if not BatchLine.objects.waiting().filter(batch=batch_id).exists():
        at_work.update(finished_at=clock.now())
