"""What is missing before a visit can be sealed (缺口)."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.domain.ids import CheckpointCode
from inspector.domain.points import Points, show
from inspector.domain.rubric import Bands, Checkpoint, Item, Level, Ratio, Rubric, Sample
from inspector.domain.rules import is_blank
from inspector.domain.scorecard import Gap, GapKind, ItemResult, ItemState
from inspector.domain.visit import UNSET, Entry, ItemEntry

PROOF_SHARE = 3
"""A deduction of one third of the item or more needs proof (policy.yaml, "scoring")."""


def item_gaps(
    rubric: Rubric,
    item: Item,
    entry: ItemEntry,
    result: ItemResult,
    strict_proof: bool,  # noqa: FBT001 - passed through from score(), where it is named
    require_reason: bool,  # noqa: FBT001 - as above
) -> list[Gap]:
    """Return the gaps of one item, in the form's order."""
    if result.state is ItemState.NOT_APPLICABLE:
        return []
    if result.state is ItemState.CLEAR:
        return _photo_gap(item, entry)
    if entry.zero:
        return [*_zero_gaps(item, entry, strict_proof=strict_proof), *_photo_gap(item, entry)]
    gaps = list(_row_gaps(item, entry, result, require_reason=require_reason))
    if not result.done:
        gaps += _confirm_gaps(rubric, item, entry, result)
    if strict_proof and _needs_proof(item, entry, result):
        sentence = f"{item.code} 扣分达到本项 {show(item.max)} 分的三分之一，还没有照片或文件名"
        brief = f"扣 {show(_lost(result))} 分"
        gaps.append(_gap(GapKind.PROOF, item, None, sentence, brief))
    return gaps + _photo_gap(item, entry)


def _row_gaps(
    item: Item, entry: ItemEntry, result: ItemResult, *, require_reason: bool
) -> Iterator[Gap]:
    for checkpoint, at in zip(item.checkpoints, result.checkpoints, strict=True):
        counted = entry.entries.get(checkpoint.code, UNSET)
        if counted.later:
            yield _gap(
                GapKind.LATER,
                item,
                checkpoint.code,
                f"{checkpoint.code} 记了“稍后再看”，还没有回来看",
            )
        elif at.points is None:
            yield _unanswered(item, checkpoint, counted, entry)
        elif require_reason and at.points < at.max and not _has_reason(checkpoint, counted):
            lost = show(at.max - at.points)
            yield _gap(
                GapKind.REASON,
                item,
                checkpoint.code,
                f"{checkpoint.code} 扣了 {lost} 分，还没有写原因",
                f"扣 {lost} 分",
            )


def _unanswered(item: Item, checkpoint: Checkpoint, counted: Entry, entry: ItemEntry) -> Gap:
    code = checkpoint.code
    if is_blank(counted) and checkpoint.step not in entry.confirmed:
        return _gap(GapKind.UNSET, item, code, f"{code} 还没有评")
    match checkpoint.rule:
        case Sample(unit=unit) if counted.seen == 0:
            sentence = f"{code} 实查 0 {unit}，至少要看 1 {unit}才能评"
            brief = f"实查 0 {unit}"
        case Sample(unit=unit) if counted.seen is None:
            sentence, brief = f"{code} 还没有填实查几{unit}", "没填实查数"
        case Level():
            sentence, brief = f"{code} 还没有选等次", "没选等次"
        case Bands(measure=measure) | Ratio(measure=measure):
            sentence, brief = f"{code} 还没有填{measure}", f"没填{measure}"
        case _:
            return _gap(GapKind.UNSET, item, code, f"{code} 还没有评")
    return _gap(GapKind.MEASURE, item, code, sentence, brief)


def _has_reason(checkpoint: Checkpoint, counted: Entry) -> bool:
    """Bands and ratio explain themselves by the value, a grid by its cells."""
    return bool(counted.reasons or counted.cells or isinstance(checkpoint.rule, Bands | Ratio))


def _confirm_gaps(
    rubric: Rubric, item: Item, entry: ItemEntry, result: ItemResult
) -> Iterator[Gap]:
    """Name steps that wait for nothing but the confirmation."""
    unanswered = {
        checkpoint.step
        for checkpoint, at in zip(item.checkpoints, result.checkpoints, strict=True)
        if at.points is None
    }
    for step in item.steps():
        if step not in entry.confirmed and step not in unanswered:
            name = rubric.step(step).name
            sentence = f"{item.code} 的“{name}”已评完，还没有确认"
            yield _gap(GapKind.UNCONFIRMED, item, None, sentence, f"“{name}”评完了")


def _needs_proof(item: Item, entry: ItemEntry, result: ItemResult) -> bool:
    if entry.photos:
        return False
    return _lost(result) * PROOF_SHARE >= item.max and not any(
        counted.note.strip() for counted in entry.entries.values()
    )


def _lost(result: ItemResult) -> Points:
    return Points(sum(at.max - at.points for at in result.checkpoints if at.points is not None))


def _zero_gaps(item: Item, entry: ItemEntry, *, strict_proof: bool) -> Iterator[Gap]:
    if entry.zero and not entry.zero.basis.strip():
        case = "零分情形"
        yield _gap(GapKind.REASON, item, None, f"{item.code} 记了{case}，还没有写依据", case)
        if strict_proof and not entry.photos:
            sentence = f"{item.code} 记了{case}，还没有照片或文件名"
            yield _gap(GapKind.PROOF, item, None, sentence, case)


def _photo_gap(item: Item, entry: ItemEntry) -> list[Gap]:
    short = item.photos_min - len(entry.photos)
    if short <= 0:
        return []
    sentence = f"{item.code} 应有 {item.photos_min} 张照片，还差 {short} 张"
    return [_gap(GapKind.PHOTOS, item, None, sentence, f"差 {short} 张")]


def _gap(
    kind: GapKind, item: Item, checkpoint: CheckpointCode | None, sentence: str, brief: str = ""
) -> Gap:
    return Gap(
        kind=kind,
        item=item.code,
        checkpoint=checkpoint,
        must=kind is not GapKind.PHOTOS,
        sentence=sentence,
        brief=brief,
    )
