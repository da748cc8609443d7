"""Strongly connected components, in one pass and without recursion (Tarjan, 1972)."""

from collections.abc import Iterator, Mapping, Sequence


def components(onward: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups of nodes that reach one another; a group comes after those it leads to.

    Within a group too a node comes after those it leads to, but for what leads back.
    """
    search = _Search(onward)
    for node in onward:
        if node not in search.index:
            search.visit(node)
    return search.found


class _Search:
    def __init__(self, onward: Mapping[str, Sequence[str]]) -> None:
        self.onward = onward
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.left: dict[str, int] = {}
        self.open: dict[str, None] = {}  # the stack, in order, with quick look-up
        self.found: list[list[str]] = []

    def visit(self, root: str) -> None:
        work = [self._enter(root)]
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in self.index:
                    work.append(self._enter(target))
                    break
                if target in self.open:
                    self.low[node] = min(self.low[node], self.index[target])
            else:
                work.pop()
                self._leave(node, work[-1][0] if work else None)

    def _enter(self, node: str) -> tuple[str, Iterator[str]]:
        self.index[node] = self.low[node] = len(self.index)
        self.open[node] = None
        return node, iter(self.onward[node])

    def _leave(self, node: str, above: str | None) -> None:
        if above is not None:
            self.low[above] = min(self.low[above], self.low[node])
        self.left[node] = len(self.left)
        if self.low[node] == self.index[node]:
            group = [self.open.popitem()[0]]
            while group[-1] != node:
                group.append(self.open.popitem()[0])
            self.found.append(sorted(group, key=self.left.__getitem__))
