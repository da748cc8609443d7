"""The page of a session, and its forms: who sees what, who may do what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.models import Enrolment
from courses.sessions import operations
from courses.sessions.standing import how_they_stand
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind
from lms.learning.models import Participation
from tests.courses.sessions.reading_calendars import parse
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date, a_session_page, activity_of

pytestmark = pytest.mark.django_db

LINK = "https://vergadering.test/geheim"


@pytest.fixture
def page():
    return a_session_page(summary="Eén dag.")


@pytest.fixture
def session(page):
    return a_date(
        activity_of(page),
        capacity=1,
        place="Zaal De Brug",
        online_url=LINK,
        supplier="Kompas Vorming",
        lot="Perceel 2",
        order_form="BB-0001",
    )


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def reader(client, learner):
    client.force_login(learner)
    return client


def shown(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def at(name, session):
    return reverse(f"courses:session_{name}", args=[session.uid])


def test_everyone_sees_dates_and_nobody_the_contract_or_the_link(client, page, session):
    text = shown(client, page)

    assert "1 plaats vrij" in text
    assert "Zaal De Brug" in text
    for hidden in (LINK, "Kompas", "Perceel", "BB-0001"):
        assert hidden not in text


def test_who_has_a_place_sees_the_link_in_page_and_file(reader, learner, page, session):
    assert LINK not in reader.get(at("agenda", session)).content.decode()
    response = reader.post(at("enrol", session))

    assert response.url == page.url
    text = shown(reader, page)
    assert "Je hebt een plaats" in text
    assert LINK in text
    assert "Kompas" not in text
    file = reader.get(at("agenda", session))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="sessie.ics"'
    (event,) = parse(file.content.decode())[1]
    assert LINK in event["DESCRIPTION"]


def test_who_waits_sees_the_number_and_no_link(reader, learner, page, session):
    operations.enrol(UserFactory(), session.pk)
    assert "Zet je op de wachtlijst" in shown(reader, page)
    assert "Deze datum is volzet." in reader.get(at("enrol", session)).content.decode()
    reader.post(at("enrol", session))

    text = shown(reader, page)
    assert "Je bent nummer 1." in text
    assert LINK not in text
    reader.post(at("leave", session))
    assert not Enrolment.objects.of(learner).open().exists()


def test_the_form_asks_in_which_capacity(client, page, session):
    mandate = MandateFactory()
    other = MandateFactory(person=mandate.person)
    client.force_login(mandate.person)
    assert "hoedanigheid" in client.get(at("enrol", session)).content.decode()

    assert client.post(at("enrol", session)).status_code == 400
    client.post(at("enrol", session), {"mandate": other.pk})

    assert Participation.objects.get().mandate == other


def test_what_a_trajectory_asks_takes_one_press(client, page, session):
    mandate = MandateFactory()
    MandateFactory(person=mandate.person)
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[session.activity])
    learning.register(mandate.person, trajectory, mandate=mandate)
    client.force_login(mandate.person)
    assert 'name="as"' in shown(client, page)

    client.post(at("enrol", session), {"as": "known"})

    assert Enrolment.objects.get().participation.mandate == mandate


def test_a_refusal_is_said_on_the_page(reader, page, session):
    operations.cancel_session(session.pk, because="De zaal is dicht.")

    response = reader.post(at("enrol", session), follow=True)

    text = response.content.decode()
    assert "Deze datum is geannuleerd." in text
    assert "De zaal is dicht." in text


def test_after_the_last_day_nothing_can_be_pressed(reader, page, session):
    session.enrol_until = clock.today() - timedelta(days=1)
    operations.save_session(session)

    text = shown(reader, page)
    assert "Je kon je inschrijven tot en met" in text
    assert at("enrol", session) not in text


def test_a_stranger_signs_in_first(client, page, session):
    for name in ("enrol", "leave"):
        assert "/accounts/login/" in client.post(at(name, session)).url


def test_what_is_closed_to_somebody_gives_no_place(reader, page, session):
    PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="x"
    )

    assert reader.post(at("enrol", session)).status_code == 404
    assert reader.get(at("agenda", session)).status_code == 404
    assert not Enrolment.objects.exists()


def test_what_comes_first_stands_there(reader):
    course = an_activity(title="De startmodule")
    page = a_session_page(slug="later", prerequisites=[course])
    session = a_date(activity_of(page))

    text = shown(reader, page)
    assert "De startmodule" in text
    assert at("enrol", session) not in text


def test_a_page_without_dates_says_so(client, page):
    assert "Er is nog geen datum gepland." in shown(client, page)


def test_the_number_of_queries_does_not_grow(
    reader, learner, page, session, django_assert_max_num_queries
):
    operations.enrol(learner, session.pk)
    shown(reader, page)
    with django_assert_max_num_queries(40) as one:
        shown(reader, page)
    for _ in range(4):
        more = a_date(session.activity, parts=2)
        operations.enrol(UserFactory(), more.pk)
    with django_assert_max_num_queries(len(one)):
        shown(reader, page)


def test_each_list_says_the_next_step(learner, session):
    def told(part):
        return how_they_stand([part.pk])[part.pk].words

    other = UserFactory()
    operations.enrol(other, session.pk)
    part = learning.register(learner, session.activity)
    assert told(part) == "Kies een datum"
    operations.enrol(learner, session.pk)
    assert told(part) == f"Op de wachtlijst voor {session.day}"
    operations.leave(other, session.pk)
    assert told(part) == f"Je hebt een plaats op {session.day}"
    with clock.at(session.ends_at):
        assert told(part) == "De trainer noteert wie er was"
    operations.cancel_session(session.pk, because="Ziek.")
    assert told(part) == "Nog geen datum gepland"
    by_name = learning.register(learner, an_activity(ActivityKind.SESSION))
    assert how_they_stand([by_name.pk]) == {}


def test_who_has_no_date_can_leave(reader, learner, page, session):
    part = learning.register(learner, session.activity)
    leave = reverse("learning:leave", args=[session.activity.key])
    assert leave in shown(reader, page)
    reader.post(at("enrol", session), {"as": "known"})
    assert leave not in shown(reader, page)
    operations.cancel_session(session.pk, because="De trainer is ziek.")
    assert leave in shown(reader, page)
    reader.post(leave)
    part.refresh_from_db()
    assert not part.is_open


def test_another_date_says_why_it_cannot_be_asked(reader, learner, page, session):
    other = a_date(session.activity, place="Zaal 2")
    assert "Wil je liever deze datum?" not in shown(reader, page)
    operations.enrol(learner, session.pk)
    text = shown(reader, page)
    assert "Wil je liever deze datum?" in text
    assert at("enrol", other) not in text


def test_enrolling_ends_when_it_begins_whatever_was_filled_in(page):
    begins = clock.now() + timedelta(days=3)
    later = (begins + timedelta(days=30)).date()
    session = a_date(activity_of(page), begins=begins, enrol_until=later)
    assert session.last_day_to_enrol == clock.local_date(begins)


def test_what_comes_up_stands_in_my_learning(reader, learner, session):
    operations.enrol(learner, session.pk)

    text = reader.get("/mijn-leren/").content.decode()
    assert "Je sessies" in text
    assert at("agenda", session) in text


def test_a_preview_shows_no_dates(page, session, rf):
    response = page.make_preview_request(preview_mode="")

    assert response.status_code == 200
    assert "Zaal De Brug" not in response.render().content.decode()
