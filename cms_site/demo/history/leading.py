"""Who follows the trajectory for leidinggevenden, and what counts for one of them from elsewhere."""

from datetime import datetime, timedelta
from random import Random

from cms_site.demo.reading import Data, read
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.organisation.models import Mandate

from .acts import Actor
from .offer import LEADING, Offer

LEADS = "leidinggevende"


def load_leading(*, reviewer: str) -> None:
    """Each follower registers, does some of it on the days after, and is exempted or not."""
    offer = Offer.read()
    by = User.objects.get(email=reviewer)
    for data in read("leading.toml")["followers"]:
        mandate = Mandate.objects.select_related("person").get(
            person__email=data["who"], role__slug=LEADS, valid_to=None
        )
        actor = Actor(
            person=mandate.person,
            mandate=mandate,
            dice=Random(data["who"]),  # noqa: S311 (a story, not a secret)
            offer=offer,
        )
        _follow(actor, data)
        if "exempt" in data:
            _exempt(actor, data["exempt"], by)


def _follow(actor: Actor, data: Data) -> None:
    acts = [actor.joins(LEADING)]
    for code in data["courses"]:
        acts += actor.does_course(code)
    acts += [actor.plays(slug) for slug in data["dilemmas"]]
    between = timedelta(days=data["days"]) / (len(acts) + 1)
    for number, act in enumerate(acts):
        with clock.at(_moment(data["days"]) + number * between):
            act()


def _exempt(actor: Actor, data: Data, reviewer: User) -> None:
    with clock.at(_moment(data["days"])):
        learning.exempt(
            actor.person,
            actor.offer.activities[data["code"]],
            by=reviewer,
            at=_moment(data["counts_from"]),
            mandate=actor.mandate,
            reason=data["reason"],
            proof=learning.Proof(text=data["proof"]),
        )


def _moment(days: int) -> datetime:
    """In the morning, so many days ago."""
    day = clock.today() - timedelta(days=days)
    return clock.start_of(day) + timedelta(hours=10)
