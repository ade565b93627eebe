"""Findings of visits without points."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import canonical
from inspector.domain.finding import Finding, finding_digest, finding_fields, finding_of
from inspector.domain.ids import VisitUid
from inspector.store.field_schema import FindingRow
from inspector.store.rows import Rows


class Findings:
    """Finding rows of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, uid: VisitUid, finding: Finding) -> None:
        """Write a finding, replacing what stood under its number.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self.remove(uid, finding.n)
        self.add(uid, [finding])

    def add(self, uid: VisitUid, findings: Iterable[Finding]) -> int:
        """Write findings beside those that are there, whatever their numbers; return how many.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        values = [_values(uid, finding) for finding in findings]
        return self._rows.write(insert(FindingRow).on_conflict_do_nothing(), values)

    def remove(self, uid: VisitUid, number: int) -> None:
        """Take back a finding.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(
            delete(FindingRow).where(FindingRow.visit == uid, FindingRow.number == number)
        )

    def replace(self, uid: VisitUid, findings: Iterable[Finding]) -> None:
        """Write all findings of a visit, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(delete(FindingRow).where(FindingRow.visit == uid))
        self.add(uid, findings)

    def of_visit(self, uid: VisitUid) -> tuple[Finding, ...]:
        """Return the findings of a visit by number; of one number, in a steady order."""
        found = self._rows.read(
            select(FindingRow.text)
            .where(FindingRow.visit == uid)
            .order_by(FindingRow.number, FindingRow.digest)
        )
        return tuple(finding_of(json.loads(text)) for (text,) in found)

    def of_visits(self, uids: Collection[VisitUid]) -> dict[VisitUid, tuple[Finding, ...]]:
        """Return the findings of those visits that have any, each as :meth:`of_visit`."""
        found = self._rows.read(
            select(FindingRow.visit, FindingRow.text)
            .where(FindingRow.visit.in_(uids))
            .order_by(FindingRow.number, FindingRow.digest)
        )
        several: dict[VisitUid, tuple[Finding, ...]] = {}
        for visit, text in found:
            uid = VisitUid(visit)
            several[uid] = (*several.get(uid, ()), finding_of(json.loads(text)))
        return several


def _values(uid: VisitUid, finding: Finding) -> dict[str, object]:
    return {
        "visit": uid,
        "digest": finding_digest(finding),
        "number": finding.n,
        "text": canonical(finding_fields(finding)).decode(),
    }
