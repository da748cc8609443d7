"""Volume data: the same for the same seed, and only where it can do no harm."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cms_site.models.demo import LoadedDemo
from lms.accounts.models import User
from lms.common import clock
from lms.learning.enums import Status
from lms.learning.models import Completion, Participation, Transition
from lms.organisation.models import Mandate
from lms.reporting.extents import extent
from lms.reporting.records import completion_records, scope_of
from lms.xapi.models import StoredStatement
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

DAY = clock.now()


@pytest.fixture
def demo():
    """A database that says it holds the demo."""
    LoadedDemo.objects.create()


def synthesize(tmp_path, **options) -> dict:
    path = tmp_path / "gemaakt.json"
    with clock.at(DAY):
        call_command(
            "synthesize",
            learners=30,
            statements=40,
            json=path,
            stdout=io.StringIO(),
            **options,
        )
    return json.loads(path.read_text())


def shape() -> list[tuple]:
    """What was made, without the keys that the database gave."""
    return list(
        Transition.objects.order_by("pk").values_list(
            "person_key", "last_name", "entity_code", "activity_code", "recorded_at"
        )
    )


def test_people_take_part_as_the_operations_would_have_written_it(demo, tmp_path):
    told = synthesize(tmp_path)

    number = Participation.objects.count()
    assert told["participations"] == number
    assert 10 * 30 <= number <= 18 * 30
    assert (
        Completion.objects.count()
        == Participation.objects.filter(status=Status.COMPLETED).count()
        > 0
    )
    last = {one.participation_id: one for one in Transition.objects.order_by("pk")}
    for one in Participation.objects.all():
        record = last[one.pk]
        assert (record.status, record.visible_to_hr) == (
            one.status,
            one.is_visible_to_hr,
        )
    assert StoredStatement.objects.count() == told["statements"] == 40


def test_the_file_lets_each_role_sign_in(demo, client, tmp_path):
    told = synthesize(tmp_path)

    (hr,) = told["people"]["hr-verantwoordelijke"]["SYN-000"]
    person = User.objects.get(email=hr["login"])
    assert str(person.public_id) == hr["public_id"]
    assert person.check_password(told["password"])
    found, _rows = extent(completion_records(scope_of(person), clock.today()))
    assert found == 30
    people = told["people"]
    logins = [
        one["login"] for of in people.values() for at in of.values() for one in at
    ]
    assert len(logins) == len(set(logins)) == Mandate.objects.count()


def test_the_same_seed_makes_the_same_and_another_does_not(demo, tmp_path):
    def made(seed: int) -> list[tuple]:
        found = []
        with transaction.atomic():
            synthesize(tmp_path, seed=seed)
            found = shape()
            transaction.set_rollback(True)
        return found

    assert made(1) == made(1) != made(2)


def test_it_is_made_once_and_never_among_real_people(demo, tmp_path):
    synthesize(tmp_path)
    with pytest.raises(CommandError, match="already"):
        synthesize(tmp_path)
    LoadedDemo.objects.all().delete()
    UserFactory(email="echt@vlaanderen.be")

    with pytest.raises(CommandError, match="something else"):
        synthesize(tmp_path)
