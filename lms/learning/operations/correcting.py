"""Putting right what was recorded as completed and was not: a record beside it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning import statements
from lms.learning.enums import ActivityKind, Change, Source, Status
from lms.learning.exceptions import AlreadyPutRight, NeedsReason, StillMet
from lms.learning.models import Completion, CompletionCorrection, Participation
from lms.messaging.telling import tell

from .assigning.asking import follow_anew, keep_what_stood
from .completing import reached_in
from .ledger import Ledger, lock
from .participating import ask_no_longer, enter
from .vouching import refuse_own

KIND = "correction"


@transaction.atomic
def annul(completion: Completion, *, by: User, reason: str) -> CompletionCorrection:
    """Record by name that somebody did not complete something after all, and why.

    The completion itself stays as it is, and so does every list and export of a day
    before. From now on nothing counts it: its participation is closed as withdrawn, and
    what is under way around it goes back to what is there. What was completed because of
    it stays, to be put right by name: see ``relying_on``. What is asked of the person
    begins anew, with what they did otherwise; so does a trajectory. Their statement is
    declared void, and they are told why. Raises ``OwnRecord`` for who would do it for
    themselves, ``NeedsReason`` without words, ``AlreadyPutRight``, and ``StillMet`` while
    all that completed it stands.
    """
    participation = lock(completion.participation_id)
    refuse_own(participation.learner, by=by)
    words = reason.strip()
    if not words:
        raise NeedsReason(_("Say why: the person concerned reads it."))
    if CompletionCorrection.objects.filter(completion=completion).exists():
        raise AlreadyPutRight(_("This was put right already. Nothing was changed."))
    ledger = Ledger(by=by)
    _refuse_while_met(completion, participation, ledger)
    correction = CompletionCorrection.objects.create(
        completion=completion, reason=words, by=by, recorded_at=ledger.at
    )
    _close(completion, participation, ledger)
    for container in ledger.containers.open_around(participation):
        _set_back(container, ledger)
    anew = _begin_anew(completion, participation)
    if participation.activity.kind == ActivityKind.TRAJECTORY and anew is None:
        ask_no_longer(participation, ledger)
    ledger.close()
    _tell(correction, participation, goes_on=anew is not None and anew.is_open)
    return correction


def _refuse_while_met(
    completion: Completion, participation: Participation, ledger: Ledger
) -> None:
    """What completed by its rule alone is as complete as what the rule names."""
    activity = participation.activity
    if completion.tree_id is None or activity.has_own_part:
        return
    demand = ledger.containers.demand_on(participation)
    if demand and reached_in(participation, demand).completed:
        raise StillMet(
            _(
                "Everything that completes “%(title)s” stands, so it would be complete "
                "again at once. First put right the part that was not so."
            )
            % {"title": activity.title}
        )


def _close(
    completion: Completion, participation: Participation, ledger: Ledger
) -> None:
    participation.status = Status.WITHDRAWN
    started = participation.started_at or ledger.at
    participation.closed_at = participation.last_activity_at = max(ledger.at, started)
    participation.save(update_fields=["status", "closed_at", "last_activity_at"])
    ledger.note(participation, Change.CORRECTED)
    vouched = completion.recorded_by_id is not None
    judged = vouched and completion.source != Source.EXEMPTION
    ledger.declare_void(*statements.told_of_the_end(participation, judged=judged))


def _set_back(container: Participation, ledger: Ledger) -> None:
    """Have an open container say what there is of it now, and what contains that."""
    reached = reached_in(container, ledger.containers.demand_on(container))
    if reached.progress >= container.progress:
        return
    container.progress, container.set_back_at = reached.progress, ledger.at
    container.save(update_fields=["progress", "set_back_at"])
    for outer in ledger.containers.open_around(container):
        _set_back(outer, ledger)


def _begin_anew(completion: Completion, closed: Participation) -> Participation | None:
    """The participation in which somebody can do for real what is asked of them.

    Under the same mandate, on the same version, in the same period; who took part again
    since has that one. Nothing for what nobody asks (any more) or is no longer on offer.
    """
    if not hasattr(completion, "historic_proof"):  # visible to HR, and asked by nobody
        keep_what_stood(closed)
    asked = list(closed.assignments.standing().order_by("pk"))
    is_way = closed.activity.kind == ActivityKind.TRAJECTORY
    if not (asked or is_way) or not closed.activity.is_offered:
        return None
    later = Participation.objects.of(closed.learner).filter(
        activity=closed.activity_id, pk__gt=closed.pk
    )
    anew = later.standing().exclude(status=Status.ABSENT).open_first().first()
    if anew is None:
        anew = enter(
            Participation(
                learner=closed.learner,
                activity=closed.activity,
                mandate=closed.mandate,
                tree=closed.tree,
                counts_from=closed.counts_from,
                counts_until=closed.counts_until,
                due_on=closed.due_on,
                assigned=bool(asked),
                in_trajectory=closed.in_trajectory,
                shared=closed.shared,
            ),
            Ledger(),
        )
    for assignment in asked:
        follow_anew(assignment, anew.pk)
    return anew


def _tell(
    correction: CompletionCorrection, participation: Participation, *, goes_on: bool
) -> None:
    """Why, in the language of the platform, with what it means for them."""
    activity = participation.activity
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "title": activity.title,
            "day": date_format(
                clock.local_date(correction.completion.completed_at), "j F Y"
            ),
            "name": correction.by,
        }
        told = [
            _(
                "“%(title)s” was recorded as completed by you on %(day)s. %(name)s put "
                "that right: it does not count any more."
            )
            % words,
            _("The reason: %(reason)s") % {"reason": correction.reason},
        ]
        if goes_on:
            told.append(_("You still take part in it, so you can go on with it."))
        told.append(_("Is this not right? Tell whoever put it right."))
        tell(
            participation.learner,
            kind=KIND,
            key=f"correction:{correction.pk}",
            title=_("Put right: %(title)s") % words,
            text="\n\n".join(told),
            address=activity.address,
        )
