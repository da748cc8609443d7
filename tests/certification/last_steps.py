"""Learners with one requirement left."""

from lms.learning import operations as learning
from lms.learning.models import LearningActivity, Participation
from tests.factories.certification import complete, parts_of
from tests.factories.organisation import MandateFactory


def one_step_from_the_end(trajectory: LearningActivity) -> Participation:
    """Somebody who did all but one thing; the participation in that."""
    mandate = MandateFactory()
    learning.register(mandate.person, trajectory, mandate=mandate)
    *others, last = parts_of(trajectory)
    for other in others:
        complete(mandate.person, other, mandate=mandate)
    return learning.register(mandate.person, last, mandate=mandate)
