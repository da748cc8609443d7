"""What somebody completed before the platform was there, or elsewhere, as a record here."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import STEP_KINDS, Change, Source
from lms.learning.exceptions import CompletedAlready, NothingToTakeOver
from lms.learning.models import (
    HistoricProof,
    HistoryRun,
    LearningActivity,
    Participation,
)
from lms.organisation.models import Mandate

from .completing import complete_for_another_reason
from .exempting import EXEMPTED_KINDS
from .ledger import Ledger
from .participating import join
from .vouching import refuse_own


def refuse_kind(activity: LearningActivity) -> None:
    """Raises ``NothingToTakeOver`` for a step, and for what its parts complete."""
    if activity.kind in EXEMPTED_KINDS:
        return
    if activity.kind in STEP_KINDS:
        raise NothingToTakeOver(
            _("“%(title)s” is a part of a course. Give the code of the course.")
            % {"title": activity.title}
        )
    raise NothingToTakeOver(
        _("“%(title)s” is a trajectory: it is completed by its parts.")
        % {"title": activity.title}
    )


@transaction.atomic
def take_over(
    learner: User,
    activity: LearningActivity,
    *,
    by: User,
    on: date,
    proof: str,
    mandate: Mandate | None = None,
    run: HistoryRun | None = None,
) -> HistoricProof:
    """Record by name that somebody completed an activity before or elsewhere, and what was seen.

    On the day of then, under the mandate that is given, or that under which the person
    takes part already. HR sees it as what was asked; what contains it follows in the same
    transaction. ``run`` is the import that it came by. Raises ``CompletedAlready`` for
    who has it; ``NothingToTakeOver`` for a step or a trajectory, for a day that has yet to
    come and for who was erased; ``NotOffered`` for an activity that was withdrawn;
    ``OwnRecord`` for who would record it for themselves.
    """
    refuse_own(learner, by=by)
    refuse_kind(activity)
    if on > clock.today():
        raise NothingToTakeOver(_("This day has yet to come."))
    ledger = Ledger(at=clock.noon_of(on), by=by)
    participation = join(
        learner, activity, ledger, mandate=mandate, asked=True, assigned=bool(mandate)
    )
    if participation.learner.erased_at:
        raise NothingToTakeOver(
            _("What this person had was erased: nothing is added to it.")
        )
    if not participation.is_open:
        raise CompletedAlready(
            _("This person already completed “%(title)s”.") % {"title": activity.title}
        )
    _ask(participation, ledger)
    completion = complete_for_another_reason(
        participation, ledger, evidence={"historic": True}, source=Source.IMPORT
    )
    kept = HistoricProof.objects.create(
        completion=completion, run=run, proof=proof, recorded_at=clock.now()
    )
    ledger.close()
    return kept


def _ask(participation: Participation, ledger: Ledger) -> None:
    """Let HR see it: what stands on a list of an entity is no secret of the learner."""
    if participation.is_asked or participation.mandate_id is None:
        return
    participation.assigned = True
    participation.save(update_fields=["assigned"])
    ledger.note(participation, Change.ASKED)
