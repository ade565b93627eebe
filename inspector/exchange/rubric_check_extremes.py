"""A rubric tried out: a faultless village has every point, the worst one none below zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from inspector.domain.ids import ItemCode
from inspector.domain.points import show
from inspector.domain.rubric import Checkpoint, Rubric
from inspector.domain.rules import clear_entry, worst_entry
from inspector.domain.scorecard import Scorecard, StarState
from inspector.domain.scoring import score
from inspector.domain.visit import Entry, ItemEntry
from inspector.exchange.rubric_yaml import Marked

_FIX = "请从这颗星的要点和规则查起。"


def check_extremes(marked: Marked, rubric: Rubric) -> None:
    """Score the best and the worst visit, and blame what does not come out."""
    best = score(rubric, _counted(rubric, clear_entry), strict_proof=False)
    worst = score(rubric, _counted(rubric, worst_entry), strict_proof=False)
    if best.points != rubric.total_max:
        marked.blame(
            ("stars",),
            "stars",
            f"样样都好只得 {show(best.points)} 分，满分是 {show(rubric.total_max)} 分。",
            _FIX,
        )
    for at, star in enumerate(best.stars):
        if star.state is not StarState.WON:
            marked.blame(
                ("stars", at), star.id, f"样样都好也得不到{star.name}。", "请查本星的 award。"
            )
    for item in worst.items:
        if item.points < 0:
            marked.blame(
                ("stars",), item.code, f"最差时得 {show(item.points)} 分，低于 0 分。", _FIX
            )
    _check_once(marked, rubric, best)


def _check_once(marked: Marked, rubric: Rubric, best: Scorecard) -> None:
    """Check that each item is part of exactly one star's total."""
    times = Counter(item.code for item in best.items)
    for code, count in times.items():
        if count != 1:
            marked.blame(("stars",), code, f"这一项被计了 {count} 次。", "请换一个编号。")
    if sum(star.points for star in best.stars) != sum(item.points for item in best.items):
        marked.blame(("stars",), rubric.id, "各项得分之和不等于各星得分之和。", _FIX)


def _counted(rubric: Rubric, fill: Callable[[Checkpoint], Entry]) -> dict[ItemCode, ItemEntry]:
    return {
        item.code: ItemEntry(
            entries={checkpoint.code: fill(checkpoint) for checkpoint in item.checkpoints},
            confirmed=frozenset(item.steps()),
        )
        for item in rubric.items()
    }
