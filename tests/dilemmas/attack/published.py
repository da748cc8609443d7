"""The scenario as anybody can play it: which paths there are, how long, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from random import Random

from dilemmas.graph import Graph
from dilemmas.graph.prose import words

Item = tuple[str, str]  # a scene, and a choice there
Scores = Mapping[Item, float]

WALKS = 4000
NEIGHBOURS = 0.04  # of the walks, on either side


class Published:
    """What the published texts tell of paths, whoever walks them."""

    def __init__(self, graph: Graph, dice: Random) -> None:
        self.graph = graph
        self.items = [
            (key, choice["key"])
            for key, scene in graph.content["scenes"].items()
            if len(scene["choices"]) > 1
            for choice in scene["choices"]
        ]
        walks = [self._walk(dice) for _ in range(WALKS)]
        self._having = {
            measure: self._counts([taken for *_, taken in sorted(walks, key=order)])
            for measure, order in {
                "words": lambda walk: (walk[0], walk[2]),
                "steps": lambda walk: (walk[1], walk[2]),
            }.items()
        }

    def expected(self, measure: str, quantile: float) -> Scores:
        """How often paths of about this rank of length have each choice."""
        low = max(0, int((quantile - NEIGHBOURS) * WALKS))
        high = min(WALKS, int((quantile + NEIGHBOURS) * WALKS) + 1)
        return {
            item: (counts[high] - counts[low]) / (high - low)
            for item, counts in self._having[measure].items()
        }

    def length(self, chosen: Iterable[Item]) -> int:
        """The words that somebody read who made these choices."""
        return sum(self._words(scene, choice) for scene, choice in chosen)

    def _walk(self, dice: Random) -> tuple[int, int, float, list[Item]]:
        at, taken = self.graph.start, []
        while not self.graph.is_ending(at):
            offered = self.graph.offered(at, self.graph.flags_after(taken))
            choice = dice.choice(offered)
            taken.append((at, choice["key"]))
            at = choice["target"]
        return self.length(taken), len(taken), dice.random(), taken

    def _words(self, scene: str, choice: str) -> int:
        texts = [
            *(str(block["value"]) for block in self.graph.scene(scene)["body"]),
            *(each["text"] for each in self.graph.scene(scene)["choices"]),
            self.graph.choice(scene, choice)["consequence"],
        ]
        return sum(words(text) for text in texts)

    def _counts(self, paths: list[list[Item]]) -> dict[Item, list[int]]:
        return {
            item: [0, *accumulate(item in taken for taken in map(set, paths))]
            for item in self.items
        }
