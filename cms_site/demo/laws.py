"""The laws, the courses that lean on them, and when these are looked over."""

from datetime import date, timedelta

from courses.models import CoursePage
from lms.accounts.models import User
from lms.common import clock
from lms.content.models import Law, LawVersion
from lms.content.operations import set_upkeep

from .reading import Data, read

TRAINER = "trainer@voorbeeld.test"
# Counted from the day on which the demo is loaded: one is late, one comes up.
REVIEW_IN_DAYS = {"de-klokkenluidersregeling": -20, "grensoverschrijdend-gedrag": 45}


def load_laws() -> None:
    """Every law with its versions, and the tags and dates of courses."""
    tagged: dict[str, list[LawVersion]] = {}
    for data in read("laws.toml")["laws"]:
        law = Law.objects.create(
            short_name=data["short_name"],
            name=data.get("name", ""),
            note=data.get("note", ""),
        )
        for version in data["versions"]:
            made = _version(law, version)
            for slug in version["pages"]:
                tagged.setdefault(slug, []).append(made)
    trainer = User.objects.get(email=TRAINER)
    for course in CoursePage.objects.filter(slug__in=tagged):
        days = REVIEW_IN_DAYS.get(course.slug)
        set_upkeep(
            course,
            review_by=clock.today() + timedelta(days=days) if days else None,
            owner=trainer,
            laws=tagged[course.slug],
        )


def _version(law: Law, data: Data) -> LawVersion:
    return LawVersion.objects.create(
        law=law,
        name=data["name"],
        in_force_from=_day(data, "from"),
        in_force_until=_day(data, "until"),
        note=data.get("note", ""),
    )


def _day(data: Data, name: str) -> date | None:
    return date.fromisoformat(data[name]) if name in data else None
