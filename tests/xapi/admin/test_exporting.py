"""Statements as a file: exactly as stored, one a line, and somebody knows who took it."""

import json
import tracemalloc

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.xapi import vocabulary
from lms.xapi.admin.exporting import export
from lms.xapi.append_only import lifted
from lms.xapi.models import StoredStatement
from lms.xapi.recording import Store, record
from lms.xapi.removing import gone
from tests.factories.accounts import UserFactory, who_may
from tests.xapi import samples

pytestmark = pytest.mark.django_db

INDEX = "xapi_statements:index"

EXPORT = "xapi_statements:export"


def lines(client, **filters):
    answer = client.get(reverse(EXPORT), filters)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-ndjson"
    return b"".join(answer.streaming_content).decode().splitlines()


def test_every_line_is_a_statement_exactly_as_stored(administrator):
    strange = samples.Activity(
        iri=samples.COURSE.iri, type=vocabulary.COURSE, name="É 😀 \u2028 \\ \n “x”"
    )
    record(samples.statement(activity=strange), samples.statement())

    answer = administrator.get(reverse(EXPORT))
    text = b"".join(answer.streaming_content).decode()

    rows = StoredStatement.objects.order_by("seq")
    assert text == "".join(f"{row.payload}\n" for row in rows)
    assert [json.loads(line)["id"] for line in text.split("\n")[:-1]] == [
        str(row.statement_id) for row in rows
    ]
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]


def test_the_filters_of_the_list_hold_and_all_pages_are_in_it(administrator):
    record(*(samples.statement() for _ in range(120)))
    record(samples.statement(verb=vocabulary.INITIALIZED))

    assert len(lines(administrator, verb=vocabulary.COMPLETED.iri, p="2")) == 120
    assert len(lines(administrator, activity="geschenken")) == 121
    assert lines(administrator, stored_to="2020-01-01") == []


def test_the_list_leads_to_its_own_export(administrator):
    record(samples.statement())
    asked = {"verb": vocabulary.COMPLETED.iri, "p": "1", "_w_filter_fragment": "1"}

    for name in (INDEX, "xapi_statements:index_results"):
        buttons = administrator.get(reverse(name), asked).context["header_buttons"]
        query = (
            f"?verb={vocabulary.COMPLETED.iri.replace(':', '%3A').replace('/', '%2F')}"
        )
        assert [button.url for button in buttons] == [reverse(EXPORT) + query]


def test_the_reflection_store_never_leaves(administrator):
    record(samples.statement(activity=samples.LESSON), store=Store.REFLECTION)
    record(samples.statement())

    assert len(lines(administrator)) == 1
    everything = export(StoredStatement.objects.all(), by=UserFactory(), filters={})
    assert "De mand" not in "".join(everything)


def test_each_export_is_logged_with_who_and_which_filters(administrator):
    record(samples.statement())

    lines(administrator, verb=vocabulary.COMPLETED.iri)

    entry = ModelLogEntry.objects.get(action="xapi.statements_exported")
    assert entry.user_id == int(administrator.session["_auth_user_id"])
    assert entry.data == {"filters": {"verb": vocabulary.COMPLETED.iri}}
    assert "verb=" in str(entry.message)


def test_the_log_reads_in_the_admin(client):
    record(samples.statement())
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    lines(client)

    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()

    assert "Exporteerde statements (allemaal)" in html


def test_filters_that_cannot_be_lead_back_to_the_list_and_log_nothing(administrator):
    answer = administrator.get(reverse(EXPORT), {"registration": "x"}, follow=True)

    assert answer.redirect_chain == [(f"{reverse(INDEX)}?registration=x", 302)]
    assert "registratie: " in answer.content.decode()
    assert not ModelLogEntry.objects.filter(action__startswith="xapi").exists()


@pytest.mark.parametrize("permissions", [[], ["change_page"]])
def test_without_the_permission_nothing_leaves(client, permissions):
    record(samples.statement())
    client.force_login(who_may(*permissions))

    assert client.get(reverse(EXPORT)).status_code == 302
    assert not ModelLogEntry.objects.filter(action__startswith="xapi").exists()


def test_breaks_between_values_of_a_statement_from_outside_stay_on_its_line():
    record(samples.statement())
    row = StoredStatement.objects.get()
    pretty = json.dumps(json.loads(row.payload), indent=1).replace("\n", "\r\n")
    row.pk, row.seq, row.stored = None, 2, row.stored.replace(year=2030)
    row.statement_id, row.payload = samples.statement().id, pretty
    row._state.adding = True
    row.save()

    text = "".join(export(StoredStatement.objects.all(), by=UserFactory(), filters={}))

    assert text.count("\n") == 2
    first, second = map(json.loads, text.splitlines())
    assert first == second


def test_what_is_stored_meanwhile_is_left_out_and_the_export_ends():
    record(*(samples.statement() for _ in range(3)))
    pages = StoredStatement.objects.in_store(Store.RECORD).texts(at_once=1)

    found = []
    for page in pages:
        found += page
        record(samples.statement())

    assert len(found) == 3


def test_what_is_removed_meanwhile_does_not_break_the_export():
    record(*(samples.statement() for _ in range(3)))
    pages = StoredStatement.objects.in_store(Store.RECORD).texts(at_once=2)

    assert len(next(pages)) == 2
    with lifted():
        gone.remove(Store.RECORD, gone.known(Store.RECORD))

    assert list(pages) == []


def test_memory_does_not_follow_the_number_of_statements():
    def peak(count):
        while StoredStatement.objects.count() < count:
            record(*(samples.statement() for _ in range(50)))
        chunks = export(StoredStatement.objects.all(), by=UserFactory(), filters={})
        tracemalloc.start()
        try:
            assert sum(chunk.count("\n") for chunk in chunks) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # what is loaded once
    assert 1.5 * peak(200) > peak(800)


@pytest.mark.parametrize("count", [50, 250])
def test_a_page_of_a_hundred_costs_a_query(django_assert_num_queries, count):
    for _ in range(count // 50):
        record(*(samples.statement() for _ in range(50)))

    with django_assert_num_queries(1 + -(-count // 100)):
        sum(1 for _ in StoredStatement.objects.in_store(Store.RECORD).texts())


def test_the_log_names_no_statement_to_go_to(client):
    record(samples.statement())
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    lines(client)

    html = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()

    assert "/inspect/0/" not in html
