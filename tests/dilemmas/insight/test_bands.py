"""What is said of a group, tried on every outcome that groups can have."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from dilemmas.insight import Band, scale_for, tell

Counts = tuple[int, ...]


def outcomes(people: int, choices: int) -> Iterator[Counts]:
    """Every way in which so many people can be parted over so many choices."""
    if choices == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in outcomes(people - first, choices - 1):
            yield (first, *rest)


def told(counts: Counts) -> tuple[Band, ...]:
    said = tell({str(number): count for number, count in enumerate(counts)})
    return tuple(said[str(number)] for number in range(len(counts))) if said else ()


def by_what_is_told(people: int, choices: int) -> dict[tuple[Band, ...], list[Counts]]:
    groups = defaultdict(list)
    for counts in outcomes(people, choices):
        groups[told(counts)].append(counts)
    return groups


@pytest.mark.parametrize(
    ("people", "choices"),
    [
        *((people, choices) for people in range(5, 15) for choices in (2, 3, 4)),
        *((20, 2), (20, 3), (20, 4), (40, 2), (40, 3), (160, 2), (160, 3)),
    ],
)
def test_nothing_exact_and_nothing_unanimous_can_be_concluded(people, choices):
    """By somebody who knows how many people were counted, and what they chose themselves."""
    for said, possible in by_what_is_told(people, choices).items():
        if not said:
            continue
        assert len(possible) > 1
        for choice in range(choices):
            seen = {counts[choice] for counts in possible}
            assert len(seen) > 1, (said, choice)  # no exact figure
            assert seen != {people}  # all of them
            assert seen != {0}  # none of them
            for own in range(choices):
                # Who was counted, and chose ``own``: what all the others chose.
                mine = [counts for counts in possible if counts[own]]
                others = {counts[choice] - (choice == own) for counts in mine}
                assert others != {people - 1}, (said, choice, own)


@pytest.mark.parametrize("choices", range(2, 9))
@pytest.mark.parametrize("people", [5, 10, 20, 40, 80, 160, 320, 640])
def test_every_group_that_is_counted_has_a_scale(people, choices):
    assert scale_for(people, choices)


@pytest.mark.parametrize("people", range(5))
def test_of_four_people_nothing_is_said(people):
    for choices in (2, 3, 4):
        assert all(not told(counts) for counts in outcomes(people, choices))


def test_of_six_nothing_can_be_said_since_three_and_three_would_be_exact():
    assert scale_for(6, 2) is None


def test_whether_something_is_said_hangs_on_no_choice():
    for people in range(5, 15):
        for choices in (2, 3, 4):
            silent = {not told(counts) for counts in outcomes(people, choices)}
            assert len(silent) == 1


def test_five_who_agree_are_told_as_three_against_two():
    assert told((5, 0)) == told((3, 2)) == (Band.MAJORITY, Band.MINORITY)


def test_unanimity_is_blurred_at_any_size():
    for people in (5, 10, 20, 40, 80, 160, 320):
        assert told((people, 0)) == told((people - 1, 1)) == told((people - 2, 2))


def test_of_two_choices_each_tells_what_the_other_does():
    for people in (5, 10, 20, 40, 160):
        for count in range(people + 1):
            one, other = told((count, people - count))
            assert told((people - count, count)) == (other, one)


def test_groups_of_twenty_or_more_are_told_in_quarters_and_smaller_ones_in_halves():
    assert told((10, 30)) == (Band.QUARTER, Band.THREE_QUARTERS)
    assert told((6, 154)) == (Band.FEW, Band.MOST)
    assert told((5, 5)) == (Band.HALF, Band.HALF)
