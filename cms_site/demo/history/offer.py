"""The offer as the history needs it: read once, known by code."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from courses.models import CoursePage, LessonPage
from dilemmas.models import ScenarioPage
from lms.learning.models import LearningActivity

TRAJECTORY = "TR-01"
LEADING = "TR-02"
CORE = ("EL-01", "EL-02", "EL-03", "EL-04", "EL-05")
ELECTIVES = ("EL-08", "EL-09", "EL-10", "EL-11")
PRACTICE = "OEF-04"
SESSION = "SES-06"
ASSIGNMENT = "OPD-07"
DILEMMA = "de-mand-van-de-leverancier"
MODULE_OF_DILEMMAS = "DIL"
GIFTS = "EL-G2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Activities by code; lessons by the code of their course; scenarios by slug."""

    activities: dict[str, LearningActivity]
    lessons: dict[str, list[LessonPage]]
    lesson_activities: dict[int, LearningActivity]
    scenarios: dict[str, ScenarioPage]
    scenario_of: dict[int, ScenarioPage]
    recommended: dict[str, list[str]]

    @classmethod
    def read(cls) -> Self:
        by_key = {each.key: each for each in LearningActivity.objects.all()}
        codes = {page.path: page.code for page in CoursePage.objects.all()}
        lessons: dict[str, list[LessonPage]] = defaultdict(list)
        lesson_activities = {}
        for lesson in LessonPage.objects.order_by("path"):
            lessons[codes[lesson.course_path]].append(lesson)
            lesson_activities[lesson.pk] = by_key[lesson.translation_key]
        scenarios = list(ScenarioPage.objects.all())
        recommended: dict[str, list[str]] = defaultdict(list)
        for slug, code in (
            LearningActivity.objects.filter(code__in=codes.values())
            .exclude(roles=None)
            .order_by("code")
            .values_list("roles__slug", "code")
        ):
            recommended[slug].append(code)
        return cls(
            activities={each.code: each for each in by_key.values() if each.code},
            lessons=dict(lessons),
            lesson_activities=lesson_activities,
            scenarios={page.slug: page for page in scenarios},
            scenario_of={by_key[page.translation_key].pk: page for page in scenarios},
            recommended=dict(recommended),
        )
