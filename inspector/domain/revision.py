"""What a revision says, apart from who wrote it, where and when."""

from __future__ import annotations

from collections.abc import Iterable

from inspector.domain.canonical import Tree, canonical
from inspector.domain.ids import Rid
from inspector.domain.record import ENVELOPE, Record

CLAIMS = {"item": frozenset(("points",))}
"""Fields, by type, that the office computes again: they never make a difference."""


def content(record: Record) -> bytes:
    """Return the canonical bytes of what was counted, without envelope and claims.

    Two records of one uid with equal content say the same.
    """
    claims = CLAIMS.get(record.type, frozenset())
    fields: dict[str, Tree] = {
        key: part
        for key, part in record.tree.items()
        if key == "t" or (key not in ENVELOPE and key not in claims)
    }
    return canonical(fields)


def unreplaced(revisions: Iterable[Record]) -> tuple[Record, ...]:
    """Return the revisions, all of one uid, that no other one replaces, by rid.

    Repetitions and order do not matter; a parent that is not among them does no harm.
    """
    by_rid: dict[Rid, Record] = {record.rid: record for record in revisions}
    replaced = {parent for record in by_rid.values() for parent in record.parents}
    return tuple(by_rid[rid] for rid in sorted(by_rid) if rid not in replaced)
