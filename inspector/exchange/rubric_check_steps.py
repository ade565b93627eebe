"""Steps and samples of a rubric: who looks at what, and how many of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector.exchange.rubric_check_shape import did_you_mean
from inspector.exchange.rubric_outline import ItemOutline, Outline, Part

# 一 counts only after 问 or 抽: elsewhere it is an idiom (一户一策)
_COUNTED = re.compile(
    r"([0-9]+|(?<=[问抽])一|[二两三四五六七八九十][一二三四五六七八九十]*)\s*(名|人|位|户|处|件|家|个|题|问|次|份|盏)"
)
_SAME_UNIT = {"名": "人", "位": "人", "问": "题"}
_DIGITS = {digit: at for at, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def check_steps(outline: Outline) -> None:
    """Blame steps that do not exist, and prompts that no checkpoint of the item marks."""
    ids = [step.text("id") for step in outline.steps if step.text("id")]
    if not ids:
        return
    for item in outline.items():
        marked_by = {checkpoint.text("by") for checkpoint in item.checkpoints}
        for checkpoint in item.checkpoints:
            by = checkpoint.text("by")
            if by and by not in ids:
                checkpoint.blame(
                    "by",
                    f"没有“{by}”这一步。{did_you_mean(by, ids)}",
                    f"请写 {'、'.join(ids)} 之一。",
                )
        methods = item.item.part("methods")
        for step in methods.tree:
            if step not in ids:
                methods.blame(
                    step,
                    f"没有“{step}”这一步。{did_you_mean(step, ids)}",
                    f"请写 {'、'.join(ids)} 之一。",
                )
            elif step not in marked_by and methods.listed(step):
                methods.blame(
                    step,
                    f"“{_name(outline, step)}”这一步有提示，本项却没有这一步的要点，看了无处记。",
                    "请把提示移到有要点的一步，或给这一步加一个要点。",
                )
    used = {checkpoint.text("by") for checkpoint in outline.checkpoints()}
    for part in outline.steps:
        if used and part.text("id") and part.text("id") not in used:
            part.blame("", f"“{part.text('name')}”这一步没有任何要点。", "请加要点，或删去这一步。")


def check_samples(outline: Outline) -> None:
    """Blame a number in a checkpoint's text or in its prompts that is not the sample's size."""
    for item in outline.items():
        for checkpoint in item.checkpoints:
            size = _size(checkpoint)
            if size is None:
                continue
            n, unit = size
            said = _numbers(checkpoint.text("text"), unit)
            if said and n not in said:
                checkpoint.blame(
                    "text",
                    f"文字写 {said[0]} {unit}，规则按 {n} {unit}计分。",
                    f"请把文字或规则改成一样（{said[0]} 或 {n}）。",
                )
            _check_prompts(item, checkpoint, n, unit)


def _check_prompts(item: ItemOutline, checkpoint: Part, n: int, unit: str) -> None:
    """A step may name several samples: it is enough that one of them has this size."""
    methods, step = item.item.part("methods"), checkpoint.text("by")
    said = [(at, number) for at, prompt in methods.texts(step) for number in _numbers(prompt, unit)]
    if said and n not in {number for _, number in said}:
        at, number = said[0]
        item.item.blame(
            ("methods", step, at),
            f"提示写 {number} {unit}，要点 {checkpoint.text('id')} 抽 {n} {unit}。",
            f"请把提示或要点改成一样（{number} 或 {n}）。",
        )


def _size(checkpoint: Part) -> tuple[int, str] | None:
    """Return how many are looked at and in which unit, or None if the rule does not say."""
    rule = checkpoint.part("rule")
    unit = rule.text("unit")
    if rule.text("kind") == "sample":
        n = rule.whole("n")
        return (n, unit) if n is not None and unit else None
    full, per = checkpoint.points("max"), rule.points("per")
    if rule.text("kind") == "deduct" and _same(unit) == "题" and full and per and full % per == 0:
        return full // per, unit
    return None


def _numbers(text: str, unit: str) -> list[int]:
    """Return the numbers with this unit in a text, and after them their sum (2名党员、2名群众)."""
    numbers = [
        number
        for digits, counted in _COUNTED.findall(text)
        if _same(counted) == _same(unit)
        for number in _value(digits)
    ]
    return [*numbers, sum(numbers)] if len(numbers) > 1 else numbers


def _value(digits: str) -> Iterator[int]:
    if digits.isdecimal() and digits.isascii():
        yield int(digits)
        return
    tens, ten, ones = digits.rpartition("十")
    if all(part in _DIGITS for part in (tens, ones) if part):
        yield (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _same(unit: str) -> str:
    return _SAME_UNIT.get(unit, unit)


def _name(outline: Outline, step: str) -> str:
    return next((part.text("name") for part in outline.steps if part.text("id") == step), step)
