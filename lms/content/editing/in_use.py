"""What leans on a page that somebody is about to delete, or takes offline."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from lms.content.models import ActivityPage
from lms.learning.enums import REPORTED_KINDS, ActivityKind
from lms.learning.models import LearningActivity, Participation


def warn_of_use(request: HttpRequest, page: Page) -> None:
    """Say it to who does that; nothing is kept from them."""
    if not issubclass(page.specific_class or Page, ActivityPage):
        return
    known = LearningActivity.objects.filter(
        key=page.translation_key, kind__in=REPORTED_KINDS
    )
    if activity := known.first():
        for sentence in _leaning_on(activity):
            messages.warning(request, sentence)


def _leaning_on(activity: LearningActivity) -> Iterator[str]:
    people = Participation.objects.filter(activity=activity).open().count()
    if people:
        yield ngettext(
            "%(people)s person is under way in “%(title)s”. What they did stays, but "
            "they can no longer open it.",
            "%(people)s people are under way in “%(title)s”. What they did stays, but "
            "they can no longer open it.",
            people,
        ) % {"people": people, "title": activity.title}
    asking = LearningActivity.objects.filter(
        kind=ActivityKind.TRAJECTORY,
        is_offered=True,
        requirement_trees__is_current=True,
        requirement_trees__nodes__activity=activity,
    )
    for trajectory in asking.distinct():
        yield _(
            "“%(trajectory)s” asks for “%(title)s”. Change that trajectory first: who "
            "has yet to do this can no longer do it."
        ) % {"trajectory": trajectory.title, "title": activity.title}
