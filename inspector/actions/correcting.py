"""更正: after everybody has signed, one item is counted anew, with a reason and a name.

The signed sheet stays as it was under its code; a new seal says what the visit comes to now.
Until it is submitted, a correction is a draft beside the visit, saved at every key.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit, load_visit, save_items
from inspector.actions.sealing import LOCKED, NotComplete, SealedVisit, seal_in
from inspector.domain.canonical import Tree, canonical
from inspector.domain.entry_tree import item_from_tree, item_to_tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode, VisitUid
from inspector.domain.points import Points
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import EMPTY, Counted, ItemEntry
from inspector.domain.visit_paper import Correction
from inspector.store.events import Event

DRAFT = "correction/"
"""Where a correction in hand is kept: in the folder's own notes, since it travels nowhere."""


class NotCorrectable(InspectorError):
    """Nobody has signed yet: what is wrong is simply changed."""

    code: ClassVar[str] = "S263"
    what: ClassVar[str] = "{place} 还没有签字锁定，不用更正。"
    next_step: ClassVar[str] = "没定稿的直接改；定了稿没签字的，写明原因重开再改。"


class NobodyCorrects(InspectorError):
    """A correction without a reason or a name."""

    code: ClassVar[str] = "S264"
    what: ClassVar[str] = "更正要有原因和更正人，{place} 没有改动。"
    next_step: ClassVar[str] = "请写上一句原因和更正人的姓名，两样都印在更正后的表上。"


class NothingCorrected(InspectorError):
    """The new counts are the old ones."""

    code: ClassVar[str] = "S265"
    what: ClassVar[str] = "{item} 和原来一样，没有可更正的。"
    next_step: ClassVar[str] = "请先把这一项改成应有的样子，再提交更正。"


def correct(desk: Desk, visit: OpenVisit, items: Counted, *, reason: str, by: str) -> SealedVisit:
    """Count items anew after the signatures, and seal the visit again.

    Args:
        desk: The team's desk.
        visit: The visit, signed and locked.
        items: What each item holds from now on; items that it does not name stay.
        reason: Why; kept for ever and printed.
        by: Who answers for it, by name; kept for ever and printed.

    Raises:
        NobodyCorrects: Reason or name is blank; nothing was changed.
        NotCorrectable: It is not locked.
        NothingCorrected: An item is what it was.
        EntryMismatch: An entry does not fit its rule.
        NotComplete: Something would be missing; nothing was changed.
    """
    if not reason.strip() or not by.strip():
        raise NobodyCorrects(place=visit.place)
    with desk.store.unit() as unit:
        head = unit.visits.one(visit.uid)
        if head is None or head.signed not in LOCKED:
            raise NotCorrectable(place=visit.place)
        before = load_visit(unit, visit.uid)
        fresh = _confirmed(before, items)
        for code, entry in fresh.items():
            if entry == before.counted.get(code, EMPTY):
                raise NothingCorrected(item=code)
        after = replace(before, counted={**before.counted, **fresh})
        card, old = after.card(), _points(before.card())
        if musts := [gap.sentence for gap in card.gaps if gap.must]:
            raise NotComplete(place=before.place, count=len(musts), first=musts[0])
        unit.visits.reopen(visit.uid)
        save_items(unit, desk, after, fresh)
        new = _points(card)
        for code in items:
            correction = Correction(
                item=code, reason=reason.strip(), by=by.strip(), before=old[code], after=new[code]
            )
            unit.papers.add_correction(visit.uid, correction)
        said = f"更正 {'、'.join(items)}：{reason.strip()}（{by.strip()}）"
        sealed = seal_in(unit, desk, after, card, reason=said)
        unit.visits.note_signed(visit.uid, head.signed)
        event = Event(
            at=desk.clock(), actor=by.strip(), kind="correct", subject=visit.uid, detail=said
        )
        unit.events.add(event)
        unit.meta.remove(DRAFT + visit.uid)
        unit.commit()
    return sealed


def keep_draft(desk: Desk, uid: VisitUid, items: Counted) -> None:
    """Save what a correction in hand counts, replacing what was kept; nothing drops it.

    Raises:
        OnlyReading, DiskFull, FolderReadOnly, StoreBusy: It was not saved.
    """
    tree: dict[str, Tree] = {str(code): item_to_tree(entry) for code, entry in items.items()}
    with desk.store.unit() as unit:
        if tree:
            unit.meta.put(DRAFT + uid, canonical(tree).decode())
        else:
            unit.meta.remove(DRAFT + uid)
        unit.commit()


def draft_of(desk: Desk, uid: VisitUid) -> Counted:
    """Return what a correction in hand counts; empty if there is none."""
    with desk.store.reading() as reading:
        text = reading.meta.get(DRAFT + uid)
    tree = json.loads(text) if text else {}
    return {ItemCode(code): item_from_tree(one) for code, one in tree.items()}


def correct_from(desk: Desk, visit: OpenVisit, file: Path, *, reason: str, by: str) -> SealedVisit:
    """Correct what an entry file counts; see :func:`correct`.

    Rows of an item that it does not name stay as they were.

    Raises:
        EntriesFaulty: The file has faults, all of them listed.
    """
    from inspector.exchange.entries_file import (  # noqa: PLC0415 - a visit begins without YAML
        read_entries,
    )

    typed = read_entries(file, visit.rubric).items
    items: dict[ItemCode, ItemEntry] = {}
    for code, entry in typed.items():
        before = visit.counted.get(code, EMPTY)
        rows = {**before.entries, **entry.entries}
        items[code] = replace(entry, entries=rows, photos=before.photos)
    return correct(desk, visit, items, reason=reason, by=by)


def _confirmed(visit: OpenVisit, items: Counted) -> dict[ItemCode, ItemEntry]:
    """Return items as confirmed in all their steps: who corrects has looked at the whole item."""
    return {
        code: replace(entry, confirmed=frozenset(visit.rubric.item(code).steps()))
        for code, entry in items.items()
    }


def _points(card: Scorecard) -> dict[ItemCode, Points]:
    return {item.code: item.points for item in card.items}
