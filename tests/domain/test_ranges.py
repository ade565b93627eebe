"""Ranges hold the numbers they were made of, and are written in one way only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ranges import gaps, numbers, ranges_of, read_ranges, size, spell
from inspector.domain.reading import BadTree

COUNTERS = st.sets(st.integers(1, 60) | st.integers(1, 10**9), max_size=40)


@given(COUNTERS)
def test_what_is_written_is_read(counters: set[int]) -> None:
    ranges = ranges_of(counters)
    assert read_ranges(spell(ranges)) == ranges
    assert numbers(ranges) == sorted(counters)
    assert size(ranges) == len(counters)


@given(st.sets(st.integers(1, 200), min_size=1, max_size=60))
def test_gaps_are_what_is_missing_up_to_the_last(counters: set[int]) -> None:
    assert set(numbers(gaps(ranges_of(counters)))) == set(range(1, max(counters))) - counters


def test_runs_are_joined_and_spelled_as_people_do() -> None:
    assert spell(ranges_of([3, 1, 2, 9, 9])) == "1-3,9"
    assert spell(ranges_of([])) == ""
    assert gaps(()) == ()


@pytest.mark.parametrize(
    "wrong", ["0", "01", "3-3", "5-2", "1,2", "4,1", "1-3,2", "x", "1,", "-1", "1-", "9" * 17]
)
def test_another_spelling_is_refused(wrong: str) -> None:
    with pytest.raises(BadTree):
        read_ranges(wrong)
