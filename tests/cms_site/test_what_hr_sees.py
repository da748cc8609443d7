"""Toon wat HR ziet: the literal record of one's own part in an activity."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.common import clock
from lms.learning import operations
from lms.reporting.enums import Channel, ExportFormat
from lms.reporting.filters import RecordFilter
from lms.reporting.operations import begin_export
from lms.reporting.rows import COLUMNS
from tests.factories.accounts import UserFactory
from tests.factories.dilemmas import a_scenario, an_ended_play
from tests.factories.learning import an_activity
from tests.reporting.people import a_scenario as a_dilemma
from tests.reporting.people import an_agency, an_umbrella, asked, chosen, finished

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return an_agency("DEMO-001")


def page_of(client, participation) -> str:
    client.force_login(participation.learner)
    key = participation.activity.key
    return client.get(f"/mijn-leren/wat-hr-ziet/{key}/").content.decode()


def shown(html: str) -> list[dict[str, str]]:
    """The rows on the page, each as columns with their cells."""
    cell = re.compile(r"<dt><code>(\w+)</code></dt><dd>(.*?)</dd>", re.DOTALL)
    return [
        {
            name: unescape(re.sub(r"<span.*?</span>", "", value))
            for name, value in cell.findall(row)
        }
        for row in re.findall(r'<dl class="facts-table">.*?</dl>', html, re.DOTALL)
    ]


def exported(hr) -> list[dict[str, str]]:
    """What HR gets in a file, with absent cells empty."""
    export = begin_export(
        hr,
        file_format=ExportFormat.JSONL,
        peildatum=clock.today(),
        filters=RecordFilter(),
        channel=Channel.PAGE,
    )
    lines = b"".join(export).decode().splitlines()
    return [
        {
            name: "" if cell is None else str(cell)
            for name, cell in json.loads(line).items()
        }
        for line in lines
    ]


def test_the_row_is_the_one_that_hr_exports(client, agency):
    mandate = agency.learner(first_name="An", last_name="De <Wit>")
    participation = finished(
        asked(mandate, an_activity(title="Geschenken & co"), due_on=date(2030, 1, 1))
    )

    rows = shown(page_of(client, participation))

    assert rows == exported(agency.hr)
    assert len(rows) == 1
    assert tuple(rows[0]) == COLUMNS


def test_statements_are_shown_as_they_are_stored(client):
    play = an_ended_play(a_scenario())
    html = page_of(client, play.participation)

    texts = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", html, re.DOTALL)
    told = [json.loads(unescape(text)) for text in texts]

    registration = str(play.participation.registration)
    assert [one["verb"]["id"].rpartition("/")[2] for one in told] == [
        "initialized",
        "completed",
    ]
    assert {one["context"]["registration"] for one in told} == {registration}
    assert all(one["stored"] and one["authority"] for one in told)


def test_what_one_chose_for_oneself_has_no_row_and_says_why(client, agency):
    participation = chosen(agency.learner(), an_activity())

    html = page_of(client, participation)

    assert shown(html) == exported(agency.hr) == []
    assert "Niemand vroeg je om dit te doen" in html


def test_without_an_entity_there_is_no_hr(client):
    participation = operations.register(UserFactory(), an_activity())

    assert "Je doet mee zonder entiteit" in page_of(client, participation)


def test_what_was_shared_and_taken_back_says_that_earlier_files_have_it(client, agency):
    participation = chosen(agency.learner(), an_activity())
    operations.share(participation.pk)
    assert shown(page_of(client, participation)) == exported(agency.hr)

    operations.unshare(participation.pk)

    html = page_of(client, participation)
    assert shown(html) == []
    assert "Een bestand van een dag waarop HR het wel zag" in html


def test_of_a_dilemma_that_is_shared_with_others_the_one_row_is_shown(client, agency):
    dilemma, mandate = a_dilemma(), agency.learner()
    umbrella = chosen(mandate, an_umbrella(dilemma))
    played = finished(chosen(mandate, dilemma))
    operations.share(umbrella.pk)

    html = page_of(client, played)

    assert "die niet zegt welke het zijn" in html
    rows = shown(html)
    assert rows == exported(agency.hr)
    assert rows[0]["opleiding_titel"] == "Dilemma’s in leiderschap"


def test_nobody_sees_the_record_of_somebody_else(client, agency):
    participation = asked(agency.learner(), an_activity())
    address = f"/mijn-leren/wat-hr-ziet/{participation.activity.key}/"
    assert client.get(address).url.startswith("/accounts/login/")

    for person in (UserFactory(), agency.hr):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_it_costs_the_same_however_often_one_took_part(client, agency):
    mandate, activity = agency.learner(), an_activity()
    costs = set()
    for times in (1, 4):
        for _ in range(times):
            participation = asked(mandate, activity)
            operations.start(participation.pk)
            operations.withdraw(participation.pk)
        page_of(client, participation)  # signs in
        with CaptureQueriesContext(connection) as asked_for:
            html = page_of(client, participation)
        costs.add(len(asked_for))
    assert len(shown(html)) == 5
    assert len(costs) == 1


def test_who_takes_part_in_a_dilemma_finds_the_way_to_it(client):
    play = an_ended_play(a_scenario())
    client.force_login(play.learner)
    address = f"/mijn-leren/wat-hr-ziet/{play.activity.key}/"

    for page in (play.activity.address, f"/spelen/{play.key}/"):
        assert f'href="{address}"' in client.get(page).content.decode()
    client.force_login(UserFactory())
    assert address not in client.get(play.activity.address).content.decode()
