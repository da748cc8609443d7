"""Activities for tests, put on offer through the real operations."""

from uuid import uuid4

from lms.learning import operations
from lms.learning.enums import ActivityKind, Form
from lms.learning.models import LearningActivity
from lms.learning.rules import AllOf, Needs

FORMS = {
    ActivityKind.DILEMMA: Form.DILEMMA,
    ActivityKind.SESSION: Form.SESSION,
    ActivityKind.ASSIGNMENT: Form.ASSIGNMENT,
    ActivityKind.TRAJECTORY: Form.TRAJECTORY,
}


def an_activity(
    kind: ActivityKind = ActivityKind.COURSE, *, requires=(), **card
) -> LearningActivity:
    """An activity on offer; ``requires`` are the activities that complete it."""
    activity = operations.publish_activity(
        operations.Card(
            key=uuid4(),
            kind=kind,
            form=FORMS.get(kind, Form.E_LEARNING),
            title=card.pop("title", f"Een {kind.label}"),
            duration_minutes=card.pop("duration_minutes", 20),
            address=card.pop("address", "/aanbod/iets/"),
            has_own_part=card.pop("has_own_part", not requires),
            is_listed=card.pop("is_listed", kind != ActivityKind.LESSON),
            **card,
        )
    )
    if requires:
        rule = AllOf(tuple(Needs(part.key) for part in requires))
        operations.set_requirements(activity, rule)
    return activity
