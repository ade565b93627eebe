"""Problem 问题: what an earlier visit found and the next team should look at again.

Facts and reasons only, never points, levels or measured values: whoever reads them must not be
led to the earlier mark before the own one is in.

Source: policy.yaml, "rectification"; ``scoring.self_score_visible_to_team``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.explaining import found_words
from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode
from inspector.domain.rubric import Checkpoint, Deduct, Rubric, Sample
from inspector.domain.rules import checkpoint_points
from inspector.domain.visit import Counted, Entry

LONGEST_FACT = 120
"""Characters of a fact that is handed on; a dispatch stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was found; ``checkpoint`` is None where a zero case took the whole item."""

    item: ItemCode
    checkpoint: CheckpointCode | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fact of an earlier round that still stands at a site."""

    site: SiteCode
    item: ItemCode
    checkpoint: CheckpointCode | None
    fact: str
    round: RoundId
    deadline: str = ""
    """The class of its deadline, such as ``"限期整改"``; empty if the county has none."""

    @property
    def words(self) -> str:
        """What a return visit (整改回访) calls it: its code and the fact."""
        return f"{self.checkpoint or self.item} {self.fact}"


def handed_fact(words: str) -> str:
    """Return a fact as it is handed on to the next team."""
    return words if len(words) <= LONGEST_FACT else f"{words[: LONGEST_FACT - 1]}…"


def facts_of(rubric: Rubric, counted: Counted) -> Iterator[Fact]:
    """Yield what cost points, in the order of the form; what does not apply is no problem.

    Raises:
        EntryMismatch: An entry does not fit the rule of its checkpoint.
    """
    for item in rubric.items():
        entry = counted.get(item.code)
        if entry is None or entry.na:
            continue
        if entry.zero is not None:
            basis = f"（{entry.zero.basis}）" if entry.zero.basis else ""
            yield Fact(item=item.code, checkpoint=None, words=f"{entry.zero.condition}{basis}")
        for checkpoint in item.checkpoints:
            found = entry.entries.get(checkpoint.code)
            if found is not None and _stands(checkpoint, found):
                words = fact_words(checkpoint, found)
                yield Fact(item=item.code, checkpoint=checkpoint.code, words=words)


def fact_words(checkpoint: Checkpoint, entry: Entry) -> str:
    """Say what was found: the reasons with how often each, else how many, else what was not met."""
    reasons = "、".join(found_words(checkpoint, entry))
    if reasons:
        return reasons
    match checkpoint.rule:
        case Deduct(unit=unit):
            return f"{checkpoint.text}：{entry.defects} {unit}"
        case Sample(unit=unit):
            return f"{checkpoint.text}：{entry.defects} {unit}不合格"
        case _:
            return f"{checkpoint.text}：没有达到要求"


def _stands(checkpoint: Checkpoint, entry: Entry) -> bool:
    points = checkpoint_points(checkpoint, entry)
    return points is not None and points < checkpoint.max
