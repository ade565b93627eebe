"""What the office acknowledged is not handed in again; what it did not, is."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of

from inspector.actions import acknowledging, gathering, receipting, receiving, sealing, sending
from inspector.actions.desk import Desk
from inspector.domain.ids import SiteCode, TeamId
from inspector.exchange import open_package
from inspector.store.packages import Direction


def seal_with_photos(desk: Desk, site: SiteCode, folder: Path, count: int = 2) -> None:
    visit = count_site(desk, site)
    item = next(
        one.code
        for one in visit.rubric.items()
        if not all(point.no_photo for point in one.checkpoints)
    )
    files = [draw_photo(folder / f"{site}-{number}.jpg") for number in range(count)]
    gathering.attach(desk, visit, item, files)
    sealing.seal_site(desk, str(site))


def receive(county: County, *files: Path) -> Path:
    """Take packages in at the office and write the receipt of T01."""
    with at_office(county.office) as desk:
        assert not any(one.refused for one in receiving.take_in(desk, files))
        (written,) = receipting.write_receipts(desk, county.root / "receipts", TeamId("T01"))
    return written.path


def test_the_next_export_is_what_no_receipt_covers(county: County, tmp_path: Path) -> None:
    out = county.root / "back"
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert (taken.older, taken.photos, taken.missing, taken.differing) == (False, 2, (), ())
        assert taken.records == first.volumes[0].records
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
        with desk.store.reading() as reading:
            sent = reading.packages.all(Direction.OUT)
            mine = reading.records.digest()
    facts = open_package.describe(second.path).header.facts
    assert (second.visits, second.photos, facts.base) == (1, 2, second.base)
    assert second.base == open_package.describe(receipt).package_id
    assert not set(_rids(sent[0].rids)) & set(_rids(sent[1].rids))
    receive(county, second.path)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert reading.records.digest() == mine


def _rids(joined: str) -> list[str]:
    return [joined[at : at + 64] for at in range(0, len(joined), 64)]
