"""Completions: the rows of the export, within reach, a page at a time."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.learning import operations as learning
from lms.reporting.enums import ExportFormat
from lms.reporting.formats import KINDS
from lms.reporting.records import completion_records, scope_of
from lms.reporting.rows import COLUMNS, rows
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory
from tests.reporting.people import asked, chosen, finished, on

from .asking import asking

pytestmark = pytest.mark.django_db


def some_rows(agency, count):
    return [finished(asked(agency.learner(), an_activity())) for _ in range(count)]


def test_it_answers_the_rows_of_the_export_column_for_column(here, today, hr_system):
    some_rows(here, 3)

    page = hr_system.get("completions").json()

    exported = rows(completion_records(scope_of(here.hr), today), today)
    lines = b"".join(KINDS[ExportFormat.JSONL].write(exported)).splitlines()
    assert page["items"] == [json.loads(line) for line in lines]
    assert tuple(page["items"][0]) == COLUMNS
    assert (page["peildatum"], page["voorlopig"]) == (today.isoformat(), True)


def test_what_lies_under_an_entity_and_what_it_succeeded_is_within_reach(
    here, there, today
):
    below = EntityFactory(parent=here.entity)
    over = today - timedelta(days=1)
    succeeded = EntityFactory(valid_to=over, successor=here.entity)
    for entity in (below, succeeded, there.entity):
        learner = here.learner(last_name=f"Van {entity.code}")
        learner.entity = entity
        learner.save()
        asked(learner, an_activity())

    items = asking(here.entity).everything("completions")

    assert {each["entiteit_code"] for each in items} == {below.code, succeeded.code}


def test_what_somebody_chose_for_themselves_is_not_there(here, hr_system):
    chosen(here.learner(), an_activity())

    assert hr_system.everything("completions") == []


def test_filters_are_those_of_the_page(here, hr_system):
    wanted = an_activity(title="Gezocht")
    finished(asked(here.learner(last_name="Zoekmaar"), wanted))
    asked(here.learner(), wanted)
    some_rows(here, 1)

    found = hr_system.everything(
        "completions", opleiding=wanted.key, status="voltooid", zoek="zoekmaar"
    )

    assert [each["naam"] for each in found] == ["Zoekmaar"]


def test_the_questions_of_the_page_are_asked_by_the_same_names(here, today, hr_system):
    late, soon = here.learner(), here.learner()
    with on(today.replace(day=1)):
        asked(late, an_activity(), due_on=today.replace(day=5))
        asked(soon, an_activity(), due_on=today.replace(day=20))
    some_rows(here, 1)

    def who(**query):
        found = hr_system.everything("completions", **query)
        return [each["persoon_id"] for each in found]

    assert who(**{"te-laat": "ja"}) == [late.person.person_key]
    assert who(**{"binnen-dagen": 30}) == [soon.person.person_key]
    assert who(gecertificeerd="ja", **{"vervalt-binnen": 6}) == []
    assert len(who(entiteit=here.entity.code, eronder="ja", bron="platform")) == 3
    assert len(who(periode="deze-maand")) == 1


def test_the_as_of_date_answers_how_it_stood_then(here, today, hr_system):
    with on(today.replace(day=2)):
        participation = asked(here.learner(), an_activity())
    with on(today.replace(day=10)):
        finished(participation)

    (then,) = hr_system.everything("completions", peildatum="2025-06-05")
    (now,) = hr_system.everything("completions")

    assert (then["status"], now["status"]) == ("ingeschreven", "voltooid")


def test_pages_hold_each_row_once_whatever_is_written_meanwhile(here, hr_system):
    before = {each.learner.person_key for each in some_rows(here, 7)}
    pages = hr_system.pages("completions", limit=3)
    seen = [each["persoon_id"] for each in next(pages)]

    learning.withdraw(asked(here.learner(), an_activity()).pk)
    gone_up = asked(here.learner(last_name="Aaa"), an_activity())
    finished(gone_up)
    for page in pages:
        seen += [each["persoon_id"] for each in page]

    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_the_next_pages_keep_the_as_of_date_of_the_first(here, today, hr_system):
    some_rows(here, 3)
    first = hr_system.get("completions", limit=2).json()

    with on(today.replace(day=13)):
        second = hr_system.client.get(
            first["next"], headers={"Authorization": f"Bearer {hr_system.text}"}
        ).json()

    assert second["peildatum"] == today.isoformat()
    assert second["items"][0]["peildatum"] == today.isoformat()


@pytest.mark.parametrize("count", [2, 12])
def test_it_costs_the_same_however_many(here, hr_system, count):
    some_rows(here, count)
    hr_system.get("completions")  # the day of its last use is noted once

    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        page = hr_system.get("completions", limit=count).json()

    assert len(page["items"]) == count
    # token, its entities, the tree, which rows, the rows, the note of its use
    assert len(asked_for) == 6, "\n".join(each["sql"][:150] for each in asked_for)


def test_an_erased_person_has_no_name_and_keeps_their_rows(here, hr_system):
    from lms.xapi.append_only import lifted  # noqa: PLC0415

    (participation,) = some_rows(here, 1)
    with lifted():
        participation.transitions.update(last_name="", first_name="")

    (row,) = hr_system.everything("completions")

    assert (row["naam"], row["voornaam"]) == ("", "")
