"""Bring in the levels of years that this folder has no frozen rounds of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.actions.desk import Desk
from inspector.actions.forms import document_of, policy_of
from inspector.domain.policy import Policy
from inspector.domain.star_history import History, history_from_tree, history_to_tree, merged
from inspector.exchange.history_list import read_history
from inspector.store.events import Event
from inspector.store.unit import Reading

HISTORY = "history"
"""Kind of the document; it stays at the office and is in no dispatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What a list brought: how many sites of each year, and how many levels it changed."""

    years: tuple[tuple[int, int], ...]
    changed: int


def brought_in(reading: Reading) -> History:
    """Return the levels that were brought in so far."""
    document = reading.documents.current(HISTORY)
    return {} if document is None else history_from_tree(document.tree())


def import_history(desk: Desk, path: Path) -> BroughtIn:
    """Add a list of levels to those of earlier lists; what it says again is replaced.

    Raises:
        ListFaulty: The list has faults; all of them are in ``problems``, nothing was brought in.
        FormMissing: The folder holds no policy.
        FileMissing, FileUnreadable: The file cannot be read.
    """
    with desk.store.reading() as reading:
        known = frozenset(str(one.code) for one in reading.sites.all())
        written = _written(policy_of(reading))
    new = read_history(path, known, written)
    with desk.store.unit() as unit:
        before = brought_in(unit)
        document = document_of(HISTORY, history_to_tree(merged(before, new)))
        unit.documents.put(document)
        unit.events.add(
            Event(
                at=desk.clock(), actor="", kind="history",
                subject="、".join(map(str, sorted(new))), detail=document.digest,
            )
        )  # fmt: skip
        unit.commit()
    changed = sum(
        before.get(year, {}).get(site, level) != level
        for year, sites in new.items()
        for site, level in sites.items()
    )
    years = tuple((year, len(levels)) for year, levels in sorted(new.items()))
    return BroughtIn(years=years, changed=changed)


def _written(policy: Policy) -> dict[str, int]:
    """Return how a list may write each level: 5, 五星, 5星."""
    top = policy.ranking.top_level
    figures = {str(level): level for level in range(top + 1)}
    names = {policy.level_name(level).replace(" ", ""): level for level in range(top + 1)}
    return figures | names | {f"{level}星": level for level in range(top + 1)}
