"""What is said about a visit beside its counts: gaps left, signatures, corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import Tree, canonical, digest
from inspector.domain.ids import VisitUid
from inspector.domain.signing import Signature, signature_fields, signature_of
from inspector.domain.visit_paper import (
    Correction,
    LeftGap,
    correction_fields,
    correction_of,
    left_fields,
    left_of,
)
from inspector.store.field_schema import CorrectionRow, LeftGapRow, SignatureRow
from inspector.store.rows import Rows
from inspector.store.second_entries import SecondEntries

_PUT = insert(SignatureRow)
_PUT_SIGNATURE = _PUT.on_conflict_do_update(
    index_elements=["visit", "part"], set_={"text": _PUT.excluded.text}
)


class Papers:
    """Rows of left gaps, signatures and corrections."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.second = SecondEntries(rows)
        """What second people typed of the paper (双人核对)."""

    def put_left(self, uid: VisitUid, left: Iterable[LeftGap]) -> None:
        """Write all gaps that were left, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._replace(LeftGapRow, uid, map(left_fields, left))

    def left(self, uid: VisitUid) -> tuple[LeftGap, ...]:
        """Return the gaps that were left, in a steady order."""
        return tuple(sorted(map(left_of, self._trees(LeftGapRow, uid)), key=_place))

    def add_correction(self, uid: VisitUid, correction: Correction) -> None:
        """Write a correction beside those that are there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._add(CorrectionRow, uid, [correction_fields(correction)])

    def put_corrections(self, uid: VisitUid, corrections: Iterable[Correction]) -> None:
        """Write all corrections, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._replace(CorrectionRow, uid, map(correction_fields, corrections))

    def corrections(self, uid: VisitUid) -> tuple[Correction, ...]:
        """Return the corrections of a visit, in a steady order."""
        found = map(correction_of, self._trees(CorrectionRow, uid))
        return tuple(sorted(found, key=lambda one: (one.item, one.reason, one.by)))

    def sign(self, uid: VisitUid, signature: Signature) -> None:
        """Write a signature, replacing that of the same person."""
        self._rows.write(_PUT_SIGNATURE, _signed(uid, signature))

    def unsign(self, uid: VisitUid, part: str) -> None:
        """Take back what was noted for one person."""
        self._rows.write(
            delete(SignatureRow).where(SignatureRow.visit == uid, SignatureRow.part == part)
        )

    def put_signatures(self, uid: VisitUid, signatures: Iterable[Signature]) -> None:
        """Write all signatures, replacing those that were there."""
        self._rows.write(delete(SignatureRow).where(SignatureRow.visit == uid))
        self._rows.write(_PUT_SIGNATURE, [_signed(uid, one) for one in signatures])

    def signatures(self, uid: VisitUid) -> tuple[Signature, ...]:
        """Return the signatures of a visit, by part."""
        found = self._rows.read(
            select(SignatureRow.text).where(SignatureRow.visit == uid).order_by(SignatureRow.part)
        )
        return tuple(signature_of(json.loads(text)) for (text,) in found)

    def _replace(
        self,
        table: type[LeftGapRow | CorrectionRow],
        uid: VisitUid,
        trees: Iterable[dict[str, Tree]],
    ) -> None:
        self._rows.write(delete(table).where(table.visit == uid))
        self._add(table, uid, trees)

    def _add(
        self,
        table: type[LeftGapRow | CorrectionRow],
        uid: VisitUid,
        trees: Iterable[dict[str, Tree]],
    ) -> None:
        values = [
            {"visit": uid, "digest": digest(tree), "text": canonical(tree).decode()}
            for tree in trees
        ]
        self._rows.write(insert(table).on_conflict_do_nothing(), values)

    def _trees(
        self, table: type[LeftGapRow | CorrectionRow], uid: VisitUid
    ) -> list[dict[str, Tree]]:
        found = self._rows.read(select(table.text).where(table.visit == uid).order_by(table.digest))
        return [json.loads(text) for (text,) in found]


def _signed(uid: VisitUid, signature: Signature) -> dict[str, object]:
    text = canonical(signature_fields(signature)).decode()
    return {"visit": uid, "part": signature.part, "text": text}


def _place(left: LeftGap) -> tuple[str, str, str]:
    return str(left.item), str(left.checkpoint or ""), str(left.kind)
