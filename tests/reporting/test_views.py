"""The pages of HR: who may see them, what they show, what they cost."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.learning import operations as learning
from lms.reporting.models import ExportAudit, ExportEnding
from tests.factories.learning import an_activity

from .people import TODAY, asked, chosen, finished, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LIST = reverse("reporting:completions")
EXPORT = reverse("reporting:export")


@pytest.fixture
def hr(client, here):
    client.force_login(here.hr)
    return client


def shown(response) -> list[str]:
    return [record.activity_title for record in response.context["page_obj"]]


def downloaded(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("address", [LIST, EXPORT, f"{EXPORT}?format=csv"])
def test_a_visitor_signs_in_first_and_comes_back(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert "/accounts/login/" in response.url
    assert "next=/hr/" in response.url


@pytest.mark.parametrize("address", [LIST, EXPORT, f"{EXPORT}?format=csv"])
def test_whoever_is_not_hr_is_refused(client, here, address):
    client.force_login(here.learner().person)

    response = client.get(address)

    assert response.status_code == 403
    assert not ExportAudit.objects.exists()


def test_each_hr_officer_lists_the_own_people(client, here, there):
    asked(here.learner(last_name="Hierens"), an_activity())
    asked(there.learner(last_name="Daarens"), an_activity())
    chosen(here.learner(last_name="Zelfkiezer"), an_activity())

    for agency, name in ((here, "Hierens"), (there, "Daarens")):
        client.force_login(agency.hr)
        page = client.get(LIST).content.decode()
        found = {n for n in ("Hierens", "Daarens", "Zelfkiezer") if n in page}
        assert found == {name}


def test_filters_stay_in_the_address_of_every_link(hr, here):
    asked(here.learner(), an_activity(title="Geschenken"))
    finished(asked(here.learner(), an_activity(title="Cijfers")))

    response = hr.get(LIST, {"status": "voltooid", "peildatum": "2025-06-12"})

    assert shown(response) == ["Cijfers"]
    page = response.content.decode()
    assert "?status=voltooid&amp;peildatum=2025-06-12&amp;sorteer=-naam" in page
    assert "?status=voltooid&amp;peildatum=2025-06-12&amp;format=xlsx" in page
    assert '<option value="voltooid" selected>' in page
    assert (response.context["people"], response.context["all_people"]) == (1, 2)


def test_a_heading_sorts_and_turns_round(hr, here):
    for title in ("B", "C", "A"):
        asked(here.learner(), an_activity(title=title))

    up = hr.get(LIST, {"sorteer": "opleiding"})
    down = hr.get(LIST, {"sorteer": "-opleiding"})

    assert shown(up) == ["A", "B", "C"]
    assert shown(down) == ["C", "B", "A"]
    assert (
        'aria-sort="ascending"><a class="table__sort" href="?sorteer=-opleiding"'
        in (up.content.decode())
    )
    assert (
        'aria-sort="descending"><a class="table__sort" href="?sorteer=opleiding"'
        in (down.content.decode())
    )


@pytest.mark.parametrize("sort", ["voltooid", "-voltooid"])
def test_what_has_no_date_comes_last(hr, here, sort):
    asked(here.learner(), an_activity(title="Nog bezig"))
    finished(asked(here.learner(), an_activity(title="Klaar")))

    assert shown(hr.get(LIST, {"sorteer": sort})) == ["Klaar", "Nog bezig"]


@pytest.mark.parametrize(
    ("narrowed", "sort"),
    [("status=voltooid", "voltooid"), ("te-laat=ja", "uiterste-datum")],
)
def test_filters_and_a_date_to_sort_by_show_the_same_rows_either_way(
    hr, here, narrowed, sort
):
    asked(here.learner(), an_activity(title="Nog bezig"))
    for title, day in (("Eerst", date(2025, 3, 1)), ("Dan", date(2025, 4, 1))):
        with on(day):
            finished(asked(here.learner(), an_activity(title=f"{title} klaar")))
            asked(here.learner(), an_activity(title=f"{title} te laat"), due_on=day)

    up = shown(hr.get(f"{LIST}?{narrowed}&sorteer={sort}"))
    down = shown(hr.get(f"{LIST}?{narrowed}&sorteer=-{sort}"))

    assert len(up) == 2
    assert up[0].startswith("Eerst")
    assert down == up[::-1]


def test_the_list_shows_the_past_at_an_earlier_date(hr, here):
    with on(date(2025, 3, 1)):
        participation = asked(here.learner(), an_activity())
    finished(participation)

    past = hr.get(LIST, {"peildatum": "2025-03-31"}).content.decode()
    present = hr.get(LIST).content.decode()

    assert "state--open" in past
    assert "state--done" not in past
    assert "state--done" in present


def test_an_empty_list_says_which_filter_to_loosen(hr, here):
    asked(here.learner(), an_activity(title="Geschenken"))

    response = hr.get(LIST, {"status": "voltooid", "vorm": "e-learning"})

    assert [advice["rows"] for advice in response.context["advice"]] == [1]
    assert "?vorm=e-learning&amp;peildatum=2025-06-12" in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"peildatum": "31/03/2025"},
        {"peildatum": str(TODAY + timedelta(days=1))},
        {"van": "2025-02-30"},
        {"van": "2025-03-02", "tot": "2025-03-01"},
        {"status": "onbekend"},
        {"opleiding": "geen sleutel"},
        {"zoek": "a\x00b"},
    ],
)
def test_a_wrong_filter_is_told_and_shows_and_exports_nothing(hr, here, wrong):
    asked(here.learner(), an_activity())

    listed = hr.get(LIST, wrong)
    exported = hr.get(EXPORT, {**wrong, "format": "csv"})

    assert listed.status_code == exported.status_code == 400
    for response in (listed, exported):
        assert "error-summary" in response.content.decode()
    assert "page_obj" not in listed.context
    assert not ExportAudit.objects.exists()


def test_after_a_wrong_date_the_lists_still_offer_everything(hr, here):
    asked(here.learner(), an_activity(title="Geschenken"))

    page = hr.get(LIST, {"peildatum": "31/03/2025"}).content.decode()

    for name in ("entiteit", "rol", "opleiding"):
        assert f'<select name="{name}"' in page
    assert ">Geschenken</option>" in page


def test_a_role_and_a_form_sort_from_the_second_line_of_their_heading(hr, here):
    asked(here.learner(), an_activity())

    page = hr.get(LIST, {"sorteer": "-rol"})

    entity, training = page.context["headings"][1:3]
    assert (entity.sorted, entity.direction) == ("descending", "")
    assert entity.below.address == "?sorteer=rol"
    assert training.sorted == ""
    assert training.below.address == "?sorteer=vorm"


def test_an_unknown_format_is_told_in_a_sentence(hr):
    response = hr.get(EXPORT, {"format": "pdf"})

    assert response.status_code == 400
    assert "csv-excel" in response.content.decode()


@pytest.mark.parametrize(
    ("file_format", "content_type", "name"),
    [
        ("xlsx", "application/vnd.openxmlformats", "voltooiingen-2025-06-11.xlsx"),
        ("csv-excel", "text/csv", "voltooiingen-2025-06-11.csv"),
        ("csv", "text/csv", "voltooiingen-2025-06-11.csv"),
        ("jsonl", "application/jsonl", "voltooiingen-2025-06-11.jsonl"),
    ],
)
def test_an_export_is_a_file_that_streams(hr, file_format, content_type, name):
    response = hr.get(EXPORT, {"format": file_format, "peildatum": "2025-06-11"})

    assert response.streaming
    assert response["Content-Type"].startswith(content_type)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content) or file_format == "jsonl"


def test_an_export_of_today_is_called_provisional(hr):
    response = hr.get(EXPORT, {"format": "csv"})

    assert "voorlopig" in response["Content-Disposition"]


def test_an_export_has_the_rows_of_the_list(hr, here, there):
    finished(asked(here.learner(last_name="Maes"), an_activity()))
    asked(here.learner(last_name="Aerts"), an_activity())
    asked(there.learner(last_name="Daarens"), an_activity())

    rows = downloaded(hr.get(EXPORT, {"format": "csv", "status": "voltooid"}))

    assert [row["naam"] for row in rows] == ["Maes"]
    assert {row["peildatum"] for row in rows} == {"2025-06-12"}


def test_hanging_up_halfway_is_audited(hr, here):
    asked(here.learner(), an_activity())
    response = hr.get(EXPORT, {"format": "csv"})
    next(iter(response.streaming_content))

    for close in response._resource_closers:  # response.close() would also hang up
        close()  # the connection of the test

    assert ExportEnding.objects.get().outcome == "broken-off"


def test_asking_for_the_headings_alone_exports_nothing(hr):
    response = hr.head(EXPORT, {"format": "csv"})

    assert response.status_code == 200
    assert not ExportAudit.objects.exists()


def test_without_a_format_one_is_asked_for_with_the_filters_kept(hr, here):
    asked(here.learner(), an_activity())

    response = hr.get(EXPORT, {"status": "ingeschreven"})

    assert response.status_code == 200
    page = response.content.decode()
    assert '<input type="hidden" name="status" value="ingeschreven">' in page
    for file_format in ("xlsx", "csv-excel", "csv", "jsonl"):
        assert f'value="{file_format}"' in page


def test_a_person_page_shows_what_hr_may_see_and_no_more(hr, here, there):
    learner = here.learner(last_name="Maes")
    record = asked(learner, an_activity(title="Geschenken"))
    asked(learner, an_activity(title="Klokkenluiders"))
    chosen(learner, an_activity(title="Zelf gekozen"))
    asked(here.learner(), an_activity(title="Van een ander"))
    elsewhere = asked(there.learner(), an_activity())
    hidden = chosen(learner, an_activity())

    page = hr.get(reverse("reporting:person", args=[record.pk])).content.decode()

    assert "Maes" in page
    for title, is_there in (
        ("Geschenken", True),
        ("Klokkenluiders", True),
        ("Zelf gekozen", False),
        ("Van een ander", False),
    ):
        assert (title in page) is is_there
    for unseen in (elsewhere, hidden):
        address = reverse("reporting:person", args=[unseen.pk])
        assert hr.get(address).status_code == 404


def test_no_page_says_what_was_not_shared(hr, here):
    participation = finished(chosen(here.learner(last_name="Stil"), an_activity()))
    learning.share(participation.pk)
    learning.unshare(participation.pk)

    for address in (LIST, EXPORT, f"{LIST}?zoek=Stil"):
        assert hr.get(address).context.get("rows") == 0
    address = reverse("reporting:person", args=[participation.pk])
    assert hr.get(address).status_code == 404


def queries(client, address, **parameters) -> int:
    caches["local"].clear()  # where counts are remembered
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address, parameters).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_however_many_rows(hr, here):
    course = an_activity()
    first = asked(here.learner(), course)
    address = reverse("reporting:person", args=[first.pk])
    hr.get(LIST)  # what is looked up once per process
    one = queries(hr, LIST), queries(hr, address), queries(hr, EXPORT)

    for _each in range(60):
        asked(here.learner(), course)
    many = queries(hr, LIST), queries(hr, address), queries(hr, EXPORT)

    assert many == one
    assert one[0] <= 24  # five of them answer what HR asks first


def test_pages_hold_fifty_rows(hr, here):
    course = an_activity()
    for _each in range(51):
        asked(here.learner(), course)

    assert len(shown(hr.get(LIST))) == 50
    assert len(shown(hr.get(LIST, {"page": "2"}))) == 1
    assert len(shown(hr.get(LIST, {"page": "onzin"}))) == 50
