"""The trajectory, with its sessions and its assignment."""

from certification.enums import GroupRule
from certification.models import (
    RequirementGroup,
    RequirementItem,
    TrainerLedPage,
    TrajectoryPage,
)
from cms_site.models import CataloguePage
from lms.learning.models import LearningActivity

from .describing import Vocabulary
from .pages import add
from .reading import Data, read
from .streams import paragraphs


def load_trajectory() -> None:
    """What a trainer leads first, then the trajectory that asks for it."""
    catalogue = CataloguePage.objects.get()
    words = Vocabulary()
    data = read("trajectory.toml")
    for activity in data["activities"]:
        add(catalogue, _trainer_led(activity, words))
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
        refresher=[
            ("group", _refresher(each, activities)) for each in data["refresher"]
        ],
        groups=[_group(group, activities) for group in data["groups"]],
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    add(catalogue, page)


def _trainer_led(data: Data, words: Vocabulary) -> TrainerLedPage:
    page = TrainerLedPage(
        slug=data["slug"],
        code=data["code"],
        title=data["title"],
        summary=data["summary"],
        search_description=data["summary"],
        trainer_form=data["form"],
        duration_minutes=data["duration_minutes"],
        body=paragraphs(f"activities/{data['slug']}", data["body"]),
    )
    page.terms = words.terms(data)
    page.roles = words.roles(data["roles"])
    return page


def _refresher(data: Data, activities: dict[str, LearningActivity]) -> Data:
    return {
        "title": data["title"],
        "introduction": data["introduction"],
        "minimum": data.get("minimum"),
        "activities": [activities[code] for code in data["codes"]],
    }


def _group(data: Data, activities: dict[str, LearningActivity]) -> RequirementGroup:
    return RequirementGroup(
        title=data["title"],
        introduction=data["introduction"],
        rule=GroupRule.AT_LEAST if "minimum" in data else GroupRule.ALL,
        minimum=data.get("minimum"),
        items=[
            RequirementItem(activity=activities[requirement["code"]])
            for requirement in data["requirements"]
        ],
    )
