"""How long one visit of 112 checkpoints takes to score.

Budget: 1 ms, median. Run by hand: ``python tests/bench/bench_scoring.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from inspector.domain.rubric import Checkpoint, Deduct, Rubric, Sample
from inspector.domain.rules import clear_entry, worst_entry
from inspector.domain.scoring import score
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason
from inspector.exchange.rubric_file import read_rubric

RURAL = Path(__file__).parents[2] / "forms" / "rural.yaml"
ROUNDS = 300
WHY = (Reason(text="有缺"),)


def main() -> int:
    """Print medians of interleaved rounds, in milliseconds."""
    rubric = read_rubric(RURAL).rubric
    dice = Random(7)
    cases: dict[str, Counted] = {
        "untouched": {},
        "all clear": _filled(rubric, clear_entry),
        "15 findings": _filled(rubric, lambda point: _found(point, dice)),
        "all worst": _filled(rubric, worst_entry),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, counted in cases.items():
            start = perf_counter()
            score(rubric, counted)
            times[name].append((perf_counter() - start) * 1000)
    for name, taken in times.items():
        print(f"{name:12} median {median(taken):.3f} ms  best {min(taken):.3f} ms  (budget 1 ms)")
    return 0


def _filled(rubric: Rubric, entry_of: Callable[[Checkpoint], Entry]) -> Counted:
    return {
        item.code: ItemEntry(
            entries={point.code: entry_of(point) for point in item.checkpoints},
            confirmed=frozenset(item.steps()),
        )
        for item in rubric.items()
    }


def _found(point: Checkpoint, dice: Random) -> Entry:
    """Give about every seventh checkpoint a finding."""
    if dice.random() > 15 / 112:
        return clear_entry(point)
    match point.rule:
        case Deduct():
            return Entry(defects=dice.randint(1, 3), reasons=WHY)
        case Sample(n=n):
            return Entry(defects=1, seen=n - 1, reasons=WHY)
        case _:
            return worst_entry(point)


if __name__ == "__main__":
    sys.exit(main())
