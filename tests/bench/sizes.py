"""A table of what was measured at several sizes: milliseconds, what is wanted, the ratio."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

WANTED = {
    "check": 50,
    "check, 16 flags": 50,
    "check and advise": 50,
    "map": 200,
    "open a scene": 300,
    "save a scene": 300,
    "save by itself": 300,
    "publish, for the first time": 3000,
    "publish, one scene changed": 3000,
    "begin a play": 50,
    "a scene of a play": 50,
    "a step": 50,
    "a scene of a play, late": 50,
    "a step, late": 50,
    "save an answer": 30,
    "save an answer of a test": 30,
}


Times = Sequence[tuple[float, float]]


def table(lines: Mapping[str, Mapping[str, Times]], *, unit: str = "scenes") -> str:
    """Of each line and size the median, the worst and the first, by the clock.

    Beside them the median of our own processor time at the largest size, and how many
    times that at the smallest it is: what other work of the machine disturbs less.
    """
    sizes = list(next(iter(lines.values())))
    head = "".join(f"{f'{size} {unit}':^24}" for size in sizes)
    rows = [
        f"{'':<28}{head}",
        f"{'ms':<28}{'median   worst   first  ' * len(sizes)}"
        f"{'cpu':>7}{'growth':>8}  wanted",
    ]
    for name, measured in lines.items():
        cells = "".join(_cell([wall for wall, _ in measured[size]]) for size in sizes)
        least, most = (
            statistics.median(cpu for _, cpu in measured[size])
            for size in (sizes[0], sizes[-1])
        )
        wanted = f"< {WANTED[name]}" if name in WANTED else ""
        rows.append(f"{name:<28}{cells}{most:>7.1f}{most / least:>8.1f}  {wanted}")
    return "\n".join(rows)


def _cell(times: Sequence[float]) -> str:
    """The first is apart: it fills what the others find filled."""
    others = times[1:] or times
    return f"{statistics.median(others):>6.1f}{max(others):>8.1f}{times[0]:>8.1f}  "
