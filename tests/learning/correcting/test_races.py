"""Several at once: one correction, and nothing that counts what was put right."""

import pytest

from lms.learning import operations as learning
from lms.learning.corrections import relying_on
from lms.learning.enums import ActivityKind
from lms.learning.exceptions import AlreadyPutRight
from lms.learning.models import Completion, CompletionCorrection, Participation
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.learning.correcting.doing import annul, attend, do
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rules]


def test_four_at_once_put_it_right_once(mandate, learner, session, trainer):
    learning.assign(learner, session, mandate=mandate, by=trainer)
    done = attend(learner, session, trainer)
    colleagues = UserFactory.create_batch(4)

    errors = at_the_same_time(*(lambda by=by: annul(done, by) for by in colleagues))

    assert [type(error) for error in errors] == [AlreadyPutRight] * 3
    assert CompletionCorrection.objects.count() == 1
    assert Participation.objects.of(learner).open().count() == 1
    assert StoredStatement.objects.filter(verb__endswith="/voided").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_the_last_part_and_the_correction_of_another_at_once(
    learner, session, trainer, attempt
):
    """Whichever comes first: complete and named as relying on it, or not complete."""
    other = an_activity()
    whole = an_activity(ActivityKind.TRAJECTORY, requires=[session, other])
    way = learning.register(learner, whole)
    done = attend(learner, session, trainer)
    colleague = UserFactory()

    errors = at_the_same_time(
        lambda: annul(done, colleague), lambda: do(learner, other)
    )

    assert errors == []
    ended = Completion.objects.filter(activity=whole)
    way.refresh_from_db()
    assert list(ended) == relying_on(done)
    assert way.is_completed == ended.exists()
    assert way.is_completed or way.progress == 50
