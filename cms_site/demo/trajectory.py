"""The trajectory, with its sessions and its assignment."""

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


def load_trajectory() -> None:
    """What a trainer leads first, then the trajectory that asks for it."""
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
    page = TrajectoryPage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        subtitle=data["subtitle"],
        summary=data["summary"],
        search_description=data["summary"],
        duration_minutes=sum(
            requirement["duration_minutes"]
            for group in data["groups"]
            for requirement in group["requirements"][: group.get("minimum")]
        ),
        body=paragraphs("trajectory", data["description"]),
        validity_months=data["validity_months"],
        renewal_months=data["renewal_months"],
        renewal_text=data["renewal_text"],
        certificate_text=data["certificate_text"],
        requirements=[("group", _group(group, activities)) for group in data["groups"]],
        refresher=[
            ("group", _refresher(each, activities)) for each in data["refresher"]
        ],
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    add(catalogue, page)


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


def _refresher(data: Data, activities: dict[str, LearningActivity]) -> Data:
    requirements = [{"code": code} for code in data["codes"]]
    return _group({**data, "requirements": requirements}, activities)


def _group(data: Data, activities: dict[str, LearningActivity]) -> Data:
    return {
        "title": data["title"],
        "introduction": data["introduction"],
        "rule": GroupRule.AT_LEAST if "minimum" in data else GroupRule.ALL,
        "amount": data.get("minimum"),
        "parts": [
            ("activity", {"activity": activities[requirement["code"]]})
            for requirement in data["requirements"]
        ],
    }
