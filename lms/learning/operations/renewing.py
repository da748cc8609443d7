"""Taking part in a trajectory once more: a new participation, nothing of the old is touched."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.learning.enums import Purpose
from lms.learning.exceptions import NotOffered
from lms.learning.models import LearningActivity, Participation
from lms.organisation.models import Mandate

from .ledger import Ledger, hold
from .participating import enter
from .requirements import current_tree


@transaction.atomic
def begin_again(
    learner: User,
    activity: LearningActivity,
    *,
    mandate: Mandate | None,
    counts_from: datetime,
    counts_until: datetime | None = None,
    purpose: Purpose = Purpose.RENEWAL,
) -> Participation:
    """Have a person follow a trajectory for a next cycle; one that is open is answered.

    What they completed since ``counts_from`` counts, and nothing before. They stay on the
    tree for renewals of today, or on the whole one where there is no other or it is asked
    (``purpose``). Where there is another, it can be met until ``counts_until``, however
    late that is recorded. Raises ``NotOffered`` for a trajectory that was withdrawn.
    """
    hold(learner)
    own = Participation.objects.of(learner).filter(activity=activity)
    if existing := own.open().with_activity().first():
        return existing
    if not activity.is_offered:
        raise NotOffered(
            _("“%(title)s” is no longer offered.") % {"title": activity.title}
        )
    tree = current_tree(activity, purpose) or current_tree(activity)
    created = Participation(
        learner=learner,
        activity=activity,
        mandate=mandate,
        tree=tree,
        counts_from=counts_from,
        counts_until=counts_until if tree and tree.purpose == purpose else None,
        in_trajectory=True,
    )
    return enter(created, Ledger())
