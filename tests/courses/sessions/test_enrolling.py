"""A place on a date: given in order, never one too many, and given on."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.exceptions import NotChangeable, NotEnrollable
from courses.models import Enrolment
from courses.sessions import operations
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Status
from lms.learning.exceptions import ComesLater
from lms.learning.models import Participation
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.sessions import a_date, a_part, a_session_page, activity_of
from tests.threads import at_the_same_time

pytestmark = pytest.mark.django_db


def seats(session):
    return list(session.enrolments.open().values_list("learner", "seat"))


def mails(mailoutbox, person):
    return [
        mail.subject.partition(":")[0]
        for mail in mailoutbox
        if mail.to == [person.email]
    ]


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_who_enrols_has_a_place_and_takes_part():
    mandate = MandateFactory()
    session = a_date()

    done = operations.enrol(mandate.person, session.pk, mandate=mandate)

    assert done.enrolment.seat == 1
    participation = done.enrolment.participation
    assert (participation.status, participation.mandate) == (Status.REGISTERED, mandate)
    assert participation.activity == session.activity


def test_asking_again_changes_nothing(mailoutbox, commit):
    learner, session = UserFactory(), a_date()
    with commit():
        first = operations.enrol(learner, session.pk)
        again = operations.enrol(learner, session.pk)

    assert again.enrolment == first.enrolment
    assert mails(mailoutbox, learner) == ["Je hebt een plaats"]


def test_who_waits_is_served_in_order(mailoutbox, commit):
    session = a_date(capacity=1)
    first, second, third = UserFactory(), UserFactory(), UserFactory()
    with commit():
        for person in (first, second, third):
            operations.enrol(person, session.pk)
        assert seats(session) == [(first.pk, 1), (second.pk, None), (third.pk, None)]
        operations.leave(first, session.pk)

    assert seats(session) == [(second.pk, 1), (third.pk, None)]
    assert mails(mailoutbox, second) == [
        "Je staat op de wachtlijst",
        "Er kwam een plaats vrij",
    ]
    assert mails(mailoutbox, third) == ["Je staat op de wachtlijst"]
    assert Participation.objects.get(learner=first).status == Status.WITHDRAWN


def test_who_stops_waiting_frees_nothing():
    session = a_date(capacity=1)
    first, second, third = UserFactory(), UserFactory(), UserFactory()
    for person in (first, second, third):
        operations.enrol(person, session.pk)

    operations.leave(second, session.pk)
    operations.leave(first, session.pk)

    assert seats(session) == [(third.pk, 1)]


def test_what_somebody_asked_stays_asked_after_leaving():
    mandate, session = MandateFactory(), a_date()
    learning.assign(mandate.person, session.activity, mandate=mandate, by=None)
    operations.enrol(mandate.person, session.pk)

    operations.leave(mandate.person, session.pk)

    assert Participation.objects.get().is_open


def test_more_places_go_to_who_waits():
    session = a_date(capacity=1)
    people = [UserFactory() for _ in range(3)]
    for person in people:
        operations.enrol(person, session.pk)

    session.capacity = 2
    operations.save_session(session)

    assert [seat for _learner, seat in seats(session)] == [1, 2, None]
    session.capacity = 1
    with pytest.raises(NotChangeable, match="2 mensen"):
        operations.save_session(session)


def test_one_open_place_for_each_activity():
    activity = activity_of(a_session_page())
    one, other = a_date(activity), a_date(activity, capacity=3)
    learner = UserFactory()
    enrolment = operations.enrol(learner, one.pk).enrolment

    with pytest.raises(NotEnrollable, match="Schrijf je daar eerst voor uit"):
        operations.enrol(learner, other.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            session=other,
            participation=enrolment.participation,
            learner=learner,
            activity=activity,
            asked_at=clock.now(),
        )


def test_the_database_gives_a_seat_once():
    session = a_date()
    operations.enrol(UserFactory(), session.pk)
    other = operations.enrol(UserFactory(), session.pk).enrolment

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=other.pk).update(seat=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=other.pk).update(learner=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=other.pk).delete()


def test_until_the_last_day_included():
    begins = datetime(2027, 3, 10, 9, 30, tzinfo=clock.BRUSSELS)
    session = a_date(begins=begins, enrol_until=date(2027, 3, 3))

    with clock.at(datetime(2027, 3, 3, 23, 59, tzinfo=clock.BRUSSELS)):
        operations.enrol(UserFactory(), session.pk)
    with (
        clock.at(datetime(2027, 3, 4, 0, 0, tzinfo=clock.BRUSSELS)),
        pytest.raises(NotEnrollable, match="3 maart 2027"),
    ):
        operations.enrol(UserFactory(), session.pk)
    with clock.at(begins), pytest.raises(NotEnrollable, match="begonnen"):
        operations.enrol(UserFactory(), session.pk)
    assert len(seats(session)) == 1


def test_what_comes_first_holds_but_not_for_who_follows_a_trajectory_with_it():
    course = an_activity(title="De startmodule")
    page = a_session_page(prerequisites=[course])
    session = a_date(activity_of(page))
    follower, other = UserFactory(), UserFactory()
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[session.activity])
    learning.register(follower, trajectory)

    operations.enrol(follower, session.pk)
    with pytest.raises(ComesLater, match="De startmodule"):
        operations.enrol(other, session.pk)
    assert len(seats(session)) == 1


def test_another_date_at_the_same_time_is_said():
    one = a_date()
    other = a_date(
        activity_of(a_session_page(slug="ander", title="Een andere dag")),
        begins=one.begins_at + timedelta(hours=2),
    )
    later = a_date(activity_of(a_session_page(slug="later")), begins=one.ends_at)
    learner = UserFactory()
    operations.enrol(learner, one.pk)

    assert operations.enrol(learner, other.pk).overlaps == (one,)
    assert [
        each.activity.title for each in operations.enrol(learner, later.pk).overlaps
    ] == ["Een andere dag"]


def test_a_cancelled_date_lets_everyone_go(mailoutbox, commit):
    activity = activity_of(a_session_page())
    session, other = a_date(activity, capacity=1), a_date(activity)
    people = [UserFactory(), UserFactory()]
    with commit():
        for person in people:
            operations.enrol(person, session.pk)
        told = operations.cancel_session(session.pk, because="De trainer is ziek.")

    assert told == 2
    assert [mails(mailoutbox, person)[-1] for person in people] == ["Geannuleerd"] * 2
    assert "De trainer is ziek." in mailoutbox[-1].body
    assert operations.enrol(people[0], other.pk).enrolment.has_place
    with pytest.raises(NotEnrollable, match="geannuleerd"):
        operations.enrol(UserFactory(), session.pk)
    with pytest.raises(NotChangeable):
        operations.cancel_session(session.pk, because="Nog eens.")


def test_a_change_of_time_is_mailed_and_a_change_of_trainer_is_not(mailoutbox, commit):
    session = a_date()
    learner = UserFactory()
    operations.enrol(learner, session.pk)
    with commit():
        session.trainers = "An Peeters"
        operations.save_session(session)
        assert session.sequence == 0
        session.parts = [a_part(session.begins_at + timedelta(days=1))]
        operations.save_session(session)

    assert session.sequence == 1
    assert mails(mailoutbox, learner)[1:] == ["Gewijzigd"]


def test_the_waiting_list_of_a_date_that_began_is_closed(mailoutbox, commit):
    session = a_date(capacity=1)
    first, second = UserFactory(), UserFactory()
    operations.enrol(first, session.pk)
    operations.enrol(second, session.pk)

    with clock.at(session.begins_at), commit():
        assert operations.lapse_waiting(clock.now()) == 1
        assert operations.lapse_waiting(clock.now()) == 0
    assert seats(session) == [(first.pk, 1)]
    assert mails(mailoutbox, second)[1:] == ["Er kwam geen plaats vrij"]


def test_who_completed_it_otherwise_gives_their_place_on(mailoutbox, commit):
    session = a_date(capacity=1)
    first, second = UserFactory(), UserFactory()
    trainer = UserFactory()
    for person in (first, second):
        operations.enrol(person, session.pk)
    learning.record_completion(first, session.activity, by=trainer, at=clock.now())

    with commit():
        assert operations.give_on_what_is_done(clock.now()) == 1
        assert operations.give_on_what_is_done(clock.now()) == 0

    assert seats(session) == [(second.pk, 1)]
    assert mails(mailoutbox, first)[1:] == ["Je hoeft niet meer te komen"]
    assert mails(mailoutbox, second)[1:] == ["Er kwam een plaats vrij"]
    assert Participation.objects.get(learner=first).status == Status.COMPLETED


def test_a_reminder_two_days_before_once(mailoutbox, commit):
    session = a_date(begins=datetime(2027, 3, 10, 9, 30, tzinfo=clock.BRUSSELS))
    with clock.at(datetime(2027, 3, 1, 9, 0, tzinfo=clock.BRUSSELS)):
        early = UserFactory()
        operations.enrol(early, session.pk)
    with clock.at(datetime(2027, 3, 8, 7, 0, tzinfo=clock.BRUSSELS)):
        operations.enrol(UserFactory(), session.pk)
    with commit():
        midnight = clock.start_of(date(2027, 3, 8))
        for moment in (midnight - timedelta(minutes=1), midnight):
            with clock.at(moment):
                operations.remind(clock.now())
                operations.remind(clock.now())

    told = [mail for mail in mailoutbox if mail.subject.startswith("Binnenkort")]
    assert [mail.to for mail in told] == [[early.email]]


def test_a_date_that_is_put_off_is_reminded_of_again():
    session = a_date(begins=datetime(2027, 3, 10, 9, 30, tzinfo=clock.BRUSSELS))
    with clock.at(datetime(2027, 3, 1, 9, 0, tzinfo=clock.BRUSSELS)):
        operations.enrol(UserFactory(), session.pk)
    later = datetime(2027, 3, 20, 9, 30, tzinfo=clock.BRUSSELS)
    with clock.at(datetime(2027, 3, 9, 9, 0, tzinfo=clock.BRUSSELS)):
        assert operations.remind(clock.now()) == 1
        session.parts = [a_part(later)]
        operations.save_session(session)
        assert operations.remind(clock.now()) == 0

    with clock.at(later - timedelta(days=1)):
        assert [operations.remind(clock.now()) for _time in range(2)] == [1, 0]


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_racing_for_three_places_gives_three():
    session = a_date(capacity=3)
    people = [UserFactory() for _ in range(12)]

    def enrolling(person):
        return lambda: operations.enrol(person, session.pk)

    assert at_the_same_time(*map(enrolling, people)) == []

    open_ones = session.enrolments.open()
    assert sorted(open_ones.placed().values_list("seat", flat=True)) == [1, 2, 3]
    assert open_ones.waiting().count() == 9


@pytest.mark.rules
@pytest.mark.django_db(transaction=True)
def test_leaving_and_asking_at_once_keeps_the_order():
    session = a_date(capacity=2)
    people = [UserFactory() for _ in range(6)]
    for person in people[:4]:
        operations.enrol(person, session.pk)
    jobs = [
        lambda person=person: operations.leave(person, session.pk)
        for person in people[:2]
    ]
    jobs += [
        lambda person=person: operations.enrol(person, session.pk)
        for person in people[4:]
    ]

    assert at_the_same_time(*jobs) == []

    placed = session.enrolments.open().placed().values_list("learner", flat=True)
    assert set(placed) == {people[2].pk, people[3].pk}
    assert session.enrolments.open().waiting().count() == 2


def test_who_renews_can_take_part_once_more(client):
    mandate, page = MandateFactory(), a_session_page()
    learner, session = mandate.person, a_date(activity_of(page))
    client.force_login(learner)
    enrols = reverse("courses:session_enrol", args=[session.uid])
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=[session.activity])
    learning.register(learner, trajectory, mandate=mandate)
    before = learning.record_completion(
        learner, session.activity, by=UserFactory(), at=clock.now(), mandate=mandate
    )
    assert enrols not in client.get(page.url).content.decode()
    with pytest.raises(NotEnrollable):
        operations.enrol(learner, session.pk, mandate=mandate)
    learning.begin_again(learner, trajectory, mandate=mandate, counts_from=clock.now())

    assert enrols in client.get(page.url).content.decode()
    done = operations.enrol(learner, session.pk, mandate=mandate)

    assert done.enrolment.participation != before
    assert done.enrolment.participation.is_open
