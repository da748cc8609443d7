"""Whom it is recommended to: read of what a page knows of somebody anyway."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cms_site.catalogue.facets import EVERYONE, Entry
from cms_site.catalogue.offer import Offer
from lms.learning.models import Participation

from .rule import Learner, Recommendation, recommend
from .wording import names_of, sentences_of


@dataclass(frozen=True, slots=True)
class Advice:
    """An entry of the offer, with why in words."""

    entry: Entry
    reasons: tuple[str, ...]


def recommended_to(
    offer: Offer,
    participations: Iterable[Participation],
    *,
    roles: Collection[str],
    next_steps: Mapping[int, str],
    leave_out: Collection[int] = (),
    most: int,
) -> list[Advice]:
    """What to recommend to somebody who takes part in these.

    ``roles`` are slugs; ``next_steps`` the next step of each trajectory, with its title;
    ``leave_out`` what the page shows already.
    """
    standing = list(participations)
    done = {each.activity_id for each in standing if each.is_completed}
    learner = Learner(
        roles=tuple(roles),
        done=done,
        taken_up={*leave_out, *(each.activity_id for each in standing)},
        closed=_closed(offer, done),
        next_steps=next_steps,
        follow_ups={
            pk: needs[-1][1]
            for pk, needs in offer.needs.items()
            if all(needed in done for needed, _title in needs)
        },
    )
    return _in_words(recommend(offer.entries, learner, most=most), offer)


def for_roles(offer: Offer, roles: Collection[str], *, most: int) -> list[Advice]:
    """What to recommend to somebody of whom only the chosen roles are known."""
    learner = Learner(
        roles=tuple(role for role in sorted(roles) if role != EVERYONE),
        closed=_closed(offer, set()),
    )
    return _in_words(recommend(offer.entries, learner, most=most), offer)


def _closed(offer: Offer, done: Collection[int]) -> set[int]:
    """What waits for something that is not done yet."""
    return {
        pk
        for pk, needs in offer.needs.items()
        if any(needed not in done for needed, _title in needs)
    }


def _in_words(found: Iterable[Recommendation], offer: Offer) -> list[Advice]:
    names = names_of(offer)
    return [Advice(each.entry, sentences_of(each.reason, names)) for each in found]
