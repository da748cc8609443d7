"""Administrators read the record store; nobody changes it there."""

import pytest
from django.urls import NoReverseMatch, reverse

from lms.xapi import vocabulary
from lms.xapi.models import StoredStatement
from lms.xapi.recording import Store, record
from tests.factories.accounts import who_may
from tests.xapi import samples

pytestmark = pytest.mark.django_db

INDEX = "xapi_statements:index"


def test_the_newest_statements_read_as_sentences(administrator):
    record(samples.statement(verb=vocabulary.INITIALIZED), samples.statement())

    response = administrator.get(reverse(INDEX))

    text = response.content.decode()
    assert response.status_code == 200
    begun, completed = (
        text.index(f"8f3c {words} “Geschenken”") for words in ("begon aan", "voltooide")
    )
    assert completed < begun


def test_the_reflection_store_is_not_there(administrator):
    record(samples.statement(activity=samples.LESSON), store=Store.REFLECTION)
    hidden = StoredStatement.objects.get()

    assert "De mand" not in administrator.get(reverse(INDEX)).content.decode()
    detail = reverse("xapi_statements:inspect", args=[hidden.pk])
    assert administrator.get(detail).status_code == 404


def test_filters_by_verb_and_period(administrator):
    record(
        samples.statement(verb=vocabulary.INITIALIZED, activity=samples.LESSON),
        samples.statement(),
    )

    def shown(**filters):
        text = administrator.get(reverse(INDEX), filters).content.decode()
        return ["“De mand”" in text, "“Geschenken”" in text]

    assert shown(verb=vocabulary.INITIALIZED.iri) == [True, False]
    assert shown(verb=vocabulary.COMPLETED.iri) == [False, True]
    assert shown(stored_from="2020-01-01") == [True, True]
    assert shown(stored_to="2020-01-01") == [False, False]


def test_one_statement_is_shown_with_its_json_escaped(administrator):
    hostile = samples.Activity(
        iri=samples.COURSE.iri, type=vocabulary.COURSE, name="<script>alert(1)</script>"
    )
    record(samples.statement(activity=hostile))
    detail = reverse("xapi_statements:inspect", args=[StoredStatement.objects.get().pk])

    text = administrator.get(detail).content.decode()

    assert "1 september 2026 10:30:00" in text
    assert (
        "&quot;homePage&quot;: &quot;https://integriteitscampus.example&quot;" in text
    )
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_costs_the_same_however_many_statements(
    administrator, django_assert_max_num_queries, count
):
    record(*(samples.statement() for _ in range(count)))
    administrator.get(reverse(INDEX))

    with django_assert_max_num_queries(12) as captured:
        response = administrator.get(reverse(INDEX))

    assert response.content.count("“Geschenken”".encode()) == count
    assert sum("storedstatement" in q["sql"] for q in captured.captured_queries) == 2


@pytest.mark.parametrize("permissions", [[], ["change_page", "add_page"]])
def test_without_the_permission_there_is_nothing_to_see(client, permissions):
    record(samples.statement())
    pk = StoredStatement.objects.get().pk
    client.force_login(who_may(*permissions))

    for path in (
        reverse(INDEX),
        reverse("xapi_statements:index_results"),
        reverse("xapi_statements:inspect", args=[pk]),
    ):
        response = client.get(path)
        assert response.status_code == 302
        assert "Geschenken" not in response.content.decode()


def test_there_is_no_way_to_change_anything():
    for name in ("add", "edit", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"xapi_statements:{name}", args=[1])
