"""How a participation stands, in words of the app that knows more of it than its status.

Apps announce it from ``apps.py``, for learning itself knows no pages. Lists and ways ask
here, whichever app they are of: an assignment that was handed in waits for its trainer,
and no list should say "go on".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .enums import ActivityKind
    from .models import Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What to say of an open participation.

    ``state`` is the one of ``components/state.html`` whose sign goes with the words;
    ``waits``: the learner can do nothing for now.
    """

    words: str
    state: str
    waits: bool = False


Teller = Callable[[Collection[int]], Mapping[int, Told]]

_tellers: dict[str, list[Teller]] = defaultdict(list)


def tells(kind: ActivityKind, teller: Teller) -> None:
    """Have ``teller(participation ids)`` say how those of a kind stand, where it knows."""
    if teller not in _tellers[kind]:
        _tellers[kind].append(teller)


def tell(participations: Iterable[Participation]) -> None:
    """Set ``told`` of the open ones of which something is known.

    Their activities are loaded. As many queries as there are kinds about which an app
    has something to say, whatever the number.
    """
    of_kind: dict[str, dict[int, Participation]] = defaultdict(dict)
    for each in participations:
        if each.is_open and each.activity.kind in _tellers:
            of_kind[each.activity.kind][each.pk] = each
    for kind, found in of_kind.items():
        for teller in _tellers[kind]:
            for pk, told in teller(list(found)).items():
                found[pk].told = told
