"""Putting right what was recorded as completed and was not."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.assigning.terms import Terms
from lms.learning.enums import ActivityKind, Change, Source, Status
from lms.learning.exceptions import (
    AlreadyPutRight,
    ComesLater,
    NeedsReason,
    OwnRecord,
    StillMet,
)
from lms.learning.explaining import explain
from lms.learning.models import (
    Completion,
    CompletionCorrection,
    LearningActivity,
    Participation,
    Transition,
)
from lms.learning.relying import behind, relying_on
from lms.learning.rules import AtLeast, Needs
from lms.messaging.models import Notification
from lms.xapi.append_only import lifted
from lms.xapi.models import PendingVoid, StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rules]

REASON = "De verkeerde persoon stond op de lijst"
BEGIN = clock.now() - timedelta(days=30)


@pytest.fixture
def trainer():
    return UserFactory(first_name="Tine", last_name="Trainer")


@pytest.fixture
def session():
    return an_activity(ActivityKind.SESSION, title="Sessie", trainer_completes=True)


@pytest.fixture
def mandate():
    return MandateFactory()


@pytest.fixture
def learner(mandate):
    return mandate.person


def attend(learner, activity, trainer, *, mandate=None, at=None):
    participation = learning.record_completion(
        learner, activity, by=trainer, at=at or clock.now(), mandate=mandate
    )
    return participation.completion


def do(learner, activity, mandate=None):
    part = learning.register(learner, activity, mandate=mandate)
    return learning.report_progress(part.pk, 100)


def open_one(learner, activity):
    return Participation.objects.of(learner).open().get(activity=activity)


@pytest.fixture
def done(learner, session, trainer):
    return attend(learner, session, trainer)


@pytest.fixture
def colleague():
    return UserFactory()


def annul(completion, by):
    return learning.annul(completion, by=by, reason=REASON)


def test_the_completion_stays_and_a_record_points_at_it(done, colleague):
    before = Completion.objects.values().get()

    correction = annul(done, colleague)

    assert Completion.objects.values().get() == before
    assert not Completion.objects.standing().exists()
    assert (correction.completion, correction.by) == (done, colleague)
    assert correction.reason == REASON
    done.participation.refresh_from_db()
    assert done.participation.status == Status.WITHDRAWN
    last = Transition.objects.last()
    assert (last.change, last.status) == (Change.CORRECTED, Status.WITHDRAWN)
    assert (last.by, last.completed_on) == (colleague, None)


def test_a_correction_is_a_fact_of_which_there_is_one(done, colleague):
    correction = annul(done, colleague)

    with pytest.raises(DatabaseError), transaction.atomic():
        correction.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        CompletionCorrection.objects.update(by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionCorrection.objects.create(
            completion=done, reason="Nog eens", by=colleague, recorded_at=clock.now()
        )


def test_nobody_puts_their_own_right_nor_twice_nor_without_words(
    done, learner, colleague
):
    with pytest.raises(OwnRecord):
        annul(done, learner)
    with pytest.raises(NeedsReason):
        learning.annul(done, by=colleague, reason="  ")
    assert not CompletionCorrection.objects.exists()
    annul(done, colleague)
    told = StoredStatement.objects.count()

    with pytest.raises(AlreadyPutRight):
        annul(done, colleague)

    assert StoredStatement.objects.count() == told
    assert CompletionCorrection.objects.count() == 1


def test_what_nobody_asks_does_not_begin_anew_and_can_be_recorded_again(
    done, learner, session, trainer, colleague
):
    annul(done, colleague)
    assert not Participation.objects.open().exists()

    again = attend(learner, session, trainer)

    assert again != done
    assert again.participation.is_completed
    assert Completion.objects.standing().get() == again


def test_what_is_asked_begins_anew_with_its_reason_and_its_date(
    mandate, learner, session, trainer, colleague
):
    day = clock.today() + timedelta(days=10)
    learning.assign(learner, session, mandate=mandate, by=colleague, due_on=day)
    done = attend(learner, session, trainer)

    annul(done, colleague)

    anew = open_one(learner, session)
    assert anew != done.participation
    assert (anew.status, anew.assigned, anew.due_on) == (Status.REGISTERED, True, day)
    assert anew.mandate == mandate
    assert anew.assignments.standing().count() == 1
    first = Transition.objects.filter(participation=anew).get()
    assert first.visible_to_hr
    assert first.due_on == day


@pytest.fixture
def rule(session, mandate):
    """HR of the entity has a rule ask it of whoever holds the role."""
    role = RoleFactory(slug="hr-verantwoordelijke", name="HR-verantwoordelijke")
    hr = MandateFactory(entity=mandate.entity, role=role).person
    terms = Terms(
        activity=session.pk,
        entity=mandate.entity_id,
        roles=(mandate.role_id,),
        valid_from=clock.today(),
    )
    made = learning.make_rule(terms, name="Basis", by=hr, key=uuid4())
    learning.apply_rule(made.pk)
    return made


def test_what_a_rule_asks_is_not_asked_a_second_time_by_the_next_tick(
    rule, learner, session, trainer, colleague
):
    done = attend(learner, session, trainer)
    annul(done, colleague)
    anew = open_one(learner, session)

    learning.apply_rules(clock.now())

    assert open_one(learner, session) == anew
    assert rule.assignments.get().participation == anew


def test_what_was_let_go_is_not_asked_again(rule, learner, session, trainer, colleague):
    done = attend(learner, session, trainer)
    learning.stop_rule(rule.pk, by=rule.made_by)
    learning.apply_rule(rule.pk)

    annul(done, colleague)

    assert not Participation.objects.open().exists()


def test_what_was_withdrawn_from_the_offer_does_not_begin_anew(
    mandate, learner, session, trainer, colleague
):
    learning.assign(learner, session, mandate=mandate, by=colleague)
    done = attend(learner, session, trainer)
    learning.withdraw_activity(session.key)

    annul(done, colleague)

    assert not Participation.objects.open().exists()


@pytest.fixture
def course():
    lessons = [an_activity(ActivityKind.LESSON, title=f"Les {n}") for n in (1, 2)]
    return an_activity(title="Cursus", requires=lessons)


@pytest.fixture
def trajectory(session, course):
    return an_activity(
        ActivityKind.TRAJECTORY, title="Traject", requires=[session, course]
    )


@pytest.fixture
def way(trajectory, mandate):
    return learning.register(mandate.person, trajectory, mandate=mandate)


def lessons_of(course):
    return list(
        LearningActivity.objects.filter(kind=ActivityKind.LESSON).order_by("title")
    )


def test_what_is_under_way_around_it_goes_back_to_what_there_is(
    way, learner, session, course, trainer, colleague
):
    done = attend(learner, session, trainer)
    way.refresh_from_db()
    half = way.progress
    assert half > 0

    annul(done, colleague)

    way.refresh_from_db()
    assert (way.progress, way.is_open) == (0, True)
    said = explain(Participation.objects.with_record().get(pk=way.pk))
    fact = next(part.fact for part in said.whole.leaves if part.fact.key == session.key)
    assert not fact.is_done
    attend(learner, session, trainer)  # the same progress again is another event
    way.refresh_from_db()
    assert way.progress == half


def test_a_lesson_sets_back_its_course_and_the_trajectory(
    way, learner, course, trainer, colleague
):
    learning.register(learner, course)
    lesson = attend(learner, lessons_of(course)[0], trainer)
    way.refresh_from_db()
    assert way.progress > 0

    annul(lesson, colleague)

    way.refresh_from_db()
    assert (way.progress, open_one(learner, course).progress) == (0, 0)
    do(learner, lessons_of(course)[1])
    assert open_one(learner, course).progress == 50


@pytest.fixture
def whole(way, learner, session, course, trainer):
    """The trajectory completed: the session by a trainer, the rest by themselves."""
    attended = attend(learner, session, trainer)
    learning.register(learner, course)
    for lesson in lessons_of(course):
        do(learner, lesson)
    way.refresh_from_db()
    assert way.is_completed
    return attended


def test_what_was_completed_because_of_it_is_named_and_keeps_its_completion(
    whole, way, colleague
):
    assert relying_on(whole) == [way.completion]
    lesson = Completion.objects.filter(activity__kind=ActivityKind.LESSON).earliest(
        "pk"
    )
    course = Completion.objects.get(activity__kind=ActivityKind.COURSE)
    assert relying_on(lesson) == [course, way.completion]

    annul(whole, colleague)

    way.refresh_from_db()
    assert way.is_completed
    assert relying_on(whole) == [way.completion]


def test_what_is_met_without_it_does_not_rely_on_it(learner, trainer):
    parts = [an_activity(ActivityKind.SESSION, title=f"Sessie {n}") for n in (1, 2)]
    either = an_activity(title="Keuze", has_own_part=False)
    rule = AtLeast(1, tuple(Needs(part.key) for part in parts))
    learning.set_requirements(either, rule)
    first, second = (attend(learner, part, trainer) for part in parts)
    learning.register(learner, either)

    assert behind(Completion.objects.get(activity=either)).count() == 2
    assert relying_on(first) == relying_on(second) == []


def test_what_would_be_complete_again_at_once_is_refused(whole, way, colleague):
    with pytest.raises(StillMet):
        annul(way.completion, colleague)
    assert not CompletionCorrection.objects.exists()

    annul(whole, colleague)
    annul(way.completion, colleague)

    anew = open_one(way.learner, way.activity)
    assert anew.tree == way.tree
    assert 0 < anew.progress < 100


def test_a_trajectory_that_is_completed_after_all_is_a_completion_of_its_own(
    whole, way, learner, session, trainer, colleague
):
    annul(whole, colleague)
    annul(way.completion, colleague)

    attend(learner, session, trainer)

    ended = Completion.objects.standing().get(activity=way.activity)
    assert ended != way.completion
    assert whole.pk not in ended.evidence["completions"]


def test_parts_of_a_trajectory_stay_asked_when_it_begins_anew(
    whole, way, learner, course, colleague
):
    annul(whole, colleague)
    annul(way.completion, colleague)

    part = Participation.objects.of(learner).get(activity=course)
    assert part.in_trajectory
    changes = Transition.objects.filter(participation=part).values_list("change")
    assert (Change.NO_LONGER_ASKED,) not in changes


def test_an_exemption_that_was_wrong_leaves_what_was_done(
    way, learner, course, trainer, colleague
):
    do(learner, lessons_of(course)[0])
    exemption = learning.exempt(
        learner,
        course,
        by=trainer,
        at=clock.now(),
        reason="Elders gevolgd",
        proof=learning.Proof(text="Attest"),
        mandate=way.mandate,
    )

    annul(exemption.completion, colleague)

    again = learning.register(learner, course)
    assert (again.is_open, again.progress) == (True, 50)


def test_what_comes_first_is_no_longer_there(done, learner, session, colleague):
    later = an_activity(title="Daarna")
    learning.set_prerequisites({later.key: [session.key]})
    learning.start(learning.register(learner, later).pk)
    annul(done, colleague)
    other = an_activity(title="Nog later")
    learning.set_prerequisites({later.key: [session.key], other.key: [session.key]})

    with pytest.raises(ComesLater):
        learning.register(learner, other)


def verbs():
    return [
        (one.verb.rpartition("/")[2], one.voided)
        for one in StoredStatement.objects.order_by("seq")
    ]


def test_the_statement_is_declared_void_by_the_platform(done, colleague):
    assert ("completed", False) in verbs()

    annul(done, colleague)

    assert ("completed", True) in verbs()
    assert verbs()[-1] == ("voided", False)
    said = json.loads(StoredStatement.objects.latest("seq").payload)
    voided = StoredStatement.objects.get(voided=True)
    assert said["object"] == {
        "objectType": "StatementRef",
        "id": str(voided.statement_id),
    }
    assert said["actor"]["account"]["name"] == "integriteitscampus"
    assert REASON not in json.dumps(said)


def test_an_accepted_assignment_was_not_passed_either(learner, trainer, colleague):
    done = attend(learner, an_activity(ActivityKind.ASSIGNMENT), trainer)

    annul(done, colleague)

    assert {("passed", True), ("completed", True)} <= set(verbs())


def test_nothing_is_declared_void_that_the_store_does_not_have(done, colleague):
    with lifted():  # as retention removes what is old
        StoredStatement.objects.filter(verb__endswith="/completed")._raw_delete(
            "default"
        )

    annul(done, colleague)

    assert "voided" not in dict(verbs())
    assert not PendingVoid.objects.exists()


def test_the_learner_is_told_why(done, learner, colleague):
    annul(done, colleague)

    told = Notification.objects.of(learner).get()
    assert told.kind == "correction"
    assert "Sessie" in told.title
    assert REASON in told.text
    assert told.address == done.activity.address


def test_a_peildatum_before_it_shows_what_stood_then(learner, session, mandate):
    trainer, colleague = UserFactory(), UserFactory()
    with clock.at(BEGIN):
        done = attend(learner, session, trainer, mandate=mandate)
    between = clock.now() - timedelta(days=2)
    before = list(Transition.objects.as_of(between).values("status", "completed_on"))

    annul(done, colleague)

    then = Transition.objects.as_of(between)
    assert list(then.values("status", "completed_on")) == before
    now = Transition.objects.as_of(clock.now() + timedelta(days=1)).get()
    assert now.status == Status.WITHDRAWN


def test_an_erasure_empties_the_words_and_keeps_the_fact(done, learner, colleague):
    annul(done, colleague)
    assert personal.collect(learner)["learning: corrections"][0]["reason"] == REASON

    assert personal.erase(learner)["learning: corrections"] == 1

    assert CompletionCorrection.objects.get().reason == ""


def test_what_a_person_chose_for_themselves_is_not_for_reviewers(
    done, learner, session, course
):
    for lesson in lessons_of(course):
        do(learner, lesson)
    learning.register(learner, course)

    assert Completion.objects.for_reviewers().get() == done
    assert done.source == Source.SESSION
