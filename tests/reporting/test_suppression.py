"""Small groups stay hidden, also from who subtracts. Plain Python."""

from itertools import product

import pytest

from lms.reporting.suppression import FEWEST, Cell, shown_of


def column(people, did):
    return {
        place: Cell(size, number)
        for place, (size, number) in enumerate(zip(people, did, strict=True))
    }


def published(people, did):
    shown = shown_of(column(people, did))
    return tuple(sorted(shown.shown.items())), shown.total


def test_a_cell_is_shown_from_five_who_did_and_five_who_did_not():
    assert shown_of(column([10, 20, 30], [5, 15, 10])).shown == {0: 5, 1: 15, 2: 10}


def test_one_small_cell_does_not_follow_from_the_total():
    shown = shown_of(column([20, 20, 30], [3, 15, 10]))

    assert 0 not in shown.shown
    assert len(shown.shown) == 1
    assert shown.total == 28


def test_a_group_of_all_is_hidden_and_so_is_a_total_that_would_tell_of_it():
    assert shown_of(column([8], [8])).total is None
    assert not shown_of(column([8], [8])).shown
    assert shown_of({}).total is None


@pytest.mark.parametrize("people", [(6, 10, 11), (10, 10, 12), (5, 12, 12), (4, 4, 11)])
def test_who_knows_how_it_is_done_finds_no_small_number(people):
    """Every table that gives the same page is a possible truth: one is never enough."""
    truths: dict[object, list[tuple[int, ...]]] = {}
    for did in product(*(range(size + 1) for size in people)):
        truths.setdefault(published(people, did), []).append(did)

    for (shown, _total), possible in truths.items():
        for place in range(len(people)):
            if place in dict(shown):
                assert FEWEST <= possible[0][place] <= people[place] - FEWEST
            else:
                assert len({did[place] for did in possible}) > 1, (shown, possible)
