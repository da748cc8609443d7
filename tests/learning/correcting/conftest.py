"""People, activities and a trajectory, of which something is put right."""

from uuid import uuid4

import pytest

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.assigning.terms import Terms
from lms.learning.enums import ActivityKind
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory
from tests.learning.correcting.doing import attend, do, lessons_of


@pytest.fixture
def trainer():
    return UserFactory(first_name="Tine", last_name="Trainer")


@pytest.fixture
def session():
    return an_activity(ActivityKind.SESSION, title="Sessie", trainer_completes=True)


@pytest.fixture
def mandate():
    return MandateFactory()


@pytest.fixture
def learner(mandate):
    return mandate.person


@pytest.fixture
def done(learner, session, trainer):
    return attend(learner, session, trainer)


@pytest.fixture
def colleague():
    return UserFactory()


@pytest.fixture
def rule(session, mandate):
    """HR of the entity has a rule ask it of whoever holds the role."""
    role = RoleFactory(slug="hr-verantwoordelijke", name="HR-verantwoordelijke")
    hr = MandateFactory(entity=mandate.entity, role=role).person
    terms = Terms(
        activity=session.pk,
        entity=mandate.entity_id,
        roles=(mandate.role_id,),
        valid_from=clock.today(),
    )
    made = learning.make_rule(terms, name="Basis", by=hr, key=uuid4())
    learning.apply_rule(made.pk)
    return made


@pytest.fixture
def course():
    lessons = [an_activity(ActivityKind.LESSON, title=f"Les {n}") for n in (1, 2)]
    return an_activity(title="Cursus", requires=lessons)


@pytest.fixture
def trajectory(session, course):
    return an_activity(
        ActivityKind.TRAJECTORY, title="Traject", requires=[session, course]
    )


@pytest.fixture
def way(trajectory, mandate):
    return learning.register(mandate.person, trajectory, mandate=mandate)


@pytest.fixture
def whole(way, learner, session, course, trainer):
    """The trajectory completed: the session by a trainer, the rest by themselves."""
    attended = attend(learner, session, trainer)
    learning.register(learner, course)
    for lesson in lessons_of(course):
        do(learner, lesson)
    way.refresh_from_db()
    assert way.is_completed
    return attended
