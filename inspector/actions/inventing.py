"""Invent what a team might have counted, for the demo and the sample county.

Every count comes from the rubric and a seed: no star, item or point stands here.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from inspector.domain.ids import CheckpointCode
from inspector.domain.rubric import Bands, Checkpoint, Deduct, Item, Level, Ratio, Rubric, Sample
from inspector.domain.rules import checkpoint_points
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason

DOCUMENT_BASIS = "现场记录"
PROOF_SHARE = 3
"""A deduction of a third of the item asks for proof: the note then names the ledger."""


def invent(rubric: Rubric, rng: Random, *, care: float) -> Counted:
    """Count a whole site; ``care`` from 0 (many faults) to 1 (hardly any) is how well it is run."""
    return {item.code: _item(item, rng, care) for item in rubric.items()}


def _item(item: Item, rng: Random, care: float) -> ItemEntry:
    entries: dict[CheckpointCode, Entry] = {}
    lost = 0
    for point in item.checkpoints:
        entry = _count(point, rng, care)
        missing = point.max - (checkpoint_points(point, entry) or 0)
        if missing:
            entry = replace(entry, reasons=_reasons(point, rng, max(1, entry.defects or 1)))
        lost += missing
        entries[point.code] = entry
    if lost * PROOF_SHARE >= item.max:
        ground = "、".join(item.documents) or DOCUMENT_BASIS
        worst = next(code for code, entry in entries.items() if entry.reasons)
        entries[worst] = replace(entries[worst], note=f"依据：{ground}")
    return ItemEntry(entries=entries, confirmed=frozenset(item.steps()))


def _count(point: Checkpoint, rng: Random, care: float) -> Entry:
    rule = point.rule
    faulty = rng.random() > 0.35 + 0.6 * care
    if isinstance(rule, Level):
        worse = int(rng.random() * 3.4 * (1.1 - care)) + (1 if faulty else 0)
        return Entry(level=rule.levels[min(len(rule.levels) - 1, worse)][0])
    if isinstance(rule, Bands):
        return _measured(rng, rule.bands[0][0] * Decimal(2), care)
    if isinstance(rule, Ratio):
        return _measured(rng, rule.target * Decimal("1.4"), care)
    if isinstance(rule, Sample):
        seen = rule.n if rng.random() < 0.9 else max(1, rule.n - rng.randint(1, 2))
        failing = min(seen, 1 + int(rng.random() * 2.5)) if faulty else 0
        return Entry(defects=failing, seen=seen)
    if isinstance(rule, Deduct):
        defects = 1 + int(rng.random() * 4 * (1.2 - care)) if faulty else 0
        return Entry(defects=defects, filled=not faulty)
    return Entry(met=not faulty, filled=not faulty)


def _measured(rng: Random, top: Decimal, care: float) -> Entry:
    share = Decimal(f"{min(1.0, 0.15 + 0.85 * care * (0.5 + 0.7 * rng.random())):.3f}")
    return Entry(measure=(top * share).quantize(Decimal("0.1")))


def _reasons(point: Checkpoint, rng: Random, count: int) -> tuple[Reason, ...]:
    phrases = point.phrases or (point.text,)
    chosen: dict[str, int] = {}
    for _ in range(count):
        phrase = phrases[int(rng.random() * min(6, len(phrases)))]
        chosen[phrase] = chosen.get(phrase, 0) + 1
    return tuple(Reason(text=text, count=times) for text, times in chosen.items())
