"""Why somebody is not done yet: the explanation and the rule engine say the same."""

import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lms.common import clock
from lms.learning import operations as learning
from lms.learning.enums import ActivityKind, Purpose, Source, Status
from lms.learning.explaining import Evidence, Explanation, Fact, Seen, explain, weigh
from lms.learning.models import Participation
from lms.learning.rules import (
    AllOf,
    AtLeast,
    Hours,
    Needs,
    Points,
    Worth,
    activities,
    reach,
)
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.reporting.people import asked, finished

db = pytest.mark.django_db

KEYS = [uuid4() for _ in range(5)]
LEAVES = st.sampled_from(KEYS).map(Needs)


def groups(parts):
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    worths = st.lists(
        st.builds(Worth, st.integers(1, 3), parts), min_size=1, max_size=3
    ).map(tuple)
    return st.one_of(
        st.builds(AllOf, some),
        st.builds(AtLeast, st.integers(1, 3), some),
        st.builds(Hours, st.integers(1, 90), some),
        st.builds(Points, st.integers(1, 5), worths),
    )


RULES = st.recursive(LEAVES, groups, max_leaves=8)
DONE = st.sets(st.sampled_from(KEYS))


def facts(done) -> dict[UUID, Fact]:
    return {
        key: Fact(key=key, title=str(key), minutes=20, is_done=key in done)
        for key in KEYS
    }


def an_explanation(rule, done) -> Explanation:
    whole = weigh(rule, facts(done))
    return Explanation(
        key=uuid4(),
        title="Traject",
        address="/",
        kind=ActivityKind.TRAJECTORY,
        status=Status.STARTED,
        is_met=whole.is_met,
        whole=whole,
    )


def completes(rule, done) -> bool:
    return reach(rule, {k: f.reached for k, f in facts(done).items()}).completed


@given(RULES, DONE)
def test_an_explanation_says_met_exactly_when_the_rule_engine_does(rule, done):
    assert weigh(rule, facts(done)).is_met == completes(rule, done)


@given(RULES, DONE)
def test_what_it_says_is_left_completes_it_and_nothing_is_left_of_what_is_met(
    rule, done
):
    left = {fact.key for fact in an_explanation(rule, done).left}

    assert not left & done
    if completes(rule, done):
        assert left == set()
    elif completes(rule, set(KEYS)):  # it can be completed at all
        assert left
        assert completes(rule, done | left)


@given(RULES, DONE)
def test_what_would_bring_it_nearer_is_never_left_out(rule, done):
    """Whatever completes it in one step is among what is left."""
    left = {fact.key for fact in an_explanation(rule, done).left}

    if not completes(rule, done):
        last = {key for key in KEYS if completes(rule, done | {key})}
        assert last <= left


@given(RULES, DONE)
def test_a_tree_shows_every_activity_that_the_rule_names(rule, done):
    shown = [part.fact.key for part in weigh(rule, facts(done)).leaves]

    assert shown == list(activities(rule))


@given(RULES, DONE)
def test_who_sees_no_record_of_the_parts_sees_no_evidence_and_no_progress(rule, done):
    explanation = an_explanation(rule, done)
    nothing = Seen(
        participations=frozenset(), activities=frozenset(), entities=frozenset()
    )

    seen = explanation.seen_by(nothing)

    assert seen.is_met == explanation.is_met
    for part in seen.whole.leaves:
        assert part.fact == part.fact.unseen()


def test_who_sees_the_record_of_a_part_sees_its_date_and_nothing_inside_it():
    evidence = Evidence(done_on=date(2025, 6, 12))
    fact = Fact(
        key=KEYS[0],
        title="Cursus",
        participation=1,
        progress=60,
        has_begun=True,
        evidence=evidence,
        words="Ingediend",
        waits=True,
        missing=("Beantwoord de vraag.",),
    )
    explanation = replace(
        an_explanation(Needs(KEYS[0]), set()),
        whole=weigh(Needs(KEYS[0]), {KEYS[0]: fact}),
    )
    seen = Seen(participations={1}, activities={KEYS[0]}, entities=set())

    (part,) = explanation.seen_by(seen).whole.leaves

    assert part.fact == Fact(
        key=KEYS[0],
        title="Cursus",
        participation=1,
        has_begun=True,
        evidence=evidence,
    )


# With the database: what is read is what the engine reads.


def a_rule(chance: random.Random, keys, depth=2):
    if not depth or chance.random() < 0.3:
        return Needs(chance.choice(keys))
    parts = tuple(a_rule(chance, keys, depth - 1) for _ in range(chance.randint(1, 3)))
    return chance.choice(
        [
            AllOf(parts),
            AtLeast(chance.randint(1, len(parts)), parts),
            Hours(chance.randint(1, 60), parts),
            Points(
                chance.randint(1, 4),
                tuple(Worth(chance.randint(1, 3), part) for part in parts),
            ),
        ]
    )


@db
@pytest.mark.rules
@pytest.mark.parametrize("seed", range(24))
def test_it_says_met_exactly_when_the_next_step_completes_it(seed):
    chance = random.Random(seed)  # noqa: S311
    parts = [an_activity(title=f"Deel {n}") for n in range(4)]
    course = an_activity(
        requires=[an_activity(title="Later weg")], has_own_part=chance.random() < 0.5
    )
    learner = UserFactory()
    participation = learning.register(learner, course)
    if chance.random() < 0.5:
        learning.report_progress(participation.pk, 100)
    for part in chance.sample(parts, chance.randint(0, 4)):
        done = learning.register(learner, part)
        learning.report_progress(done.pk, chance.choice([40, 100, 100]))
    rule = AllOf((a_rule(chance, [part.key for part in parts]),))
    learning.set_requirements(course, rule)
    participation = Participation.objects.with_activity().get(pk=participation.pk)

    said = explain(participation)
    after = learning.report_progress(participation.pk, 0)

    assert said.is_met == after.is_completed
    assert explain(after).is_met == after.is_completed


@pytest.fixture
def parts():
    return [an_activity(title=f"Deel {letter}") for letter in "AB"]


@pytest.fixture
def trajectory(parts):
    return an_activity(ActivityKind.TRAJECTORY, requires=parts, title="Traject")


@pytest.fixture
def way(trajectory):
    mandate = MandateFactory()
    return learning.register(mandate.person, trajectory, mandate=mandate)


def leaves(participation) -> dict[str, Fact]:
    fresh = Participation.objects.with_activity().get(pk=participation.pk)
    return {part.fact.title: part.fact for part in explain(fresh).whole.leaves}


@db
def test_it_names_the_completion_by_which_a_part_counts(way, parts):
    finished(learning.register(way.learner, parts[0]))

    found = leaves(way)

    assert found["Deel A"].evidence.done_on == clock.today()
    assert found["Deel A"].evidence.source == Source.PLATFORM
    assert found["Deel B"].evidence is None
    assert [fact.title for fact in explain(way).next_steps] == ["Deel B"]


@db
def test_an_exemption_is_told_with_who_recorded_it(way, parts):
    trainer = UserFactory(first_name="Tine", last_name="Trainer")
    learning.exempt(
        way.learner,
        parts[0],
        by=trainer,
        at=clock.now(),
        reason="EVC",
        proof=learning.Proof(text="attest"),
    )

    evidence = leaves(way)["Deel A"].evidence

    assert evidence.is_exemption
    assert evidence.by == "Tine Trainer"


@db
def test_who_is_nobody_any_more_is_not_named(way, parts):
    trainer = UserFactory(first_name="Tine", last_name="Trainer")
    learning.record_completion(way.learner, parts[0], by=trainer, at=clock.now())
    type(trainer).objects.filter(pk=trainer.pk).update(erased_at=clock.now())

    assert leaves(way)["Deel A"].evidence.by == ""


@db
def test_who_stays_on_a_version_reads_which_and_that_there_is_a_newer(
    way, trajectory, parts
):
    other = an_activity(title="Deel C")
    learning.set_requirements(trajectory, AllOf((Needs(other.key),)))

    version = explain(way).version

    assert (version.number, version.newer) == (1, 2)
    assert set(leaves(way)) == {"Deel A", "Deel B"}


@db
def test_what_was_done_before_the_period_does_not_count_and_says_so(
    way, trajectory, parts
):
    for part in parts:
        finished(learning.register(way.learner, part))
    learning.set_requirements(
        trajectory, AllOf((Needs(parts[0].key),)), purpose=Purpose.RENEWAL
    )
    begins = clock.now() + timedelta(seconds=1)

    renewal = learning.begin_again(
        way.learner, trajectory, mandate=way.mandate, counts_from=begins
    )
    said = explain(renewal)

    assert said.version.is_renewal
    assert not said.is_met
    assert leaves(renewal)["Deel A"].missed_on == clock.today()


@db
def test_what_comes_first_is_named_until_the_person_has_begun(parts):
    first, then = parts
    learning.set_prerequisites({then.key: [first.key]})
    waiting = learning.register(UserFactory(), then, asked=True)

    assert [one.title for one in explain(waiting).first] == ["Deel A"]
    finished(learning.register(waiting.learner, first))
    assert explain(waiting).first == ()


@db
def test_it_says_who_asks_it_and_until_when(parts):
    mandate = MandateFactory()
    by = UserFactory(first_name="Hanne", last_name="Haar")
    due = clock.today() + timedelta(days=9)
    participation = learning.assign(
        mandate.person, parts[0], mandate=mandate, by=by, due_on=due
    )

    said = explain(participation)

    (reason,) = said.reasons
    assert (reason.by, reason.due_on) == ("Hanne Haar", due)
    assert (said.due_on, said.is_late, said.was_extended) == (due, False, False)


@db
def test_the_trajectory_to_which_it_belongs_is_named(way, parts):
    part = learning.register(way.learner, parts[0], mandate=way.mandate)

    assert [one.title for one in explain(part).trajectories] == ["Traject"]


@db
def test_what_was_completed_is_explained_by_the_rule_of_that_day(
    way, trajectory, parts
):
    for part in parts:
        finished(learning.register(way.learner, part))
    learning.set_requirements(trajectory, AllOf((Needs(an_activity().key),)))
    way.refresh_from_db()

    said = explain(way)

    assert said.is_completed
    assert said.is_met
    assert said.version.number == 1
    assert said.next_steps == []


@db
def test_others_see_no_lessons_and_nothing_inside_a_dilemma():
    nothing = Seen(
        participations=frozenset(), activities=frozenset(), entities=frozenset()
    )
    lessons = [an_activity(ActivityKind.LESSON, title=f"Les {n}") for n in range(3)]
    course = an_activity(requires=lessons)
    scenario = an_activity(ActivityKind.DILEMMA)
    module = an_activity(ActivityKind.DILEMMA, requires=[scenario])
    mandate = MandateFactory()
    said = [
        explain(asked(mandate, activity)).seen_by(nothing)
        for activity in (course, module)
    ]

    assert [(one.whole, one.own) for one in said] == [(None, None)] * 2
    assert [one.parts_asked for one in said] == [3, 0]


@db
@pytest.mark.parametrize("number", [2, 9])
def test_explaining_costs_the_same_however_many_parts(number):
    parts = [an_activity(title=f"Deel {n}") for n in range(number)]
    trajectory = an_activity(ActivityKind.TRAJECTORY, requires=parts)
    mandate = MandateFactory()
    way = learning.register(mandate.person, trajectory, mandate=mandate)
    for part in parts[1:]:
        finished(learning.register(mandate.person, part, mandate=mandate))
    way = Participation.objects.with_record().get(pk=way.pk)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        explain(way)

    assert len(queries) == 8
