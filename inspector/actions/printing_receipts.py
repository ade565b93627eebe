"""Print a team's receipt: one page with the check characters of each package."""

from __future__ import annotations

from pathlib import Path

from inspector.actions import keys
from inspector.actions.custody import custody, gap_words
from inspector.actions.desk import Desk
from inspector.actions.receipting import WrittenReceipt
from inspector.actions.spoken import check_in
from inspector.domain.ids import RoundId
from inspector.sheets.receipt_slip import ReceiptSlip, TakenPackage, write_receipt_slip
from inspector.store.packages import Direction


def print_receipt(desk: Desk, written: WrittenReceipt) -> Path:
    """Write the page beside the receipt and return its path.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    receipt, team = written.receipt, written.team
    round_id = receipt.rounds[-1] if receipt.rounds else RoundId("")
    standing = next((one for one in custody(desk, round_id).teams if one.team == team), None)
    with desk.store.reading() as reading:
        packages = tuple(
            TakenPackage(
                package=one.id,
                check=check_in(reading, one.id, round_id=one.round, team=one.team),
                device=one.device,
                seq=one.seq,
                records=one.records,
                photos=one.objects,
                at=one.at,
            )
            for one in reversed(reading.packages.all(Direction.IN))
            if one.team == team
        )
        county = reading.meta.get(keys.COUNTY_NAME) or ""
    out = written.path.with_suffix(".pdf")
    slip = ReceiptSlip(
        county=county,
        round=round_id,
        team=team,
        number=receipt.number,
        at=receipt.at,
        assigned=standing.assigned if standing is not None else 0,
        handed_in=standing.handed_in if standing is not None else 0,
        photos=len(receipt.held),
        missing=len(receipt.missing),
        packages=packages,
        lacking=tuple(gap_words(standing)) if standing is not None else (),
        turned=tuple(f"{one.name}（{one.code}）{one.sentence}" for one in receipt.turned),
    )
    write_receipt_slip(out, slip)
    return out
