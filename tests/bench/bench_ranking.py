"""How long the month's ranking of 499 sites takes, and whether it is exact.

Budget: 10 ms, median. Compared with plain integer arithmetic over the same rows: every site is
of 500 points, so a township's mean is its sum over its number of sites.
Run by hand: ``python tests/bench/bench_ranking.py``.
"""

from __future__ import annotations

import sys
from random import Random
from statistics import median
from time import perf_counter

from inspector.domain.ids import SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.policy import RankingPolicy
from inspector.domain.ranking import SiteResult, rank
from inspector.domain.site import Township

ROUNDS = 200
FULL = 500_00


def main() -> int:
    """Print medians of interleaved rounds, in milliseconds, and check the places."""
    dice = Random(7)
    townships = [Township(code=TownshipCode(f"{n:03d}"), name=f"{n}", kind="镇") for n in range(22)]
    results = [
        SiteResult(
            site=SiteCode(f"{n % 22:03d}{n:03d}"),
            township=TownshipCode(f"{n % 22:03d}"),
            points=Points(dice.randint(300_00, FULL)),
            max=Points(FULL),
            level=dice.randint(0, 5),
        )
        for n in range(499)
    ]
    policy = RankingPolicy(groups=("乡镇", "街道"))
    same = [row.township for row in rank(results, townships, policy).townships] == _plainly(results)
    ours, plain = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        rank(results, townships, policy)
        middle = perf_counter()
        _plainly(results)
        ours.append((middle - start) * 1000)
        plain.append((perf_counter() - middle) * 1000)
    print(f"rank    median {median(ours):.2f} ms  best {min(ours):.2f} ms  (budget 10 ms)")
    print(f"plain   median {median(plain):.2f} ms; equal to it: {same}")
    return 0 if same else 1


def _plainly(results: list[SiteResult]) -> list[str]:
    """Order townships by cross-multiplied integer sums."""
    sums: dict[str, list[int]] = {}
    for result in results:
        entry = sums.setdefault(result.township, [0, 0, 0])
        entry[0] += result.points
        entry[1] += 1
        entry[2] += result.level >= 5
    common = 1
    for _, count, _ in sums.values():
        common *= count
    return sorted(
        sums,
        key=lambda code: (
            -sums[code][0] * (common // sums[code][1]),
            -sums[code][2] * (common // sums[code][1]),
            code,
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
