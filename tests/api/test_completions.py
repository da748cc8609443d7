"""Completions: the rows of the export, within reach, a page at a time."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.api.models import TokenUse
from lms.learning import operations as learning
from lms.reporting.enums import ExportFormat
from lms.reporting.formats import KINDS
from lms.reporting.records import completion_records, scope_of
from lms.reporting.rows import COLUMNS, rows
from lms.xapi.append_only import lifted
from tests.factories.learning import an_activity
from tests.factories.organisation import EntityFactory
from tests.reporting.people import an_agency, asked, chosen, finished, on

pytestmark = pytest.mark.django_db


def some_rows(agency, count):
    return [finished(asked(agency.learner(), an_activity())) for _ in range(count)]


def test_it_answers_the_rows_of_the_export_column_for_column(here, today, hr_system):
    some_rows(here, 3)

    page = hr_system.get("completions").json()

    exported = rows(completion_records(scope_of(here.hr), today), today)
    as_lines = b"".join(KINDS[ExportFormat.JSONL].write(exported)).decode()
    import json

    lines = [json.loads(line) for line in io.StringIO(as_lines)]
    assert page["items"] == lines
    assert tuple(page["items"][0]) == COLUMNS
    assert (page["peildatum"], page["voorlopig"]) == (today.isoformat(), True)
