"""What the attacker tries.

A *direct* attempt takes something that differs between people (time, requests, bytes),
lays it beside what the paths of the scenario differ in (words, steps), and guesses each
choice by how often paths of that length have it.

A *waiting* attempt reckons who is likely to be among whom: everybody whose play ended
before a release may be in it. It guesses of each person what was chosen in the releases
since, each as heavy as the chance that this person was in it.

A *linking* attempt does so too, and puts people and pseudonyms in two orders beside
each other: who took longest has the longest path, who came first comes first, and so on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import exp

from tests.dilemmas.attack.attacker import Attacker, Pseudonym, Release
from tests.dilemmas.attack.published import Item, Scores

# How far apart two places in two orders may lie that are taken for one, as a part of all.
REACH = 0.1


@dataclass(frozen=True)
class Attempt:
    """A guess at every choice of everybody; people in the order in which they ended."""

    name: str
    guesses: Mapping[str, Scores]


def direct(attacker: Attacker) -> list[Attempt]:
    """One for each feature, and one for all of them together."""
    features = attacker.features()
    ranks = {name: quantiles(values) for name, (_, values) in features.items()}
    measures = {name: measure for name, (measure, _) in features.items()}
    ranks["all together"] = quantiles(_together(attacker, ranks))
    measures["all together"] = "words"
    return [
        Attempt(
            f"direct: {name}",
            {
                who: attacker.published.expected(measures[name], rank)
                for who, rank in ranks[name].items()
            },
        )
        for name in ranks
    ]


def waiting(attacker: Attacker) -> list[Attempt]:
    """By the lot, as it is drawn; and as if who came first, or last, were released."""
    beliefs = {
        "the lot": by_lot(attacker),
        "who came first leaves first": _in_turn(attacker),
        "who came last leaves": _at_once(attacker),
    }
    return [
        Attempt(f"waiting: {name}", _weighed(attacker, belief, lambda *_: 1.0))
        for name, belief in beliefs.items()
    ]


def linking(attacker: Attacker) -> list[Attempt]:
    """Orders of people beside orders of pseudonyms."""
    features = attacker.features()
    ranks = {name: quantiles(values) for name, (_, values) in features.items()}
    length: Callable = lambda one: attacker.published.length(one.chosen)  # noqa: E731
    steps: Callable = lambda one: len(one.chosen)  # noqa: E731
    ids = {who: min(one["id"] for one in attacker.told[who]) for who in attacker.people}
    registrations = {
        who: attacker.said(who, "completed")["context"]["registration"]
        for who in attacker.people
    }
    together = _together(attacker, ranks)
    pairs: dict[str, tuple[Callable, Callable]] = {
        "order of ending, first place": (attacker.ended.get, lambda one: one.places[0]),
        "order of ending, last place": (attacker.ended.get, lambda one: one.places[-1]),
        "names": (str, lambda one: one.name),
        "ids of statements": (ids.get, lambda one: min(one.ids)),
        "registrations, names": (registrations.get, lambda one: one.name),
        "all together, length": (together.get, length),
        **{
            f"{name}, {measure}": (
                ranks[name].get,
                length if measure == "words" else steps,
            )
            for name, (measure, _) in features.items()
        },
    }
    return [
        _link(attacker, f"linking: {name}", *orders) for name, orders in pairs.items()
    ]


# Who may be in which release: for each person, the chance of each.
Belief = Mapping[str, list[tuple[float, Release]]]


def by_lot(attacker: Attacker) -> Belief:
    """Each who waits is as likely as another; who waits is known from both stores."""
    beliefs: dict[str, list[tuple[float, Release]]] = {
        who: [] for who in attacker.people
    }
    left: dict[str, float] = {}
    unseen, gone = list(attacker.people), 0
    for release in attacker.releases:
        while unseen and attacker.ended[unseen[0]] < release.when:
            left[unseen.pop(0)] = 1.0
        part = len(release.pseudonyms) / (len(left) - gone)
        gone += len(release.pseudonyms)
        for who, chance in left.items():
            beliefs[who].append((chance * part, release))
            left[who] = chance * (1 - part)
    return beliefs


def _in_turn(attacker: Attacker) -> Belief:
    turns = [release for release in attacker.releases for _ in release.pseudonyms]
    return {
        who: [(1.0, turns[place])] if place < len(turns) else []
        for place, who in enumerate(attacker.people)
    }


def _at_once(attacker: Attacker) -> Belief:
    return {
        who: [
            (1.0, one) for one in attacker.releases if one.when > attacker.ended[who]
        ][:1]
        for who in attacker.people
    }


def _link(
    attacker: Attacker, name: str, of_person: Callable, of_pseudonym: Callable
) -> Attempt:
    people = quantiles({who: of_person(who) for who in attacker.people})
    everybody = {
        one.name: of_pseudonym(one)
        for release in attacker.releases
        for one in release.pseudonyms
    }
    places = quantiles(everybody)

    def nearness(who: str, one: Pseudonym) -> float:
        return exp(-abs(people[who] - places[one.name]) / REACH)

    return Attempt(name, _weighed(attacker, by_lot(attacker), nearness))


def _weighed(
    attacker: Attacker, belief: Belief, nearness: Callable[[str, Pseudonym], float]
) -> dict[str, Scores]:
    """What those chose who may be this person; what is usual, as far as none of them is."""
    usual = _shares(one for release in attacker.releases for one in release.pseudonyms)
    guesses: dict[str, Scores] = {}
    for who, chances in belief.items():
        weights: dict[Item, float] = defaultdict(float)
        total = 0.0
        for chance, release in chances:
            for one in release.pseudonyms:
                weight = chance / len(release.pseudonyms) * nearness(who, one)
                total += weight
                for item in one.chosen:
                    weights[item] += weight
        known = sum(chance for chance, _ in chances)
        guesses[who] = {
            item: (known * weights[item] / total if total else 0)
            + (1 - known) * usual[item]
            for item in attacker.published.items
        }
    return guesses


def _shares(pseudonyms: Iterable[Pseudonym]) -> dict[Item, float]:
    counts: dict[Item, float] = defaultdict(float)
    found = list(pseudonyms)
    for one in found:
        for item in one.chosen:
            counts[item] += 1 / len(found)
    return counts


def _together(
    attacker: Attacker, ranks: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    return {who: sum(rank[who] for rank in ranks.values()) for who in attacker.people}


def quantiles(values: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """Ranks from 0 to 1; equal values share the rank in their middle."""
    ordered = sorted(values.values())
    return {
        who: (bisect_left(ordered, value) + bisect_right(ordered, value))
        / (2 * len(ordered))
        for who, value in values.items()
    }
