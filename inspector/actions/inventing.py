"""Invent what a team might have counted, for the demo and the sample county.

Every count comes from the rubric and a seed: no star, item or point stands here.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Item, Level, Ratio, Rubric, Sample
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason

DOCUMENT_BASIS = "见现场记录"


def invent(rubric: Rubric, rng: Random, *, care: float) -> Counted:
    """Count a whole site; ``care`` from 0 (many faults) to 1 (hardly any) is how well it is run."""
    counted: dict[ItemCode, ItemEntry] = {}
    for item in rubric.items():
        entries: dict[CheckpointCode, Entry] = {
            point.code: _count(point, rng, care) for point in item.checkpoints
        }
        counted[item.code] = ItemEntry(
            entries=_with_ground(item, entries), confirmed=frozenset(item.steps())
        )
    return counted


def _count(point: Checkpoint, rng: Random, care: float) -> Entry:
    rule = point.rule
    faulty = rng.random() > 0.55 + 0.43 * care
    if isinstance(rule, Level):
        worst = len(rule.levels) - 1
        at = min(worst, int(rng.random() * (3.2 - 2.6 * care))) if faulty or care < 0.5 else 0
        return Entry(level=rule.levels[at][0], reasons=_reasons(point, rng, 1 if at else 0))
    if isinstance(rule, Bands):
        return _measured(point, rng, rule.bands[0][0] * Decimal(2), care)
    if isinstance(rule, Ratio):
        return _measured(point, rng, rule.target * Decimal("1.4"), care)
    return _counted(point, rng, faulty=faulty)


def _counted(point: Checkpoint, rng: Random, *, faulty: bool) -> Entry:
    rule = point.rule
    if isinstance(rule, Sample):
        seen = rule.n if rng.random() < 0.9 else max(1, rule.n - rng.randint(1, 2))
        failing = min(seen, 1 + int(rng.random() * 2)) if faulty else 0
        return Entry(defects=failing, seen=seen, reasons=_reasons(point, rng, failing))
    if isinstance(rule, Deduct):
        defects = 1 + int(rng.random() * rng.random() * 4) if faulty else 0
        return Entry(defects=defects, reasons=_reasons(point, rng, defects), filled=not faulty)
    return Entry(met=not faulty, reasons=_reasons(point, rng, int(faulty)), filled=not faulty)


def _measured(point: Checkpoint, rng: Random, top: Decimal, care: float) -> Entry:
    share = Decimal(f"{min(1.0, 0.25 + 0.75 * care * (0.6 + 0.6 * rng.random())):.3f}")
    return Entry(measure=(top * share).quantize(Decimal("0.1")), reasons=_reasons(point, rng, 1))


def _reasons(point: Checkpoint, rng: Random, count: int) -> tuple[Reason, ...]:
    phrases = point.phrases or (point.text,)
    chosen: dict[str, int] = {}
    for _ in range(count):
        phrase = phrases[int(rng.random() * min(6, len(phrases)))]
        chosen[phrase] = chosen.get(phrase, 0) + 1
    return tuple(Reason(text=text, count=times) for text, times in chosen.items())


def _with_ground(item: Item, entries: dict[CheckpointCode, Entry]) -> dict[CheckpointCode, Entry]:
    """Name the document behind each deduction, as the policy asks for large ones."""
    documents = "、".join(item.documents) or DOCUMENT_BASIS
    return {
        code: replace(entry, note=f"依据：{documents}") if entry.reasons else entry
        for code, entry in entries.items()
    }
