"""Ranges of counters, as people and receipts write them: ``1-40,52``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inspector.domain.reading import BadTree

Ranges = tuple[tuple[int, int], ...]
"""First and last of each run, ascending, with a gap of at least one between two runs."""

_RUN = re.compile(r"([1-9][0-9]{0,15})(?:-([1-9][0-9]{0,15}))?")


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Return the runs that some numbers form; order and repetition do not matter."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def spell(ranges: Ranges) -> str:
    """Write ranges: ``1-40,52``; none, an empty text."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def read_ranges(text: str) -> Ranges:
    """Read what :func:`spell` wrote.

    Raises:
        BadTree: It is not written so: numbers from 1, ascending, no two runs that touch.
    """
    runs: list[tuple[int, int]] = []
    for part in text.split(",") if text else ():
        match = _RUN.fullmatch(part)
        if match is None:
            raise BadTree(f"not a range: {part[:40]!r}")
        first, last = int(match[1]), int(match[2] or match[1])
        if (match[2] and last <= first) or (runs and first <= runs[-1][1] + 1):
            raise BadTree(f"not in order: {text[:40]!r}")
        runs.append((first, last))
    return tuple(runs)


def size(ranges: Ranges) -> int:
    """Return how many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def numbers(ranges: Ranges) -> list[int]:
    """Return every number of the ranges; look at :func:`size` before."""
    return [number for first, last in ranges for number in range(first, last + 1)]


def gaps(ranges: Ranges) -> Ranges:
    """Return what is missing between 1 and the last number."""
    found: list[tuple[int, int]] = []
    expected = 1
    for first, last in ranges:
        if first > expected:
            found.append((expected, first - 1))
        expected = last + 1
    return tuple(found)
