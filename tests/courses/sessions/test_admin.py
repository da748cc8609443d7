"""Planning, cancelling and the roll, in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import Attendance, Session
from courses.sessions import operations
from courses.sessions.hooks import to_mark
from lms.common import clock
from lms.learning.models import Completion
from tests.factories.accounts import UserFactory, let_edit, who_may
from tests.factories.sessions import a_date, a_session_page, activity_of

pytestmark = pytest.mark.django_db

ALL = ("add_session", "change_session", "view_session", "mark_attendance")


@pytest.fixture
def trainer(client):
    person = who_may(*ALL)
    let_edit(person, Page.objects.get(depth=2))
    client.force_login(person)
    return client


@pytest.fixture
def activity():
    return activity_of(a_session_page())


@pytest.fixture
def begun(activity):
    """A date that began an hour ago, with two people."""
    with clock.at(clock.now() - timedelta(days=30)):
        session = a_date(activity, begins=clock.now() + timedelta(days=29, hours=23))
        for _ in range(2):
            operations.enrol(UserFactory(), session.pk)
    return session


def form(activity, *parts, **fields):
    data = {
        "activity": activity.pk,
        "place": "Zaal 1\r\nBrussel",
        "capacity": 14,
        "parts-TOTAL_FORMS": len(parts),
        "parts-INITIAL_FORMS": 0,
        "parts-MIN_NUM_FORMS": 0,
        "parts-MAX_NUM_FORMS": 1000,
    }
    for number, (begins, ends) in enumerate(parts):
        data |= {
            f"parts-{number}-begins_at": begins,
            f"parts-{number}-ends_at": ends,
            f"parts-{number}-id": "",
            f"parts-{number}-ORDER": number + 1,
            f"parts-{number}-DELETE": "",
        }
    return data | fields


def address(name, *args):
    return reverse(f"courses_sessions:{name}", args=args)


def test_a_date_is_planned_and_its_hours_are_those_of_brussels(trainer, activity):
    response = trainer.post(
        address("add"),
        form(
            activity,
            ("2027-07-01 09:30", "2027-07-01 16:30"),
            ("2027-07-02 09:30", "2027-07-02 12:00"),
        ),
    )

    assert response.status_code == 302
    session = Session.objects.get()
    assert session.begins_at.isoformat() == "2027-07-01T07:30:00+00:00"
    assert session.ends_at.isoformat() == "2027-07-02T10:00:00+00:00"
    assert (session.place, session.parts.count()) == ("Zaal 1\nBrussel", 2)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], "Dien minimaal 1|1 formulier|minstens|minimaal"),
        ([("2027-07-01 09:30", "2027-07-01 09:00")], "Het einde komt na het begin"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(trainer, activity, parts, told):
    response = trainer.post(address("add"), form(activity, *parts))

    assert response.status_code == 200
    assert any(one in response.content.decode() for one in told.split("|"))
    assert not Session.objects.exists()


def test_fewer_places_than_people_is_refused(trainer, activity):
    session = a_date(activity, capacity=2)
    for _ in range(2):
        operations.enrol(UserFactory(), session.pk)
    (part,) = session.parts.all()
    data = form(activity, ("2027-07-01 09:30", "2027-07-01 16:30"), capacity=1)
    data |= {"parts-INITIAL_FORMS": 1, "parts-0-id": part.pk}

    response = trainer.post(address("edit", session.pk), data)

    assert "minder plaatsen kan niet" in response.content.decode()
    session.refresh_from_db()
    assert (session.capacity, session.sequence) == (2, 0)
    trainer.post(address("edit", session.pk), data | {"capacity": 3})
    session.refresh_from_db()
    assert (session.capacity, session.sequence) == (3, 1)


def test_the_list_and_the_roll_show_who_comes(trainer, activity):
    session = a_date(activity, capacity=1)
    first, second = UserFactory(), UserFactory()
    operations.enrol(first, session.pk)
    operations.enrol(second, session.pk)

    listed = trainer.get(address("index")).content.decode()
    roll = trainer.get(reverse("courses_roll", args=[session.pk])).content.decode()

    assert "1 van 1, 1 wacht" in listed
    assert str(first) in roll
    assert str(second) in roll
    assert "zodra de sessie begonnen is" in roll
    assert trainer.get(address("inspect", session.pk)).status_code == 200


def test_cancelling_asks_for_a_reason(trainer, activity):
    session = a_date(activity)
    operations.enrol(UserFactory(), session.pk)
    where = reverse("courses_cancel_session", args=[session.pk])

    assert trainer.post(where, {"because": " "}).status_code == 400
    trainer.post(where, {"because": "De trainer is ziek."})

    session.refresh_from_db()
    assert session.cancelled_because == "De trainer is ziek."
    roll = trainer.get(reverse("courses_roll", args=[session.pk])).content.decode()
    assert "De trainer is ziek." in roll


def test_a_cancelled_date_still_says_who_was_enrolled(trainer, activity):
    session = a_date(activity, capacity=1)
    placed, waiting = UserFactory(), UserFactory()
    for person in (placed, waiting):
        operations.enrol(person, session.pk)
    operations.cancel_session(session.pk, because="De zaal staat onder water.")

    roll = trainer.get(reverse("courses_roll", args=[session.pk])).content.decode()
    assert str(placed) in roll
    assert str(waiting) in roll
    assert address("edit", session.pk) not in roll
    refused = trainer.get(address("edit", session.pk))
    assert refused.url == reverse("courses_roll", args=[session.pk])


def test_a_change_says_who_hears_of_it(trainer, activity):
    session = a_date(activity)
    operations.enrol(UserFactory(), session.pk)
    (part,) = session.parts.all()
    data = form(activity, ("2027-07-01T09:30", "2027-07-01T16:30"))
    data |= {"parts-INITIAL_FORMS": 1, "parts-0-id": part.pk}

    saved = trainer.post(address("edit", session.pk), data, follow=True)

    assert "1 persoon krijgt een mail over de wijziging" in saved.content.decode()
    shown = trainer.get(address("edit", session.pk)).content.decode()
    assert 'type="datetime-local" name="parts-0-begins_at"' in shown
    assert 'value="2027-07-01T09:30"' in shown


def test_a_year_mistyped_is_noticed(trainer, activity):
    parts = [("2017-07-01T09:30", "2017-07-01T16:30")]
    saved = trainer.post(address("add"), form(activity, *parts), follow=True)

    assert "Deze datum ligt in het verleden" in saved.content.decode()


def test_a_date_is_begun_from_its_session(trainer, activity):
    other = activity_of(a_session_page(title="Andere", slug="andere"))
    shown = trainer.get(address("add"), {"sessie": activity.pk})
    assert shown.context["form"].initial["activity"] == activity.pk
    shown = trainer.get(address("add"), {"sessie": other.pk})
    assert shown.context["form"].initial["activity"] == other.pk
    assert trainer.get(address("add"), {"sessie": "x"}).status_code == 200


def test_whom_nobody_marked_is_brought_to_mind(trainer, begun, rf):
    request = rf.get("/")
    request.user = trainer.get(address("index")).context["user"]

    def panels():
        found = []
        to_mark(request, found)
        return found

    assert not panels()
    with clock.at(begun.ends_at):
        (panel,) = panels()
        assert str(begun) in panel.render_html()
        assert "noteer wie er was" in trainer.get(address("index")).content.decode()
        operations.mark_everyone_present(begun.pk, by=request.user)
        assert not panels()


def test_dates_of_others_are_not_brought_to_mind(begun, rf):
    request, found = rf.get("/"), []
    request.user = who_may("mark_attendance")
    let_edit(request.user, a_session_page(slug="anders", title="Een andere"))

    with clock.at(begun.ends_at):
        to_mark(request, found)

    assert not found


def test_the_roll_is_marked_one_by_one_or_at_once(trainer, begun):
    where = reverse("courses_roll", args=[begun.pk])
    here, gone = begun.enrolments.all()
    trainer.post(where, {f"present-{gone.pk}": "nee", "present-0": "ja"})
    trainer.post(where, {"everyone": "1"})

    assert set(Attendance.objects.values_list("enrolment", "present")) == {
        (here.pk, True),
        (gone.pk, False),
    }
    assert not Completion.objects.exists()
    with clock.at(begun.ends_at):
        trainer.post(where, {f"present-{gone.pk}": "ja", f"present-{here.pk}": "ja"})
    assert Completion.objects.count() == 2


def test_everyone_present_is_everyone_but_whom_one_chose_to_be_absent(trainer, begun):
    here, gone = begun.enrolments.all()
    where = reverse("courses_roll", args=[begun.pk])
    trainer.post(where, {f"present-{gone.pk}": "nee", "everyone": "1"})

    assert set(Attendance.objects.values_list("enrolment", "present")) == {
        (here.pk, True),
        (gone.pk, False),
    }


def test_somebody_is_added_by_name(trainer, begun):
    person = UserFactory(first_name="Zoë", last_name="Nieuwkomer")
    where = reverse("courses_roll", args=[begun.pk])
    assert str(person) in trainer.get(where, {"q": "zo nieuw"}).content.decode()

    add = reverse("courses_roll_add", args=[begun.pk])
    trainer.post(add, {"person": person.pk})
    for nobody in ("", "x", "99999999"):
        assert trainer.post(add, {"person": nobody}).status_code == 302

    assert begun.enrolments.get(learner=person).seat == 3


def test_others_see_none_of_it(client, begun):
    client.force_login(who_may())
    addresses = [
        reverse("courses_roll", args=[begun.pk]),
        reverse("courses_roll_add", args=[begun.pk]),
        reverse("courses_cancel_session", args=[begun.pk]),
        address("index"),
        address("edit", begun.pk),
    ]
    for where in addresses:
        assert client.post(where).status_code in (302, 403), where
    assert not Attendance.objects.exists()


def test_a_trainer_of_another_session_sees_nobody_and_marks_nobody(
    client, begun, activity
):
    other = a_session_page(slug="anders", title="Een andere sessie")
    trainer = who_may(*ALL)
    let_edit(trainer, other)
    client.force_login(trainer)
    somebody = UserFactory()
    roll = reverse("courses_roll", args=[begun.pk])
    cancel = reverse("courses_cancel_session", args=[begun.pk])
    add = reverse("courses_roll_add", args=[begun.pk])

    assert client.get(roll).status_code == 404
    assert client.post(roll, {"everyone": "1"}).status_code == 404
    assert client.post(add, {"person": somebody.pk}).status_code == 404
    assert client.post(cancel, {"because": "x"}).status_code == 404
    assert client.get(address("edit", begun.pk)).status_code in (302, 403)
    assert roll not in client.get(address("index")).content.decode()
    hours = ("2027-07-01 09:30", "2027-07-01 16:30")
    assert client.post(address("add"), form(activity, hours)).status_code == 200
    assert not Attendance.objects.exists()
    assert begun.enrolments.count() == 2
    assert Session.objects.count() == 1

    own = a_date(activity_of(other))
    assert client.get(reverse("courses_roll", args=[own.pk])).status_code == 200


def test_who_may_look_reads_the_contract_and_changes_nothing(client, activity):
    session = a_date(activity, supplier="Kompas Vorming")
    client.force_login(who_may("view_session"))

    assert (
        "Kompas Vorming" in client.get(address("inspect", session.pk)).content.decode()
    )
    assert client.post(address("edit", session.pk)).status_code in (302, 403)
    assert client.get(reverse("courses_roll", args=[session.pk])).status_code in (
        302,
        403,
    )
