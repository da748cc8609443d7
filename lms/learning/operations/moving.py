"""Moving people to the version of a trajectory that holds today."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.learning.enums import Change, Purpose
from lms.learning.exceptions import NotOpen
from lms.learning.models import (
    LearningActivity,
    Participation,
    RequirementTree,
    VersionMove,
)

from .completing import settle
from .ledger import Ledger, lock
from .participating import ask_for_what_it_contains, ask_no_longer
from .requirements import current_tree

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What became of everybody: moved, of whom so many completed by it, and failed."""

    moved: int
    completed: int
    failed: int


@transaction.atomic
def move_to_current_version(
    participation_id: int, *, reason: str, by: User
) -> Participation:
    """Have somebody who is under way go on by what the activity demands today.

    Appends a transition, with the reason and who did it beside it. What HR may see
    follows the new version; progress is that in it, and whoever meets it already
    completes now. Who renews by a tree of its own that is there no more goes on with the
    whole, for which there is no last day. Nothing happens to who is on it. Raises
    ``NotOpen`` for a participation that is closed.
    """
    participation = lock(participation_id)
    if not participation.is_open:
        raise NotOpen(_("This is already closed: the person completed it or left it."))
    tree = participation.tree
    if tree is None:
        return participation
    current = _today_of(participation.activity, tree)
    if current is None or current == tree:
        return participation
    before = copy(participation)
    ledger = Ledger(by=by)
    participation.tree, participation.progress = current, 0
    if current.purpose != tree.purpose:
        participation.counts_until = None
    participation.save(update_fields=["tree", "progress", "counts_until"])
    ask_no_longer(before, ledger)
    ask_for_what_it_contains(participation, ledger)
    transition = ledger.note(participation, Change.MOVED)
    if transition is not None:  # of a step, which stays on no version, none is made
        VersionMove.objects.create(
            transition=transition,
            participation=participation,
            from_tree_id=before.tree_id,
            to_tree=current,
            reason=reason,
            by=by,
        )
    # The learner did what completes it: who moved them recorded no completion.
    own = Ledger()
    settle(participation, own)
    own.close()
    return participation


def _today_of(
    activity: LearningActivity, tree: RequirementTree
) -> RequirementTree | None:
    """What takes the place of a tree today, as ``begin_again`` chooses one."""
    return current_tree(activity, Purpose(tree.purpose)) or current_tree(activity)


def move_everybody_to_current_version(
    activity: LearningActivity, *, reason: str, by: User
) -> Moved:
    """Move all who are under way on an earlier version, each as ``move_several`` does."""
    behind = Participation.objects.filter(activity=activity).on_an_earlier_version()
    return move_several(behind.values_list("pk", flat=True), reason=reason, by=by)


def move_several(participation_ids: Iterable[int], *, reason: str, by: User) -> Moved:
    """Move these people to the version of today, each in a transaction of its own.

    One that fails is logged and left where it is; asking again moves only who is left.
    Not counted as moved: who stays where they are, since nothing takes its place today.
    """
    moved = completed = failed = 0
    asked = Participation.objects.filter(pk__in=list(participation_ids))
    for pk, tree in list(asked.order_by("pk").values_list("pk", "tree")):
        try:
            participation = move_to_current_version(pk, reason=reason, by=by)
        except NotOpen:  # completed or left since it was looked up
            continue
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Participation %s could not be moved.", pk)
            failed += 1
            continue
        if participation.tree_id == tree:  # nothing holds today in its place
            continue
        moved += 1
        completed += participation.is_completed
    return Moved(moved=moved, completed=completed, failed=failed)
