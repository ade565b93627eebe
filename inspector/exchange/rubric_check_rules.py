"""Rules and thresholds of a rubric: whether they fit the max, and whether anybody reaches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from inspector.domain.canonical import Tree
from inspector.domain.points import Points, show
from inspector.exchange.rubric_check_shape import did_you_mean
from inspector.exchange.rubric_outline import Outline, Part, as_decimal, as_points

_HUNDRED = Decimal(100)


def check_thresholds(outline: Outline) -> None:
    """Blame a star nobody can win, and a base star or cap that cannot work."""
    for star in outline.stars:
        award = star.star.part("award")
        least, full = award.points("min_score"), star.star.points("max")
        if least is not None and full is not None and least > full:
            award.blame(
                "min_score",
                f"得星线 {show(least)} 分高于本星满分 {show(full)} 分，谁也达不到。",
                f"请改成不超过 {show(full)}。",
            )
        ratio = award.decimal("min_item_ratio")
        if ratio is not None and ratio > 1:
            award.blame(
                "min_item_ratio",
                f"每项得分率 {ratio} 大于 1，谁也达不到。",
                "请写 0 到 1 之间的比例，如 0.6。",
            )
    _check_overall(outline)


def check_rules(outline: Outline) -> None:
    """Blame rules that do not fit the checkpoint's max, or whose steps are in the wrong order."""
    for checkpoint in outline.checkpoints():
        rule, full = checkpoint.part("rule"), checkpoint.points("max")
        check = _CHECKS.get(rule.text("kind"))
        if check is not None and full is not None:
            check(rule, full)
        if full == 0:
            checkpoint.blame("max", "要点满分是 0 分，查了也不计分。", "请给分，或删去这个要点。")


def _check_overall(outline: Outline) -> None:
    overall, ids = outline.root.part("overall"), outline.star_ids()
    base, cap = overall.text("base_star"), overall.whole("without_base_star_max_level")
    if base and base not in ids:
        overall.blame(
            "base_star",
            f"基础星 {base} 不在本标准的星里。{did_you_mean(base, ids)}",
            f"请改成 {'、'.join(ids)} 之一。",
        )
    if cap is not None and not base:
        overall.blame(
            "without_base_star_max_level",
            "没有写基础星，却写了缺基础星时的星级上限。",
            "请补上 base_star，或删去这一行。",
        )
    elif cap is not None and ids and cap >= len(ids) - 1:
        overall.blame(
            "without_base_star_max_level",
            f"缺基础星时最多得 {len(ids) - 1} 颗星，上限 {cap} 不起作用。",
            f"请改成小于 {len(ids) - 1} 的数，或删去这一行。" if len(ids) > 1 else "请删去这一行。",
        )


def _check_deduct(rule: Part, full: Points) -> None:
    per = rule.points("per")
    if per is None:
        return
    if per == 0:
        rule.blame("per", "每处扣 0 分，扣不下来。", "请写大于 0 的分值。")
    elif per > full:
        rule.blame(
            "per",
            f"每{rule.text('unit')}扣 {show(per)} 分，超过要点满分 {show(full)} 分。",
            f"请改成不超过 {show(full)}（少了小数点？）。",
        )


def _check_level(rule: Part, full: Points) -> None:
    pairs = _pairs(rule.tree.get("levels"))
    _once([str(name) for name, _ in pairs], rule)
    points = [as_points(at) for _, at in pairs]
    _check_scale(rule, "levels", [at for at in points if at is not None], full)


def _check_bands(rule: Part, full: Points) -> None:
    pairs = _pairs(rule.tree.get("bands"))
    lows = [low for low in (as_decimal(low) for low, _ in pairs) if low is not None]
    if any(higher <= lower for higher, lower in pairwise(lows)):
        rule.blame("bands", "各档的下限没有从高到低。", "请按下限从高到低排，不要重复。")
    if lows and min(lows) > 0:
        rule.blame("bands", f"低于 {min(lows)} 的没有档。", "请在最后补一档，下限写 0。")
    points = [as_points(at) for _, at in pairs]
    _check_scale(rule, "bands", [at for at in points if at is not None], full)


def _check_ratio(rule: Part, _full: Points) -> None:
    target, per_point = rule.decimal("target"), rule.decimal("per_point")
    measure = rule.text("measure")
    if target is not None and target > _HUNDRED and ("%" in measure or "％" in measure):
        rule.blame("target", f"目标 {target}% 超过 100%，谁也达不到。", "请改成不超过 100。")
    if target == 0:
        rule.blame("target", "目标是 0，谁都不会被扣分。", "请写大于 0 的目标。")
    if per_point == 0:
        rule.blame("per_point", "每差一点扣 0 分，扣不下来。", "请写大于 0 的分值。")


def _check_scale(rule: Part, key: str, points: Sequence[Points], full: Points) -> None:
    """Check that the best step of a scale is the max, and that it goes down."""
    if not points:
        return
    if max(points) != full:
        rule.blame(
            key,
            f"最好一档得 {show(max(points))} 分，要点满分是 {show(full)} 分。",
            f"请把最好一档改成 {show(full)}，或改要点的 max。",
        )
    if any(better <= worse for better, worse in pairwise(points)):
        rule.blame(key, "各档得分没有从高到低。", "请从好到差排，每档比上一档低。")


def _once(names: Sequence[str], rule: Part) -> None:
    for at, name in enumerate(names):
        if name in names[:at]:
            rule.blame("levels", f"等次“{name}”写了两次。", "请删去一个。")


def _pairs(value: Tree) -> list[tuple[Tree, Tree]]:
    """Return the pairs of a mapping or of a list of pairs, as far as they are some."""
    if isinstance(value, dict):
        return list(value.items())
    if not isinstance(value, list):
        return []
    return [(pair[0], pair[1]) for pair in value if isinstance(pair, list) and len(pair) == 2]


_CHECKS: dict[str, Callable[[Part, Points], None]] = {
    "deduct": _check_deduct,
    "sample": _check_deduct,
    "level": _check_level,
    "bands": _check_bands,
    "ratio": _check_ratio,
}
