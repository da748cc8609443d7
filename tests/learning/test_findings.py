"""What is found in a requirement tree: plain values, no database."""

from uuid import uuid4

import pytest
from hypothesis import given

from lms.learning.findings import Finding, Part, Problem, findings
from lms.learning.rules import (
    AllOf,
    AtLeast,
    Hours,
    Needs,
    Points,
    Worth,
    all_done,
    reach,
)

from .test_rules import FOUR, MINUTES, A, B, C, D, rules

OFFER = {needs.activity: Part(minutes=MINUTES[needs]) for needs in FOUR}


def problems(*parts, **given_):
    return [one.problem for one in findings(AllOf(parts), OFFER, **given_)]


@pytest.mark.parametrize(
    ("group", "problem"),
    [
        (AllOf(()), Problem.EMPTY),
        (AtLeast(3, (A, B)), Problem.UNREACHABLE),
        (AtLeast(2, (A, AllOf(()))), Problem.EMPTY),
        (Hours(86, (A, B, C)), Problem.UNREACHABLE),
        (Points(4, (Worth(1, A), Worth(2, B))), Problem.UNREACHABLE),
        (AtLeast(0, (A, B)), Problem.CONTRADICTORY),
        (Points(1, (Worth(0, A), Worth(2, B))), Problem.CONTRADICTORY),
        (AllOf((A, B, A)), Problem.TWICE),
        (AllOf((AllOf((AllOf((AllOf((A,)),)),)),)), Problem.TOO_DEEP),
    ],
)
def test_what_nobody_could_complete_is_an_error(group, problem):
    found = findings(AllOf((group,)), OFFER)

    assert problem in [one.problem for one in found if one.is_error]


def test_what_is_asked_and_what_can_be_had_are_told():
    (found,) = findings(AllOf((Hours(86, (A, AllOf((B, C))), "Uren"),)), OFFER)

    assert found == Finding(
        problem=Problem.UNREACHABLE, group="Uren", unit="minutes", asked=86, have=85
    )


def test_an_activity_that_is_not_offered_or_unknown_is_an_error():
    withdrawn = {**OFFER, A.activity: Part(minutes=5, is_offered=False)}
    unknown = Needs(uuid4())

    found = findings(AllOf((AllOf((A, unknown, B), "Kern"),)), withdrawn)

    assert [(one.problem, one.activity) for one in found] == [
        (Problem.UNPUBLISHED, A.activity),
        (Problem.UNPUBLISHED, unknown.activity),
    ]


def test_what_leads_back_to_the_tree_is_an_error():
    assert problems(A, B, circle={B.activity}) == [Problem.CIRCLE]


@pytest.mark.parametrize(
    ("group", "problem"),
    [
        (AtLeast(2, (B, C)), Problem.ALL_AFTER_ALL),
        (AtLeast(1, (A, B)), Problem.DECIDED),
        (Hours(40, (A, B)), Problem.DECIDED),
        (Hours(40, (B, AtLeast(1, (C, D)))), Problem.NOT_ASKED),
        (AtLeast(2, (A, B, C)), Problem.COUNTS_TWICE),
        (AllOf((AtLeast(1, (B, C), "Kies"), AllOf((D,), "Kies"))), Problem.SAME_TITLE),
    ],
)
def test_what_the_author_may_not_have_meant_is_advice(group, problem):
    found = findings(AllOf((A, group)), OFFER)

    assert problem in [one.problem for one in found]
    assert not any(one.is_error for one in found)


def test_a_sound_tree_has_no_findings():
    assert problems(A, AtLeast(1, (B, C)), Hours(30, (D,))) == []


@given(rules)
def test_without_an_error_everything_done_completes_it(rule):
    found = findings(AllOf((rule,)), OFFER)
    everything = all_done(OFFER, {needs.activity: MINUTES[needs] for needs in FOUR})

    if not any(one.is_error for one in found):
        assert reach(rule, everything).completed
