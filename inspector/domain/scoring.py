"""From what a visit counted to points, stars and their reasons.

Pure and exact: a checkpoint is rounded once (``domain.rules``), everything above is a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.domain.explaining import (
    found_words,
    loss_sentence,
    na_sentence,
    rule_sentence,
    zero_sentence,
)
from inspector.domain.gaps import item_gaps
from inspector.domain.ids import ItemCode, StarId, StepId
from inspector.domain.points import Points, half_up
from inspector.domain.rubric import Deduct, Item, Rubric, Sample, Star, YesNo
from inspector.domain.rules import EntryMismatch, checkpoint_points, is_blank
from inspector.domain.scorecard import (
    CheckpointResult,
    Gap,
    ItemResult,
    ItemState,
    Loss,
    Scorecard,
    StarResult,
    StarState,
)
from inspector.domain.stars import level_of, next_star, star_result, steps_words
from inspector.domain.visit import EMPTY, UNSET, Counted, ItemEntry

__all__ = [
    "EntryMismatch",
    "NotApplicableRefused",
    "NotAsked",
    "NotInForm",
    "checkpoint_points",
    "fill_rest",
    "item_results",
    "rule_sentence",
    "score",
]


class NotInForm(InspectorError):
    """Something was counted that the form does not have."""

    code: ClassVar[str] = "S102"
    what: ClassVar[str] = "评分表“{form}”里没有 {name}。"
    next_step: ClassVar[str] = "请核对评分表的版本，或删去这条记录。"


class NotAsked(InspectorError):
    """Something was counted that this kind of visit does not ask."""

    code: ClassVar[str] = "S104"
    what: ClassVar[str] = "{name} 不属于本次考评，本次{steps}。"
    next_step: ClassVar[str] = "请删去这条记录；要评这一条，请另开一次全面的考评。"


class NotApplicableRefused(InspectorError):
    """An item was called not applicable though the form does not allow it."""

    code: ClassVar[str] = "S103"
    what: ClassVar[str] = "{item} {title}不能选“不适用”。"
    next_step: ClassVar[str] = "{rule}。"


def score(
    rubric: Rubric,
    counted: Counted,
    *,
    denied: frozenset[StarId] = frozenset(),
    strict_proof: bool = True,
    require_reason: bool = True,
) -> Scorecard:
    """Return what a visit comes to, so far as it is counted.

    Args:
        rubric: The form of the visit; one that was narrowed awards no star (``domain.narrowing``).
        counted: What was counted, by item; missing items count as untouched.
        denied: Stars that the negative list takes away this year.
        strict_proof: Ask for photo or document where much is at stake.
        require_reason: Ask for a reason for every deduction.

    Raises:
        EntryMismatch: An entry does not fit the rule of its checkpoint.
        NotInForm, NotAsked: An item, checkpoint or zero case is not of this form, or of this visit.
        NotApplicableRefused: An item may not be called not applicable.

    Source: the rubric's ``scoring`` and ``overall``; policy.yaml, "scoring" and "visit_kinds".
    """
    _check_codes(rubric, counted)
    losses: list[Loss] = []
    gaps: list[Gap] = []
    scored = [(star, _star_items(star, counted)) for star in rubric.stars]
    for star, results in scored:
        for item, result in zip(star.items, results, strict=True):
            entry = counted.get(item.code, EMPTY)
            if result.points < result.max:
                losses += _losses(item, entry, result, results)
            gaps += item_gaps(rubric, item, entry, result, strict_proof, require_reason)
    stars = tuple(_star(rubric, star, results, denied) for star, results in scored)
    items = tuple(result for _, results in scored for result in results)
    level, level_reason = level_of(rubric, stars)
    return Scorecard(
        points=Points(sum(star.points for star in stars)),
        max=rubric.total_max,
        level=level,
        level_reason=level_reason,
        next_star=next_star(rubric, stars, items),
        stars=stars,
        items=items,
        losses=tuple(losses),
        gaps=tuple(sorted(gaps, key=lambda gap: not gap.must)),
        rated=rubric.whole,
    )


def item_results(rubric: Rubric, counted: Counted) -> tuple[ItemResult, ...]:
    """Return what each item comes to, without the reasons: what is added up over a year.

    Raises:
        EntryMismatch, NotInForm, NotAsked, NotApplicableRefused: As :func:`score`.
    """
    _check_codes(rubric, counted)
    return tuple(result for star in rubric.stars for result in _star_items(star, counted))


def _star(
    rubric: Rubric, star: Star, results: Sequence[ItemResult], denied: frozenset[StarId]
) -> StarResult:
    won = star_result(star, results, denied=star.id in denied)
    return won if rubric.whole else replace(won, state=StarState.NOT_RATED, reasons=())


def fill_rest(
    rubric: Rubric,
    item: ItemCode,
    entry: ItemEntry,
    step: StepId | None,
    *,
    sampled: bool = False,
) -> ItemEntry:
    """Fill what is still open as without fault (其余无问题), and confirm the step's rows.

    Deductions and yes/no become clear, marked as filled; a sample only where the number seen is
    known; level, bands and ratio are never filled, nor is what was put off.

    Args:
        rubric: The form.
        item: The item.
        entry: What was counted so far.
        step: The step whose rows are filled and confirmed, or None for all of them.
        sampled: The person says of these samples that as many were seen as the form asks for
            (抽样看足); those without a number are filled too, and marked.

    Raises:
        KeyError: The form has no such item.

    Source: policy.yaml, "scoring.confirm_rest".
    """
    form = rubric.item(item)
    steps = form.steps() if step is None else (step,)
    entries = dict(entry.entries)
    for checkpoint in form.checkpoints:
        before = entries.get(checkpoint.code, UNSET)
        if checkpoint.step not in steps or before.later or entry.zero or entry.na:
            continue
        match checkpoint.rule:
            case Deduct() if before.defects is None and not before.cells:
                entries[checkpoint.code] = replace(before, defects=0, filled=True)
            case YesNo() if before.met is None:
                entries[checkpoint.code] = replace(before, met=True, filled=True)
            case Sample() if before.seen and before.defects is None:
                entries[checkpoint.code] = replace(before, defects=0, filled=True)
            case Sample(n=n) if sampled and before.seen is None:
                entries[checkpoint.code] = replace(before, defects=0, seen=n, filled=True)
            case _:
                pass
    return replace(entry, entries=entries, confirmed=entry.confirmed | frozenset(steps))


def _check_codes(rubric: Rubric, counted: Counted) -> None:
    for code, entry in counted.items():
        try:
            item = rubric.item(code)
        except KeyError as error:
            raise _strange(rubric, f"考评项 {code}") from error
        if entry.entries:
            known = {checkpoint.code for checkpoint in item.checkpoints}
            if strange := entry.entries.keys() - known:
                raise _strange(rubric, f"要点 {min(strange)}")
        if entry.zero and entry.zero.condition not in item.zero_if:
            name = f"{code} 的零分情形“{entry.zero.condition}”"
            raise NotInForm(form=rubric.title, name=name)
        if entry.na and not item.allow_na:
            rule = item.na_rule or "请按评分规则给这一项打分"
            raise NotApplicableRefused(item=code, title=item.title, rule=rule)


def _strange(rubric: Rubric, name: str) -> NotInForm | NotAsked:
    if rubric.whole:
        return NotInForm(form=rubric.title, name=name)
    return NotAsked(name=name, steps=steps_words(rubric))


def _star_items(star: Star, counted: Counted) -> tuple[ItemResult, ...]:
    """Score a star's items; those that do not apply are scaled by the rest."""
    results = tuple(_item_result(item, counted.get(item.code, EMPTY)) for item in star.items)
    if all(result.state is not ItemState.NOT_APPLICABLE for result in results):
        return results
    rest, rest_max = _rest(results)
    return tuple(
        replace(result, points=Points(half_up(result.max * rest, rest_max) if rest_max else 0))
        if result.state is ItemState.NOT_APPLICABLE
        else result
        for result in results
    )


def _rest(results: Sequence[ItemResult]) -> tuple[int, int]:
    applied = [result for result in results if result.state is not ItemState.NOT_APPLICABLE]
    return sum(result.points for result in applied), sum(result.max for result in applied)


def _item_result(item: Item, entry: ItemEntry) -> ItemResult:
    entries = entry.entries
    checkpoints = []
    total, answered, touched, later = 0, True, bool(entry.confirmed), False
    for checkpoint in item.checkpoints:
        counted = entries.get(checkpoint.code, UNSET)
        points = None if counted is UNSET else checkpoint_points(checkpoint, counted)
        if points is None:
            answered = False
            touched = touched or not is_blank(counted)
        else:
            total += points
            touched = True
        later = later or counted.later
        checkpoints.append(
            CheckpointResult(code=checkpoint.code, points=points, max=checkpoint.max)
        )
    done = answered and not later and entry.confirmed.issuperset(item.steps())
    if entry.na:
        state, total, done = ItemState.NOT_APPLICABLE, 0, True
    elif entry.zero:
        state, total, done = ItemState.ZEROED, 0, True
    elif done:
        state = ItemState.CLEAR if total >= item.max else ItemState.DEDUCTED
    else:
        state = ItemState.DOING if touched or later else ItemState.UNSET
    return ItemResult(
        code=item.code,
        state=state,
        points=Points(total),
        max=item.max,
        done=done,
        checkpoints=tuple(checkpoints),
    )


def _losses(
    item: Item, entry: ItemEntry, result: ItemResult, star: Sequence[ItemResult]
) -> list[Loss]:
    """Name what cost points in one item; the losses of a finished visit add up to its total."""
    lost = Points(item.max - result.points)
    if result.state is ItemState.NOT_APPLICABLE:
        rest, rest_max = _rest(star)
        sentence = na_sentence(item, result.points, rest, rest_max)
        return [_whole(item, lost, sentence, entry.na)]
    if entry.zero:
        return [_whole(item, lost, zero_sentence(item, entry.zero), entry.zero.basis)]
    losses = []
    for checkpoint, at in zip(item.checkpoints, result.checkpoints, strict=True):
        if at.points is not None and at.points < at.max:
            counted = entry.entries[checkpoint.code]
            losses.append(
                Loss(
                    item=item.code,
                    checkpoint=checkpoint.code,
                    step=checkpoint.step,
                    points=Points(at.max - at.points),
                    sentence=loss_sentence(checkpoint, counted, at.points),
                    reasons=found_words(checkpoint, counted),
                )
            )
    return losses


def _whole(item: Item, lost: Points, sentence: str, ground: str) -> Loss:
    return Loss(
        item=item.code,
        checkpoint=None,
        step=None,
        points=lost,
        sentence=sentence,
        reasons=(ground,) if ground else (),
    )
