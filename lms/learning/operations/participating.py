"""Joining, starting, leaving, sharing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.learning import statements
from lms.learning.enums import ActivityKind, Change, Status
from lms.learning.exceptions import (
    NeedsApproval,
    NotOffered,
    NotOpen,
    NotShareable,
)
from lms.learning.models import (
    LearningActivity,
    Participation,
    RequirementTree,
)
from lms.organisation.models import Mandate

from .completing import settle
from .ledger import Ledger, hold, load, lock
from .prerequisites import ask_for_what_comes_first
from .requirements import current_tree


@transaction.atomic
def register(
    learner: User,
    activity: LearningActivity,
    *,
    mandate: Mandate | None = None,
    at: datetime | None = None,
    asked: bool = False,
    approved: bool = False,
) -> Participation:
    """Have a person take part, under one of their mandates or none.

    Asking again answers the participation that stands: the open one, else the
    completed one; who was absent begins another. So does who completed it in an earlier
    cycle of a trajectory that they renew, because there it has to be done once more. What
    the person did before inside the activity counts at once, in a renewal what they did
    since its beginning.
    Raises ``NotOffered`` for an activity that was withdrawn, ``ComesLater`` while
    others come first; not when somebody else ``asked`` it or a trajectory of the person
    does: then only beginning waits. ``NeedsApproval`` where a manager decides, unless
    it was asked or ``approved``.
    """
    ledger = Ledger(at=at)
    participation = join(
        learner, activity, ledger, mandate=mandate, asked=asked, approved=approved
    )
    ledger.close()
    return participation


def join(
    learner: User,
    activity: LearningActivity,
    ledger: Ledger,
    *,
    mandate: Mandate | None = None,
    asked: bool = False,
    approved: bool = False,
    assigned: bool = False,
) -> Participation:
    """``register`` within an operation that goes on and closes the ledger itself.

    ``assigned``: HR sees a new one as what was asked of the person.
    """
    hold(learner)
    standing = Participation.objects.of(learner).filter(activity=activity).standing()
    existing = (
        standing.exclude(status=Status.ABSENT).open_first().with_activity().first()
    )
    since = None
    if existing:
        since = asked_again_since(existing)
        if since is None or ledger.at < since:
            return existing
    refuse_withdrawn(activity)
    in_trajectory = _belongs_to_trajectory_of(learner, activity)
    if not (asked or in_trajectory):
        ask_for_what_comes_first(learner, activity)
    if not (asked or approved):
        _refuse_unapproved(activity, in_trajectory=in_trajectory)
    created = Participation(
        learner=learner,
        activity=activity,
        mandate=mandate,
        tree=_tree_to_stay_on(activity),
        counts_from=since,
        in_trajectory=in_trajectory,
        assigned=assigned,
    )
    return admit(created, ledger)


def refuse_withdrawn(activity: LearningActivity) -> None:
    """Raises ``NotOffered`` for what was withdrawn."""
    if not activity.is_offered:
        raise NotOffered(
            _("“%(title)s” is no longer offered.") % {"title": activity.title}
        )


def enter(created: Participation, ledger: Ledger) -> Participation:
    """Write a new participation with its record, and close what was noted of it.

    The caller holds the learner and asked whether it may be.
    """
    participation = admit(created, ledger)
    ledger.close()
    return participation


def admit(created: Participation, ledger: Ledger) -> Participation:
    """Write a new participation, and settle what counts for it already; nothing is closed."""
    created.registered_at = created.last_activity_at = ledger.at
    created.save(force_insert=True)
    participation = load(created.pk)
    ledger.note(participation, Change.REGISTERED)
    if participation.activity.kind in statements.KINDS_THAT_REGISTER:
        around = ledger.around(participation)
        ledger.say(statements.registered(participation, at=ledger.at, around=around))
    if participation.activity.kind == ActivityKind.TRAJECTORY:
        ask_for_what_it_contains(participation, ledger)
    settle(participation, ledger)
    return participation


@transaction.atomic
def start(participation_id: int, *, at: datetime | None = None) -> Participation:
    """Mark that the person opened it and so began; a second time changes nothing.

    Raises ``NotOpen`` for a participation that the person left, ``ComesLater`` while
    others come first.
    """
    participation = lock(participation_id)
    if participation.status == Status.WITHDRAWN:
        raise NotOpen(_("You are no longer registered for this."))
    if participation.status != Status.REGISTERED:
        return participation
    ask_for_what_comes_first(participation.learner, participation.activity)
    ledger = Ledger(at=at)
    participation.status = Status.STARTED
    participation.started_at = participation.last_activity_at = ledger.at
    participation.save(update_fields=["status", "started_at", "last_activity_at"])
    ledger.note(participation, Change.STARTED)
    around = ledger.around(participation)
    ledger.say(*statements.launched(participation, at=ledger.at, around=around))
    ledger.close()
    return participation


@transaction.atomic
def move_to(participation_id: int, part: LearningActivity) -> None:
    """Remember the part where the person is, to resume there. Costs nothing when it is known."""
    Participation.objects.filter(pk=participation_id).exclude(current_part=part).update(
        current_part=part
    )


@transaction.atomic
def withdraw(participation_id: int, *, at: datetime | None = None) -> Participation:
    """Let a person leave; what was recorded stays. Raises ``NotOpen`` when it is closed."""
    participation = lock(participation_id)
    if not participation.is_open:
        raise NotOpen(_("This is already closed: you completed it or left it."))
    ledger = Ledger(at=at)
    participation.status = Status.WITHDRAWN
    participation.closed_at = participation.last_activity_at = ledger.at
    participation.save(update_fields=["status", "closed_at", "last_activity_at"])
    ledger.note(participation, Change.WITHDRAWN)
    if participation.activity.kind == ActivityKind.TRAJECTORY:
        ask_no_longer(participation, ledger)
    if participation.activity.kind in statements.KINDS_THAT_REGISTER:
        around = ledger.around(participation)
        ledger.say(statements.withdrawn(participation, at=ledger.at, around=around))
    ledger.close()
    return participation


@transaction.atomic
def share(participation_id: int) -> Participation:
    """Let HR see something that a person chose to learn for themselves.

    Raises ``NotShareable`` for a single dilemma (those of one's own choice share as
    one row, the module "Dilemma’s in leiderschap") and for who takes part without an
    entity.
    """
    participation = lock(participation_id)
    activity = participation.activity
    if activity.kind == ActivityKind.DILEMMA and activity.has_own_part:
        raise NotShareable(
            _("You share dilemmas of your own choice together, as one line.")
        )
    if participation.mandate is None:
        raise NotShareable(
            _("You take part without an entity, so there is no HR to share it with.")
        )
    return _set_shared(participation, shared=True)


@transaction.atomic
def unshare(participation_id: int) -> Participation:
    """Take back what was shared: from now on HR does not see it.

    A record as of a day on which it was shared still shows it, because the same
    peildatum gives the same bytes whenever it is asked.
    """
    return _set_shared(lock(participation_id), shared=False)


def _set_shared(participation: Participation, *, shared: bool) -> Participation:
    if participation.shared != shared:
        participation.shared = shared
        participation.save(update_fields=["shared"])
        change = Change.SHARED if shared else Change.UNSHARED
        Ledger(by=participation.learner).note(participation, change)
    return participation


def _tree_to_stay_on(activity: LearningActivity) -> RequirementTree | None:
    """People stay on the version of a trajectory that they began; courses move along."""
    if activity.kind != ActivityKind.TRAJECTORY:
        return None
    return current_tree(activity)


def asked_again_since(existing: Participation) -> datetime | None:
    """The beginning of the cycle for which something completed before is to be done again."""
    if existing.closed_at is None or existing.activity.kind == ActivityKind.TRAJECTORY:
        return None
    renewals = Participation.objects.of(existing.learner).renewing()
    began: datetime | None = renewals.requiring(existing.activity.key).aggregate(
        last=Max("counts_from")
    )["last"]
    return began if began and existing.closed_at < began else None


def _refuse_unapproved(activity: LearningActivity, *, in_trajectory: bool) -> None:
    """Who follows a trajectory needs approval for that alone, not for each of its parts."""
    if in_trajectory and activity.kind != ActivityKind.TRAJECTORY:
        return
    if activity.needs_approval:
        raise NeedsApproval(
            _("“%(title)s” asks the approval of your manager first.")
            % {"title": activity.title}
        )


def _belongs_to_trajectory_of(learner: User, activity: LearningActivity) -> bool:
    """Whether HR may see it for that: a trajectory itself is part of what is followed."""
    return (
        activity.kind == ActivityKind.TRAJECTORY
        or Participation.objects.of(learner).asking_for(activity.key).exists()
    )


def ask_for_what_it_contains(trajectory: Participation, ledger: Ledger) -> None:
    """Let HR see what belongs to it; what the person left before joining stays theirs."""
    contained = (
        Participation.objects.of(trajectory.learner)
        .standing()
        .counting_for(trajectory)
        .required_by(trajectory)
        .filter(in_trajectory=False)
    )
    for pk in contained.order_by("pk").values_list("pk", flat=True):
        participation = load(pk)
        participation.in_trajectory = True
        participation.save(update_fields=["in_trajectory"])
        ledger.note(participation, Change.ASKED)


def ask_no_longer(trajectory: Participation, ledger: Ledger) -> None:
    """The opposite; what another trajectory of the person asks too stays asked."""
    own = Participation.objects.of(trajectory.learner)
    contained = own.required_by(trajectory).filter(in_trajectory=True)
    for other in own.trajectories().standing():
        contained = contained.exclude(pk__in=own.required_by(other).values("pk"))
    for pk in contained.order_by("pk").values_list("pk", flat=True):
        participation = load(pk)
        participation.in_trajectory = False
        participation.save(update_fields=["in_trajectory"])
        ledger.note(participation, Change.NO_LONGER_ASKED)
