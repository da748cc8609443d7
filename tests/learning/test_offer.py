"""Which activities are on offer, and in which order they are proposed."""

import pytest

from lms.learning.enums import ActivityKind
from lms.learning.models import LearningActivity
from tests.factories.learning import an_activity

pytestmark = pytest.mark.django_db


def test_no_form_crowds_out_another():
    for number in range(3):
        an_activity(
            ActivityKind.DILEMMA, title=f"Dilemma {number}", duration_minutes=15
        )
    an_activity(title="Lang", duration_minutes=30)
    an_activity(title="Kort", duration_minutes=20)

    proposed = LearningActivity.objects.listed().one_of_each_form_first()

    assert [activity.title for activity in proposed[:4]] == [
        "Dilemma 0",
        "Kort",
        "Dilemma 1",
        "Lang",
    ]
