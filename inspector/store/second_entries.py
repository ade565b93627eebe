"""What second people typed: drafts of a laptop, compared to its counts until nothing differs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import Tree, canonical
from inspector.domain.double_entry import Settled, settled_of, settled_tree
from inspector.domain.entry_tree import item_from_tree, item_to_tree
from inspector.domain.ids import ItemCode, VisitUid
from inspector.domain.visit import Counted
from inspector.store.field_schema import SecondEntryRow
from inspector.store.rows import Rows

_NEW = insert(SecondEntryRow)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["visit"],
    set_={name: _NEW.excluded[name] for name in ("by", "at", "text")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondEntry:
    """One second entry: who typed it and when, what it counts, what was settled since.

    ``first`` is what stood there when it came: who changes it later settles nothing by that.
    """

    by: str
    at: datetime
    first: Counted
    counted: Counted
    settled: tuple[Settled, ...] = ()


class SecondEntries:
    """Second entries of the store, one a visit."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, uid: VisitUid, entry: SecondEntry) -> None:
        """Write what a second person typed, replacing what was there."""
        settled: list[Tree] = [settled_tree(one) for one in entry.settled]
        tree: dict[str, Tree] = {
            "first": _items(entry.first),
            "second": _items(entry.counted),
            "settled": settled,
        }
        text = canonical(tree).decode()
        values = {"visit": uid, "by": entry.by, "at": entry.at.isoformat(), "text": text}
        self._rows.write(_PUT, values)

    def of_visit(self, uid: VisitUid) -> SecondEntry | None:
        """Return what a second person typed of a visit, or None."""
        found = self._rows.read(
            select(SecondEntryRow.by, SecondEntryRow.at, SecondEntryRow.text).where(
                SecondEntryRow.visit == uid
            )
        )
        if not found:
            return None
        by, at, text = found[0]
        tree = json.loads(text)
        return SecondEntry(
            by=by,
            at=datetime.fromisoformat(at),
            first=_counted(tree["first"]),
            counted=_counted(tree["second"]),
            settled=tuple(map(settled_of, tree["settled"])),
        )

    def visits(self) -> frozenset[VisitUid]:
        """Return the visits of which there is a second entry."""
        return frozenset(VisitUid(uid) for (uid,) in self._rows.read(select(SecondEntryRow.visit)))


def _items(counted: Counted) -> dict[str, Tree]:
    return {str(code): item_to_tree(item) for code, item in counted.items()}


def _counted(tree: Mapping[str, Mapping[str, Tree]]) -> Counted:
    return {ItemCode(code): item_from_tree(one) for code, one in tree.items()}
