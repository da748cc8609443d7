"""The trajectories, with the sessions and the assignment that they ask for."""

from typing import Any, TypeVar

from certification.enums import GroupRule
from certification.models import TrainerLedPage, TrajectoryPage
from cms_site.models import CataloguePage
from courses.models import SessionPage
from lms.learning.models import LearningActivity

from .assignments import an_assignment
from .describing import Vocabulary
from .pages import add
from .reading import Data, read
from .streams import paragraphs

AnyPage = TypeVar("AnyPage", SessionPage, TrainerLedPage)

# What a content file may say of the certificate and its renewal.
TERMS = (
    "layout",
    "validity_months",
    "renewal_months",
    "renewal_basis",
    "after_expiry",
    "renewal_text",
    "certificate_text",
)
RULES = {
    "minimum": GroupRule.AT_LEAST,
    "minutes": GroupRule.HOURS,
    "points": GroupRule.POINTS,
}


def load_trajectories() -> None:
    """What a trainer leads first, then the trajectories that ask for it."""
    catalogue = CataloguePage.objects.get()
    words = Vocabulary()
    data = read("trajectory.toml")
    for activity in data["activities"]:
        make = _maker(activity)
        add(catalogue, make(activity, words))
    activities = {
        activity.code: activity
        for activity in LearningActivity.objects.exclude(code="")
    }
    for each in (data, read("leading.toml")):
        add(catalogue, _trajectory(each, words, activities))


def _trajectory(
    data: Data, words: Vocabulary, activities: dict[str, LearningActivity]
) -> TrajectoryPage:
    page = TrajectoryPage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        subtitle=data["subtitle"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=data.get("duration_minutes") or _minutes(data["groups"]),
        body=paragraphs(data["key"], data["description"]),
        requirements=[("group", _group(each, activities)) for each in data["groups"]],
        refresher=[("group", _group(each, activities)) for each in data["refresher"]],
        **{name: data[name] for name in TERMS if name in data},
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    return page


def _minutes(groups: list[Data]) -> int:
    """Of what the first parts of each group last, as many as it asks."""
    return sum(
        requirement["duration_minutes"]
        for group in groups
        for requirement in group["requirements"][: group.get("minimum")]
    )


def _maker(activity: Data) -> Any:
    """By what an activity has: dates are of a session, criteria of an assignment."""
    if "dates" in activity:
        return _session
    return an_assignment if "criteria" in activity else _trainer_led


def _trainer_led(data: Data, words: Vocabulary) -> TrainerLedPage:
    return _described(TrainerLedPage(trainer_form=data["form"]), data, words)


def _session(data: Data, words: Vocabulary) -> SessionPage:
    """Its dates are planned when all of the demo is there (``sessions.py``)."""
    return _described(SessionPage(attests=data["attests"]), data, words)


def _described(page: AnyPage, data: Data, words: Vocabulary) -> AnyPage:
    """What both kinds of page say of themselves."""
    page.slug, page.code, page.title = data["slug"], data["code"], data["title"]
    page.summary = page.search_description = data["summary"]
    page.duration_minutes = data["duration_minutes"]
    page.body = paragraphs(f"activities/{data['slug']}", data["body"])
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    return page


def _group(data: Data, activities: dict[str, LearningActivity]) -> Data:
    """A group as the editor holds it. Its amount is named by what it counts."""
    asked = next((key for key in RULES if key in data), None)
    return {
        "title": data["title"],
        "introduction": data.get("introduction", ""),
        "rule": RULES[asked] if asked else GroupRule.ALL,
        "amount": data[asked] if asked else None,
        "parts": [_part(each, activities) for each in data["requirements"]],
    }


def _part(
    data: Data, activities: dict[str, LearningActivity]
) -> tuple[str, dict[str, Any]]:
    if "requirements" in data:
        return "group", _group(data, activities)
    activity = activities[data["code"]]
    return "activity", {"activity": activity, "worth": data.get("worth")}
