"""Asking a survey, handing in a sheet, and taking sheets up five at a time.

Nothing of it is an xAPI statement: a survey is about the course, not about who took it.
"""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.exceptions import AlreadyAnswered, NothingWritten, NotReady
from courses.models import (
    Survey,
    SurveyBundle,
    SurveyEdition,
    SurveyMark,
    SurveySheet,
)
from courses.models.surveys import BUNDLE
from lms.common import clock
from lms.learning.operations.ledger import lock

from .questions import Answers, content_of, fingerprint, questions_of

_LOT: Final = secrets.SystemRandom()


def edition_of(survey: Survey) -> SurveyEdition:
    """The questions as they stand, kept for ever once somebody answers them."""
    content = content_of(survey.questions.raw_data)
    known = survey.editions.filter(fingerprint=fingerprint(content)).first()
    return known or _new_edition(survey.pk, content)


@transaction.atomic
def _new_edition(survey_id: int, content: list[dict[str, object]]) -> SurveyEdition:
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey_id)
    last = survey.editions.aggregate(last=Max("number"))["last"] or 0
    edition, _created = survey.editions.get_or_create(
        fingerprint=fingerprint(content),
        defaults={"number": last + 1, "content": content, "made_at": clock.now()},
    )
    return edition


@transaction.atomic
def hand_in(participation_id: int, survey: Survey, answers: Answers) -> None:
    """Keep what somebody answers after a course, and apart from it that they did.

    The sheet names no person and no moment, and the mark no sheet. Raises
    ``NothingWritten`` for an empty sheet, ``NotReady`` before the course is completed,
    ``AlreadyAnswered`` the second time.
    """
    given = {key: values for key, values in answers.items() if values}
    if not given:
        raise NothingWritten(_("Answer at least one question, or leave the page."))
    participation = lock(participation_id)
    if not participation.is_completed:
        raise NotReady(_("You can answer this once you have completed the course."))
    _mark, created = SurveyMark.objects.get_or_create(participation=participation)
    if not created:
        raise AlreadyAnswered(_("You have already answered these questions."))
    SurveySheet.objects.create(
        course_id=participation.activity_id, edition=edition_of(survey), answers=given
    )


def release_sheets(now: datetime) -> int:
    """Take up the sheets of which five wait; answers how many sheets it were."""
    return sum(
        _release(course_id, edition_id, now)
        for course_id, edition_id in SurveySheet.objects.enough(BUNDLE)
    )


@transaction.atomic
def _release(course_id: int, edition_id: int, now: datetime) -> int:
    """Draw as many fives as there are by lot, add them up, and delete the sheets."""
    editions = SurveyEdition.objects.select_for_update(no_key=True)
    edition = editions.get(pk=edition_id)
    waiting = list(
        SurveySheet.objects.filter(course=course_id, edition=edition).order_by("pk")
    )
    drawn = _LOT.sample(waiting, len(waiting) // BUNDLE * BUNDLE)
    if not drawn:
        return 0  # another tick was first
    SurveyBundle.objects.create(
        course_id=course_id,
        edition=edition,
        people=len(drawn),
        counts=_counts(edition, drawn),
        texts=_texts(edition, drawn),
        released_on=clock.local_date(now),
    )
    SurveySheet.objects.filter(pk__in=[sheet.pk for sheet in drawn]).delete()
    return len(drawn)


def _counts(
    edition: SurveyEdition, sheets: list[SurveySheet]
) -> dict[str, dict[str, int]]:
    return {
        question.key: dict(
            Counter(
                option.key
                for option in question.options
                for sheet in sheets
                if option.key in sheet.answers.get(question.key, ())
            )
        )
        for question in questions_of(edition.content)
        if not question.is_open
    }


def _texts(edition: SurveyEdition, sheets: list[SurveySheet]) -> dict[str, list[str]]:
    """What was said, each question in an order of its own."""
    told = {}
    for question in questions_of(edition.content):
        if question.is_open:
            said = [
                text for each in sheets for text in each.answers.get(question.key, ())
            ]
            told[question.key] = _LOT.sample(said, len(said))
    return told
