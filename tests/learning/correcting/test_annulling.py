"""Putting right what was recorded as completed and was not."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from lms.common import clock, personal
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Change, Source, Status
from lms.learning.exceptions import (
    AlreadyPutRight,
    NeedsReason,
    OwnRecord,
)
from lms.learning.models import (
    Assignment,
    Completion,
    CompletionCorrection,
    Participation,
    Transition,
)
from lms.messaging.models import Notification
from lms.xapi.append_only import lifted
from lms.xapi.models import PendingVoid, StoredStatement
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.learning.correcting.doing import (
    BEGIN,
    REASON,
    annul,
    attend,
    do,
    lessons_of,
    open_one,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rules]


def verbs():
    return [
        (one.verb.rpartition("/")[2], one.voided)
        for one in StoredStatement.objects.order_by("seq")
    ]


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


def test_what_a_rule_asks_is_not_asked_a_second_time_by_the_next_tick(
    rule, learner, session, trainer, colleague
):
    done = attend(learner, session, trainer)
    annul(done, colleague)
    anew = open_one(learner, session)

    learning.apply_rules(clock.now())

    assert open_one(learner, session) == anew
    assert rule.assignments.get().participation == anew


def test_who_took_part_again_since_goes_on_there(
    mandate, learner, session, trainer, colleague
):
    learning.assign(learner, session, mandate=mandate, by=colleague)
    done = attend(learner, session, trainer)
    again = Participation.objects.create(
        learner=learner,
        activity=session,
        mandate=mandate,
        counts_from=clock.now(),
        registered_at=clock.now(),
        last_activity_at=clock.now(),
    )
    learning.assign(learner, session, mandate=mandate, by=trainer)

    annul(done, colleague)

    assert open_one(learner, session) == again
    assert Assignment.objects.standing().get().participation == again
    assert learning.apply_rules(clock.now()) == 0


def test_the_wrong_person_in_a_list_is_asked_nothing(
    mandate, learner, session, trainer, colleague
):
    """What a list took over is seen by HR as what was asked, and nobody asked it."""
    taken = learning.take_over(
        learner, session, by=trainer, on=clock.today(), proof="Lijst", mandate=mandate
    )

    annul(taken.completion, colleague)

    assert not Participation.objects.open().exists()
    assert not Assignment.objects.exists()
    assert Transition.objects.last().visible_to_hr


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
