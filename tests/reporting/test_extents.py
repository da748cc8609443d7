"""How many people and rows there are: few at once, many remembered while nothing changes."""

from datetime import timedelta

import pytest

from lms.organisation.operations import end_mandate
from lms.organisation.visibility import team_scope
from lms.reporting import extents
from lms.reporting.extents import Asked, extent, measured, remembered_extent
from lms.reporting.filters import RecordFilter
from lms.reporting.listing import advise
from lms.reporting.records import completion_records, scope_of
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory

from .people import TODAY, asked, finished, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def scope(here):
    return scope_of(here.hr)


def seen(scope):
    return completion_records(scope, TODAY), Asked.now(scope, TODAY, RecordFilter())


def test_people_are_counted_once(here, scope):
    learner = here.learner()
    for _number in range(3):
        asked(learner, an_activity())

    assert extent(seen(scope)[0]) == (1, 3)


@pytest.mark.parametrize("few", [10, 2])
def test_few_and_many_are_measured_alike(here, scope, monkeypatch, few):
    monkeypatch.setattr(extents, "FEW", few)
    learner = here.learner()
    for _number in range(3):
        asked(learner, an_activity())
    asked(here.learner(), an_activity())
    records, question = seen(scope)

    found, told = measured(records, question)

    assert told == (2, 4)
    assert sorted(found.values_list("pk")) == sorted(records.values_list("pk"))


def test_what_was_counted_holds_until_something_is_recorded(
    here, scope, django_assert_num_queries
):
    asked(here.learner(), an_activity())
    assert remembered_extent(*seen(scope)) == (1, 1)
    with django_assert_num_queries(2):  # what was recorded last, and of certificates
        assert remembered_extent(*seen(scope)) == (1, 1)

    finished(asked(here.learner(), an_activity()))

    assert remembered_extent(*seen(scope)) == (2, 2)


def test_another_question_is_counted_anew(here, there, scope):
    asked(here.learner(), an_activity())
    asked(there.learner(), an_activity())
    asked(there.learner(), an_activity())
    assert remembered_extent(*seen(scope)) == (1, 1)

    assert remembered_extent(*seen(scope_of(there.hr))) == (2, 2)
    records, question = seen(scope)
    completed = RecordFilter(status="voltooid")
    narrowed = completed.narrow(records, TODAY), Asked.now(scope, TODAY, completed)
    assert remembered_extent(*narrowed) == (0, 0)
    assert question.key != narrowed[1].key


def test_of_a_team_nothing_is_remembered(here):
    manager = MandateFactory(
        entity=here.entity, role=RoleFactory(slug="leidinggevende")
    ).person
    member = here.learner()
    asked(member, an_activity())
    with on(TODAY):
        scope = team_scope(manager)
        assert remembered_extent(*seen(scope)) == (1, 1)

        end_mandate(member, on=TODAY - timedelta(days=1))

        assert remembered_extent(*seen(scope)) == (0, 0)


def test_what_keeps_a_list_empty_is_counted_once(
    here, scope, django_assert_num_queries
):
    asked(here.learner(), an_activity())
    records = completion_records(scope, TODAY)
    question = Asked.now(scope, TODAY, RecordFilter(search="Niemand"))

    for queries in (1, 0):
        with django_assert_num_queries(queries):
            advice = advise(records, question)

        assert [(each.name, each.rows) for each in advice] == [("search", 1)]
