"""裁定 ruling: what a named person at the office decided where laptops disagree.

A ruling is a revision whose parents are all the heads that disagree. It says what one of them
said, who chose it and why; the others stay for ever, and can still be shown.

Source: package format, section 4 (a named adjudicator writes a revision that lists all heads).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from inspector.domain.canonical import Tree
from inspector.domain.ids import Rid
from inspector.domain.reading import mapping, text
from inspector.domain.record import ENVELOPE, Record

RULING = "ruling"
"""The field that makes a revision a ruling; laptops may not write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Who decided, why, and which head was chosen."""

    by: str
    why: str
    chosen: Rid


def ruled_fields(chosen: Record, *, by: str, why: str) -> dict[str, Tree]:
    """Return the fields of the revision that says what ``chosen`` said, as a ruling.

    Raises:
        ValueError: Name or reason is blank.
    """
    said = {"by": normalize("NFC", by.strip()), "why": normalize("NFC", why.strip())}
    if not all(said.values()):
        raise ValueError("a ruling bears a name and a reason")
    fields = {
        key: part for key, part in chosen.tree.items() if key not in ENVELOPE and key != RULING
    }
    return {**fields, RULING: {**said, "chosen": str(chosen.rid)}}


def ruling_of(record: Record) -> Ruling | None:
    """Return the ruling that a record is, or None.

    Raises:
        ValueError: Its fields are of another kind.
    """
    if RULING not in record.tree:
        return None
    tree = mapping(record.tree, RULING)
    return Ruling(by=text(tree, "by"), why=text(tree, "why"), chosen=Rid(text(tree, "chosen")))


def disagreeing(
    records: Iterable[Record], heads: Mapping[str, tuple[Record, ...]]
) -> dict[str, tuple[Record, ...]]:
    """Return, for each uid that was ruled on, the revisions among which somebody chose, by rid."""
    by_rid = {record.rid: record for record in records}
    return {
        uid: tuple(by_rid[rid] for rid in sorted(found[0].parents) if rid in by_rid)
        for uid, found in heads.items()
        if len(found) == 1 and RULING in found[0].tree
    }
