"""A survey is answered by nobody in particular, and read as sums of at least five."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from courses import operations
from courses.exceptions import AlreadyAnswered, NothingWritten, NotReady
from courses.models import (
    Survey,
    SurveyBundle,
    SurveyEdition,
    SurveyMark,
    SurveySheet,
)
from courses.surveys.operations import edition_of, hand_in, release_sheets
from courses.surveys.questions import content_of
from courses.surveys.results import result_of
from lms.common import clock
from lms.learning.models import Participation
from lms.xapi.models import StoredStatement
from tests.courses.player import activity_of, in_, join, text_of
from tests.factories.accounts import UserFactory
from tests.factories.courses import a_course, a_text, lessons_of

pytestmark = pytest.mark.django_db

SCALE, PACE, HELPED, OPEN = (str(UUID(int=number)) for number in range(1, 5))
TOO_SLOW, GOOD = (str(UUID(int=number)) for number in range(11, 13))
CASES, QUESTIONS = (str(UUID(int=number)) for number in range(21, 23))


def item(key, text):
    return {"type": "item", "id": key, "value": {"text": text}}


@pytest.fixture
def survey():
    one = Survey(title="Wat vond je ervan?")
    one.questions = one.questions.stream_block.to_python(
        [
            {
                "type": "scale",
                "id": SCALE,
                "value": {"text": "Bruikbaar?", "low": "niet", "high": "heel"},
            },
            {
                "type": "choice",
                "id": PACE,
                "value": {
                    "text": "Het tempo?",
                    "options": [item(TOO_SLOW, "Te traag"), item(GOOD, "Goed")],
                },
            },
            {
                "type": "choices",
                "id": HELPED,
                "value": {
                    "text": "Wat hielp?",
                    "options": [item(CASES, "Gevallen"), item(QUESTIONS, "Vragen")],
                },
            },
            {"type": "open", "id": OPEN, "value": {"text": "Wat zou jij veranderen?"}},
        ]
    )
    one.save()
    return one


@pytest.fixture
def asking(survey):
    """A published course with the survey."""
    return a_course([a_text()], survey=survey)


def complete(learner, course):
    taking_part = join(learner, course)
    for lesson in lessons_of(course):
        part = operations.open_lesson(taking_part.pk, activity_of(lesson))
        operations.complete_lesson(part.pk, lesson)
    return in_(learner, course)


def sheet(step="4", text=""):
    return {
        SCALE: [step],
        PACE: [GOOD],
        HELPED: [CASES, QUESTIONS],
        OPEN: [text] if text else [],
    }


def give_sheets(course, survey, number, **answers):
    for _each in range(number):
        taking_part = complete(UserFactory(), course)
        hand_in(taking_part.pk, survey, sheet(**answers))


def test_a_sheet_names_no_person_and_no_moment(asking, survey):
    give_sheets(asking, survey, 1)

    told = {field.name for field in SurveySheet._meta.get_fields()}
    assert told == {"id", "course", "edition", "answers"}
    assert not any(
        isinstance(value, datetime)
        for value in vars(SurveySheet.objects.get()).values()
    )
    assert {field.name for field in SurveyMark._meta.get_fields()} == {"participation"}
    # A number of its own would lay the order of marks beside that of sheets.
    assert SurveyMark._meta.pk.name == "participation"
    assert not StoredStatement.objects.filter(payload__icontains="bevraging").exists()


def test_nothing_refers_to_a_sheet_or_a_bundle():
    every = [
        *SurveySheet._meta.related_objects,
        *SurveyBundle._meta.related_objects,
    ]
    assert every == []
    people = {Participation, Participation._meta.get_field("learner").related_model}
    for model in (SurveySheet, SurveyBundle):
        related = {field.related_model for field in model._meta.get_fields()}
        assert not related & people


def test_four_sheets_wait_and_the_fifth_takes_all_up(asking, survey):
    give_sheets(asking, survey, 4, step="5", text="Meer tijd.")
    assert release_sheets(clock.now()) == 0

    give_sheets(asking, survey, 1, step="1")
    assert release_sheets(clock.now()) == 5
    assert release_sheets(clock.now()) == 0

    assert not SurveySheet.objects.exists()
    result = result_of(SurveyEdition.objects.get(), SurveyBundle.objects.all())
    assert result.people == 5
    scale, pace, helped, said = result.questions
    assert [share.people for share in scale.shares] == [1, 0, 0, 0, 4]
    assert [share.percent for share in pace.shares] == [0, 100]
    assert [share.people for share in helped.shares] == [5, 5]
    assert said.texts == ("Meer tijd.",) * 4


def test_what_differs_between_two_moments_is_always_of_five(asking, survey):
    seen = [0]
    for number in (3, 4, 5, 6):
        give_sheets(asking, survey, number)
        release_sheets(clock.now())
        seen.append(sum(bundle.people for bundle in SurveyBundle.objects.all()))

    assert seen == [0, 0, 5, 10, 15]
    assert SurveySheet.objects.count() == 3


def test_who_stays_behind_is_drawn_by_lot(asking, survey):
    """The sixth is not always the one that waits: what left tells of nobody."""
    left = set()
    for _attempt in range(12):
        SurveySheet.objects.all().delete()
        for number in range(6):
            SurveySheet.objects.create(
                course=activity_of(asking),
                edition=edition_of(survey),
                answers={OPEN: [str(number)]},
            )
        release_sheets(clock.now())
        left.add(SurveySheet.objects.get().answers[OPEN][0])
    assert len(left) > 1


def test_courses_and_editions_wait_each_for_their_own_five(asking, survey):
    other = a_course([a_text()], slug="andere", survey=survey)
    give_sheets(asking, survey, 3)
    give_sheets(other, survey, 3)
    assert release_sheets(clock.now()) == 0

    changed = survey.questions.raw_data
    changed[0]["value"]["text"] = "Hoe bruikbaar?"
    survey.save()
    survey.refresh_from_db()
    give_sheets(asking, survey, 2)

    assert release_sheets(clock.now()) == 0
    assert [one.number for one in SurveyEdition.objects.order_by("number")] == [1, 2]


def test_changing_a_title_makes_no_edition(asking, survey):
    first = edition_of(survey)
    survey.title = "Anders"
    survey.save()
    assert edition_of(survey) == first
    assert first.content == content_of(survey.questions.raw_data)


def test_nobody_answers_twice_nor_before_completing(asking, survey, learner):
    join(learner, asking)
    with pytest.raises(NotReady):
        hand_in(in_(learner, asking).pk, survey, sheet())
    taking_part = complete(learner, asking)
    with pytest.raises(NothingWritten):
        hand_in(taking_part.pk, survey, {OPEN: []})
    hand_in(taking_part.pk, survey, sheet())
    with pytest.raises(AlreadyAnswered):
        hand_in(taking_part.pk, survey, sheet())
    assert SurveySheet.objects.count() == 1


def answer_page(course):
    return reverse("courses:survey", args=[course.pk])


def test_a_survey_is_offered_once_the_course_is_complete_and_until_it_is_answered(
    reader, learner, asking, survey
):
    join(learner, asking)
    assert answer_page(asking) not in text_of(reader.get(asking.url))
    assert reader.get(answer_page(asking)).status_code == 302
    complete(learner, asking)
    assert answer_page(asking) in text_of(reader.get(asking.url))

    page = text_of(reader.get(answer_page(asking)))
    edition = re.search(r'name="edition" value="(\w+)"', page)[1]
    data = {"edition": edition, SCALE: "5", HELPED: [CASES], OPEN: "Meer gevallen."}
    done = reader.post(answer_page(asking), data, follow=True)

    assert done.redirect_chain[-1][0] == asking.url
    assert answer_page(asking) not in text_of(reader.get(asking.url))
    assert SurveySheet.objects.get().answers == {
        SCALE: ["5"],
        HELPED: [CASES],
        OPEN: ["Meer gevallen."],
    }
    assert reader.post(answer_page(asking), data).status_code == 302
    assert SurveySheet.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({SCALE: "9"}, 400),
        ({OPEN: "x" * 1001}, 400),
        ({"edition": "oud"}, 409),
    ],
)
def test_a_refused_sheet_comes_back_and_stores_nothing(
    reader, learner, asking, survey, data, status
):
    join(learner, asking)
    complete(learner, asking)
    edition = edition_of(survey).fingerprint

    answer = reader.post(answer_page(asking), {"edition": edition} | data)

    assert answer.status_code == status
    assert not SurveySheet.objects.exists()
    assert not SurveyMark.objects.exists()


def test_who_was_signed_out_sees_what_was_filled_in(client, asking):
    answer = client.post(answer_page(asking), {OPEN: "Meer tijd."})
    assert answer.status_code == 403
    assert "Meer tijd." in text_of(answer)
    assert "Meer tijd." not in str(answer.cookies)
    assert client.get(answer_page(asking)).status_code == 302


def test_trainers_see_sums_of_their_own_courses(admin_client, client, asking, survey):
    give_sheets(asking, survey, 7, text="Een eigen woord.")
    address = reverse("courses_survey_results", args=[survey.pk])
    assert "Een eigen woord." not in text_of(admin_client.get(address))

    release_sheets(clock.now())

    page = text_of(admin_client.get(address))
    assert page.count("Een eigen woord.") == 5
    client.force_login(UserFactory())
    assert client.get(address).status_code == 302


def test_a_survey_that_was_answered_stays(asking, survey):
    edition_of(survey)
    with pytest.raises(ProtectedError):
        survey.delete()
