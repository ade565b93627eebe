"""How far the phones' clocks were off, visit by visit."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.canonical import canonical
from inspector.domain.ids import VisitUid
from inspector.domain.slate import How, PhoneClock, clock_fields, clock_of
from inspector.store.field_schema import PhoneClockRow
from inspector.store.rows import Rows
from inspector.store.schema import VisitRow

_NEW = insert(PhoneClockRow)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["visit", "phone"], set_={"text": _NEW.excluded.text}
)


class PhoneClocks:
    """Phone clock rows of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, uid: VisitUid, clocks: Iterable[PhoneClock]) -> None:
        """Note clocks of a visit, each over what was known of that phone.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        values = [
            {"visit": uid, "phone": clock.key, "text": canonical(clock_fields(clock)).decode()}
            for clock in clocks
        ]
        self._rows.write(_PUT, values)

    def replace(self, uid: VisitUid, clocks: Iterable[PhoneClock]) -> None:
        """Write all clocks of a visit, replacing those that were there.

        Raises:
            VisitSealed: 定稿 froze the visit.
        """
        self._rows.write(delete(PhoneClockRow).where(PhoneClockRow.visit == uid))
        self.put(uid, clocks)

    def of_visit(self, uid: VisitUid) -> tuple[PhoneClock, ...]:
        """Return the clocks of a visit, by phone."""
        found = self._rows.read(
            select(PhoneClockRow.text)
            .where(PhoneClockRow.visit == uid)
            .order_by(PhoneClockRow.phone)
        )
        return tuple(clock_of(json.loads(text)) for (text,) in found)

    def last_known(self) -> dict[str, PhoneClock]:
        """Return what the newest visit knew of each phone, by its key."""
        found = self._rows.read(
            select(PhoneClockRow.phone, PhoneClockRow.text)
            .join(VisitRow, VisitRow.uid == PhoneClockRow.visit)
            .order_by(VisitRow.started_at, VisitRow.uid)
        )
        clocks = {phone: clock_of(json.loads(text)) for phone, text in found}
        return {phone: clock for phone, clock in clocks.items() if clock.how is not How.SKIPPED}
