"""The iCalendar file, read by a reader of its own (RFC 5545)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.sessions import operations
from courses.sessions.agenda import agenda
from courses.sessions.calendar import Event, Method, write
from lms.common import clock
from tests.courses.sessions.reading_calendars import parse
from tests.factories.accounts import UserFactory
from tests.factories.sessions import a_date, a_part

BEGINS = datetime(2027, 3, 10, 9, 30, tzinfo=clock.BRUSSELS)
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\\")
)


def written(method=Method.PUBLISH, **fields):
    values = {
        "uid": "een@integriteitscampus.example",
        "sequence": 0,
        "begins_at": BEGINS,
        "ends_at": BEGINS + timedelta(hours=7),
        "title": "Dilemma’s begeleiden",
    }
    return write(
        [Event(**values | fields)],
        product="-//Test//NL",
        organizer="noreply@voorbeeld.test",
        stamp=BEGINS - timedelta(days=1),
        method=method,
    )


def test_what_must_be_there_is_there_once():
    calendar, (event,) = parse(written())

    assert calendar == {
        "VERSION": "2.0",
        "PRODID": "-//Test//NL",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
    }
    assert event == {
        "UID": "een@integriteitscampus.example",
        "DTSTAMP": "20270309T083000Z",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "DTSTART": "20270310T083000Z",
        "DTEND": "20270310T153000Z",
        "SUMMARY": "Dilemma’s begeleiden",
        "ORGANIZER": "mailto:noreply@voorbeeld.test",
    }


def test_summer_and_winter_time():
    """The clock changes on 28 March 2027: the same hour in Brussels is another in UTC."""
    _calendar, (event,) = parse(written(begins_at=BEGINS + timedelta(days=20)))

    assert event["DTSTART"] == "20270330T073000Z"


@given(title=TEXT, place=TEXT)
def test_any_text_arrives_as_it_was(title, place):
    _calendar, (event,) = parse(written(title=title, place=place))

    assert event["SUMMARY"] == title
    assert event.get("LOCATION", "") == place


def test_nothing_that_is_typed_becomes_a_line_of_its_own():
    _calendar, (event,) = parse(
        written(
            title="A\r\nSTATUS:CANCELLED\x00\x07",
            address="https://a.test/\r\nATTACH:x",
        )
    )

    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "A\nSTATUS:CANCELLED"
    assert event["URL"] == "https://a.test/ATTACH:x"


@pytest.mark.django_db
def test_every_part_keeps_its_identity_when_it_changes(
    django_capture_on_commit_callbacks, mailoutbox
):
    session = a_date(parts=2, place="Zaal 1\nBrussel")
    operations.enrol(UserFactory(), session.pk)
    before = parse(agenda(session, with_link=False))[1]
    first, _second = session.parts.all()
    first.begins_at += timedelta(hours=1)
    session.parts = [first, a_part(session.begins_at + timedelta(days=9))]
    with django_capture_on_commit_callbacks(execute=True):
        operations.save_session(session)

    ((_name, file, mimetype),) = mailoutbox[-1].attachments
    after = parse(file)[1]
    assert mimetype == "text/calendar"
    assert [event["SEQUENCE"] for event in before] == ["0", "0"]
    assert [(event["SEQUENCE"], event["STATUS"]) for event in after] == [
        ("1", "CONFIRMED"),
        ("1", "CONFIRMED"),
        ("1", "CANCELLED"),
    ]
    assert after[0]["UID"] == before[0]["UID"]
    assert after[2]["UID"] == before[1]["UID"]
    assert after[0]["LOCATION"] == "Zaal 1, Brussel"


@pytest.mark.django_db
def test_a_cancelled_date_is_cancelled_in_calendars(
    django_capture_on_commit_callbacks, mailoutbox
):
    session = a_date(online_url="https://vergadering.test/geheim")
    operations.enrol(UserFactory(), session.pk)
    (before,) = parse(agenda(session, with_link=True))[1]
    with django_capture_on_commit_callbacks(execute=True):
        operations.cancel_session(session.pk, because="Ziek.")

    calendar, (event,) = parse(mailoutbox[-1].attachments[0][1])
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (event["UID"], event["SEQUENCE"]) == (before["UID"], "1")
    assert "geheim" in before["DESCRIPTION"]
    assert "DESCRIPTION" not in event
