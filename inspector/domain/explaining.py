"""Sentences that let a village secretary check the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from inspector.domain.ledger import cell_words
from inspector.domain.points import Points, half_up, show
from inspector.domain.quoting import quoted
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Item, Level, Ratio, Sample, YesNo
from inspector.domain.visit import Entry, ItemEntry, Reason, ZeroCase

QUESTION = "题"
"""The unit of a row that is answered: what costs there is not found, but answered wrong."""


def rule_sentence(checkpoint: Checkpoint) -> str:
    """Say the rule of a checkpoint in one sentence: 每发现 1 处扣 0.5 分，扣完为止."""
    match checkpoint.rule:
        case Deduct(unit=unit, per=per):
            found = "答错" if unit == QUESTION else "发现"
            return f"每{found} 1 {unit}扣 {show(per)} 分，扣完为止"
        case YesNo():
            return f"符合得 {show(checkpoint.max)} 分，不符合 0 分"
        case Sample(n=n, unit=unit, per=per):
            return f"抽 {n} {unit}，每 1 {unit}不合格扣 {show(per)} 分；不足 {n} {unit}按实查数折算"
        case Level(levels=levels):
            return "，".join(f"{name} {show(points)} 分" for name, points in levels)
        case Bands(measure=measure, bands=bands):
            steps = "，".join(f"{plain(low)} 以上 {show(points)} 分" for low, points in bands)
            return f"{measure}：{steps}（含本数）"
        case Ratio(measure=measure, target=target, per_point=per_point):
            return (
                f"{measure}低于 {plain(target)} 的，每低 1 扣 {plain(per_point)} 分，"
                "按差额连续计算，扣完为止"
            )


def loss_facts(reasons: Sequence[str], arithmetic: str) -> str:
    """Say what was found and then the sum, the same on paper and screen: facts before scores."""
    return "。".join((*found_facts(reasons), f"算法：{arithmetic}"))


def found_facts(reasons: Sequence[str]) -> tuple[str, ...]:
    """Say what was found; nothing where no reason was given."""
    return (f"查到：{'、'.join(reasons)}",) if reasons else ()


def ground_words(reasons: Sequence[str], *, zeroed: bool) -> str:
    """Say on what ground a whole item is zero, or does not apply; empty without one."""
    ground = "；".join(reasons)
    return f"{'依据' if zeroed else '理由'}：{ground}" if ground else ""


def loss_sentence(checkpoint: Checkpoint, entry: Entry, points: Points) -> str:
    """Say why an answered checkpoint got ``points`` instead of its maximum."""
    lost = show(checkpoint.max - points)
    match checkpoint.rule:
        case Deduct(unit=unit, per=per):
            count = entry.defects or 0
            return f"{count} {unit} × {show(per)} 分 = {_capped(count * per, checkpoint, lost)}"
        case Sample() as rule:
            return _sample_sentence(rule, checkpoint, entry, lost)
        case YesNo():
            return f"不符合，扣 {lost} 分"
        case Level():
            best = show(checkpoint.max)
            return f"评为“{entry.level}”，得 {show(points)} 分，比满分 {best} 分少 {lost} 分"
        case Bands(measure=measure):
            value = plain(entry.measure or Decimal(0))
            return f"{measure}为 {value}，得 {show(points)} 分，扣 {lost} 分"
        case Ratio(measure=measure, target=target, per_point=per_point):
            reached = entry.measure or Decimal(0)
            shortfall = target - reached
            exact = half_up(*(shortfall * per_point * 100).as_integer_ratio())
            return (
                f"{measure}为 {plain(reached)}，低于 {plain(target)}："
                f"差 {plain(shortfall)} × {plain(per_point)} 分 = "
                f"{_capped(exact, checkpoint, lost)}"
            )


def entry_sentence(checkpoint: Checkpoint, entry: Entry | None, points: Points | None) -> str:
    """Say what was counted at a checkpoint, for setting two entries side by side."""
    if entry is None or points is None:
        return "未评"
    told = "无问题" if points == checkpoint.max else loss_sentence(checkpoint, entry, points)
    why = "、".join(found_words(checkpoint, entry))
    return f"{told}（{why}）" if why else told


def aside_sentences(entry: ItemEntry) -> tuple[str, ...]:
    """Say what else was noted at an item: that it is zero, or does not apply, and why."""
    said = []
    if entry.zero is not None:
        said.append(f"零分情形：{entry.zero.condition}（{entry.zero.basis}）")
    if entry.na:
        said.append(f"不适用：{entry.na}")
    return tuple(said)


def zero_sentence(item: Item, case: ZeroCase) -> str:
    """Say that a zero case took the whole item."""
    return f"零分情形{quoted(case.condition)}：本项记 0 分，扣 {show(item.max)} 分"


def na_sentence(item: Item, points: Points, rest: int, rest_max: int) -> str:
    """Say how an item that does not apply was scaled by the rest of its star."""
    if not rest_max:
        return "不适用：同星各项都不适用，无从折算，记 0 分"
    return (
        f"不适用：{show(item.max)} 分 × 同星其余项得分率 {show(rest)}/{show(rest_max)}"
        f" = {show(points)} 分，少 {show(item.max - points)} 分"
    )


def reason_words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Return reasons as they are shown: 柴草乱堆×2."""
    return tuple(
        f"{reason.text}×{reason.count}" if reason.count > 1 else reason.text for reason in reasons
    )


def found_words(checkpoint: Checkpoint, entry: Entry) -> tuple[str, ...]:
    """Return what was found at a checkpoint: its reasons, and what its ledger lacks."""
    grid = checkpoint.grid
    cells = () if grid is None else cell_words(grid, entry.cells, entry.dates)
    return (*cells, *reason_words(entry.reasons))


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without closing zeros: ``20``, ``13.5``."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _capped(exact: int, checkpoint: Checkpoint, lost: str) -> str:
    if exact > checkpoint.max:
        return f"{show(exact)} 分，扣完为止，扣 {lost} 分"
    return f"扣 {lost} 分"


def _sample_sentence(rule: Sample, checkpoint: Checkpoint, entry: Entry, lost: str) -> str:
    seen, failing = entry.seen or rule.n, entry.defects or 0
    total = _capped(half_up(rule.per * rule.n * failing, seen), checkpoint, lost)
    unit, per = rule.unit, show(rule.per)
    if seen == rule.n:
        return f"抽 {seen} {unit}，{failing} {unit}不合格 × {per} 分 = {total}"
    return (
        f"应抽 {rule.n} {unit}，实查 {seen} {unit}，"
        f"{failing} {unit}不合格 × {per} 分 × {rule.n} ÷ {seen} = {total}"
    )
