"""Two trainers, two tabs: one decision, one round, and the other one hears it."""

import pytest

from courses.assignments import drafts
from courses.assignments.judging import Verdict, criteria_of, judge
from courses.enums import Decision
from courses.exceptions import AlreadyReviewed, HandedIn
from courses.models import Submission, SubmissionReview
from lms.learning.models import Completion
from tests.threads import at_the_same_time

pytestmark = [pytest.mark.rules, pytest.mark.django_db(transaction=True)]


def test_one_of_many_decisions_counts(part, page, make_trainer):
    trainers = [make_trainer() for _number in range(4)]
    drafts.save_text(part.pk, "Het verslag.")

    errors = at_the_same_time(*[lambda: drafts.hand_in(part.pk, page)] * 3)
    assert [type(each) for each in errors] == [HandedIn] * 2

    first = Submission.objects.get()
    met = [key for key, _text in criteria_of(page)]
    verdicts = [
        Verdict(decision=Decision.ACCEPTED, met=met),
        Verdict(decision=Decision.RETURNED, feedback="Nog eens."),
    ] * 2
    errors = at_the_same_time(
        *[
            lambda verdict=verdict, by=by: judge(first.pk, verdict, by=by)
            for verdict, by in zip(verdicts, trainers, strict=True)
        ]
    )

    assert [type(each) for each in errors] == [AlreadyReviewed] * 3
    accepted = SubmissionReview.objects.get().is_accepted
    assert Completion.objects.count() == int(accepted)
    assert Submission.objects.count() == (1 if accepted else 2)
