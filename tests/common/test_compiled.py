"""A compiled queryset answers what the queryset itself would, in one query each time."""

from uuid import uuid4

import pytest
from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError

from lms.accounts.models import User
from lms.common.compiled import Compiled
from lms.learning import operations
from lms.learning.models import LearningActivity, Participation
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def taking_part(learner, key):
    return (
        Participation.objects.filter(learner=learner, activity__key=key)
        .standing()
        .select_related("activity")
    )


@pytest.fixture
def compiled():
    return Compiled(
        taking_part, learner=models.BigIntegerField(), key=models.UUIDField()
    )


def test_each_value_has_its_own_rows(compiled, django_assert_num_queries):
    ann, bob = UserFactory(), UserFactory()
    one, other = an_activity(title="Een"), an_activity(title="Ander")
    joined = [operations.register(ann, one), operations.register(bob, other)]

    for learner, activity, found in (
        (ann, one, joined[:1]),
        (bob, other, joined[1:]),
        (ann, other, []),
        (ann, one, joined[:1]),
    ):
        with django_assert_num_queries(1):
            rows = compiled(learner=learner.pk, key=activity.key)
            assert [row.activity.title for row in rows] == [
                each.activity.title for each in found
            ]
        assert rows == found


def test_a_row_is_what_a_queryset_gives(compiled):
    registered = operations.register(UserFactory(), an_activity())
    key = registered.activity.key

    (row,) = compiled(learner=registered.learner_id, key=key)

    (same,) = taking_part(registered.learner_id, key)
    assert {**vars(row), "_state": None} == {**vars(same), "_state": None}
    assert vars(row.activity).keys() == vars(same.activity).keys()
    assert row.activity.key == key
    row.progress = 10
    row.save()
    assert Participation.objects.get(pk=row.pk).progress == 10


def test_what_is_asked_does_not_change_what_is_asked_next(compiled):
    registered = operations.register(UserFactory(), an_activity())
    asked = {"learner": registered.learner_id, "key": registered.activity.key}
    (before,) = compiled(**asked)

    Participation.objects.update(progress=50)

    (after,) = compiled(**asked)
    assert (before.progress, after.progress) == (0, 50)


def test_values_come_as_asked():
    activity = an_activity()
    by_key = Compiled(
        lambda key: LearningActivity.objects.filter(key__in=[key, uuid4()]).values_list(
            "key", "kind"
        ),
        key=models.UUIDField(),
    )

    assert by_key(key=activity.key) == [(activity.key, activity.kind)]
    assert by_key(key=uuid4()) == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(compiled):
    registered = operations.register(UserFactory(), an_activity())
    asked = {"learner": registered.learner_id, "key": registered.activity.key}
    found = [compiled(**asked)]

    errors = at_the_same_time(*[lambda: found.append(compiled(**asked))] * 4)

    assert errors == []
    assert found == [[registered]] * 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    not connection.features.has_select_for_update, reason="It locks no rows."
)
def test_rows_are_locked_in_a_transaction_alone():
    held = Compiled(
        lambda person: User.objects.select_for_update().filter(pk=person),
        person=models.BigIntegerField(),
    )
    person = UserFactory()

    for _time in range(2):
        with pytest.raises(TransactionManagementError):
            held(person=person.pk)
        with transaction.atomic():
            assert held(person=person.pk) == [person]


def test_one_row_is_asked_for_by_itself(compiled):
    registered = operations.register(UserFactory(), an_activity())
    there = {"learner": registered.learner_id, "key": registered.activity.key}
    absent = {**there, "key": uuid4()}

    assert compiled.first(**there) == compiled.get(**there) == registered
    assert compiled.first(**absent) is None
    with pytest.raises(Participation.DoesNotExist):
        compiled.get(**absent)
