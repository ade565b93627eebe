"""Breaking a title over lines: no word torn, and a shape that widens or narrows evenly.

Source: GB/T 9704—2012, 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当, as a
trapezium or a rhombus.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from inspector.sheets.fonts import printable
from inspector.sheets.line_breaking import NOT_FIRST, pieces
from inspector.sheets.page import Style

Title = tuple[str, ...]
"""A title in parts, between which it breaks before anywhere else.

Parts and not a text with a mark in it: the name of a county may hold any character.
"""

MAX_LINES = 4
TORN = 40.0
"""What it costs to break where nothing says that a word ends."""

FAIR = 3.0
"""What it costs to break after a particle or a mark instead of at a place that was named."""

POOR = 12.0
"""What it costs to part a quotation from the word that follows."""

STRAIGHT = 6.0
"""What it costs if all lines are equally long, or the middle one is the shortest."""

ENDS = (
    "关于", "的", "和", "与", "及", "对", "年", "月", "县", "市", "镇", "乡", "街道", "村", "社区",
    "季度", "组织", "工作", "情况", "考评", "创建", "问题", "结果", "排名", "整改", "暨",
)  # fmt: skip
"""Words after which a title can break."""


@lru_cache(maxsize=256)
def title_lines(title: Title, style: Style, width: float) -> tuple[str, ...]:
    """Break ``title`` into as few lines as it needs, between its parts before anywhere else."""
    parts = _parts([printable(stretch) for stretch in title])
    whole = "".join(part for part, _ in parts)
    if style.width(whole) <= width:
        return (whole,)
    for count in range(2, MAX_LINES + 1):
        if style.width(whole) > count * width:
            continue  # no way of breaking can help, and there may be very many ways
        found = _best(parts, count, style, width)
        if found:
            return found
    return tuple(style.lines(whole, width))


def _parts(title: Sequence[str]) -> list[tuple[str, float]]:
    """Return the parts that stay whole, each with what a break after it costs."""
    parts: list[tuple[str, float]] = []
    for stretch in title:
        parts += [(piece, TORN) for piece in pieces(stretch)]
        if parts:
            parts[-1] = (parts[-1][0], 0.0)
    whole = "".join(part for part, _ in parts)
    costed: list[tuple[str, float]] = []
    at = 0
    for part, cost in parts:
        at += len(part)
        costed.append((part, cost and _cost(whole[:at], whole[at:])))
    return costed


def _cost(before: str, after: str) -> float:
    """Return what a break between two texts costs: quoted words stay with what they name."""
    if before.count("“") > before.count("”") or before.count("《") > before.count("》"):
        return 2 * TORN
    if before[-1] in "”》":
        return POOR
    if before.endswith(ENDS) or before[-1] in NOT_FIRST or after[:1] in ("“", "《"):
        return FAIR
    return TORN


def _best(
    parts: Sequence[tuple[str, float]], count: int, style: Style, width: float
) -> tuple[str, ...]:
    places = [number for number in range(1, len(parts)) if parts[number - 1][1] < TORN] or [
        *range(1, len(parts))
    ]
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(places, count - 1):
        edges = (0, *cuts, len(parts))
        lines = tuple(
            "".join(part for part, _ in parts[start:end]) for start, end in pairwise(edges)
        )
        wides = [style.width(line) / style.size for line in lines]
        if max(wides) * style.size > width:
            continue
        cost = sum(parts[cut - 1][1] for cut in cuts) + _shape(wides)
        if best is None or cost < best[0]:
            best = cost, lines
    return best[1] if best else ()


def _shape(wides: Sequence[float]) -> float:
    """Return how far line widths, in characters, are from a trapezium or a rhombus."""
    mean = sum(wides) / len(wides)
    uneven = sum(abs(wide - mean) for wide in wides) / 2
    steps = [after - before for before, after in pairwise(wides)]
    waist = any(before < 0 < after for before, after in pairwise(steps))
    level = all(abs(step) < 1 for step in steps)
    short = sum(4.0 for wide in wides if wide < 4)
    return uneven + (STRAIGHT if waist or level else 0) + short
