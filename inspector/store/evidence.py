"""What is known of the photos; the pictures themselves lie in the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import ColumnElement, bindparam, delete, func, literal_column, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import Digest, RoundId, VisitUid
from inspector.domain.visit import Evidence
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import EvidenceRow, VisitRow

_FIELDS = tuple(field.name for field in fields(Evidence))
_ADD = (
    insert(EvidenceRow)
    .values({name: bindparam(name) for name in ("visit", *_FIELDS)})
    .on_conflict_do_nothing()
)


class VisitEvidence:
    """Evidence rows of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, uid: VisitUid, evidence: Sequence[Evidence]) -> int:
        """Note photos of a visit; one that is there already stays. Return how many were new.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        return self._rows.write(_ADD, [asdict(one) | {"visit": uid} for one in evidence])

    def remove(self, uid: VisitUid, digest: Digest) -> None:
        """Forget a photo of a visit.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(
            delete(EvidenceRow).where(EvidenceRow.visit == uid, EvidenceRow.digest == digest)
        )

    def of_visit(self, uid: VisitUid) -> tuple[Evidence, ...]:
        """Return the photos of a visit in the order they were added."""
        found = self._rows.read(
            select(EvidenceRow.__table__)
            .where(EvidenceRow.visit == uid)
            .order_by(literal_column("evidence.rowid"))
        )
        return tuple(_evidence(row) for row in found)

    def digests(self) -> frozenset[Digest]:
        """Return every photo that some visit holds."""
        found = self._rows.read(select(EvidenceRow.digest).distinct())
        return frozenset(Digest(digest) for (digest,) in found)

    def sources(self) -> frozenset[Digest]:
        """Return the camera's file of every such photo, whether its original was kept or not."""
        found = self._rows.read(select(EvidenceRow.source_digest).distinct())
        return frozenset(Digest(digest) for (digest,) in found)

    def digests_of_round(self, round_id: RoundId) -> dict[VisitUid, tuple[Digest, ...]]:
        """Return the photos of each visit of a round, in one query; none, no key.

        One row a visit: while an import computes, each row fetched may wait for it, and 33,000
        of them took more than a second.
        """
        joined: ColumnElement[str] = literal_column(
            "group_concat(evidence.digest, ' ' ORDER BY evidence.rowid)"
        )
        found = self._rows.read(
            select(EvidenceRow.visit, joined)
            .join(VisitRow, VisitRow.uid == EvidenceRow.visit)
            .where(VisitRow.round == round_id)
            .group_by(EvidenceRow.visit)
        )
        return {VisitUid(uid): tuple(map(Digest, digests.split())) for uid, digests in found}

    def counts(self) -> dict[VisitUid, int]:
        """Return how many photos each visit has; none, no key."""
        found = self._rows.read(select(EvidenceRow.visit, func.count()).group_by(EvidenceRow.visit))
        return {VisitUid(uid): count for uid, count in found}


def _evidence(row: AnyRow) -> Evidence:
    return Evidence(**{name: getattr(row, name) for name in _FIELDS})
