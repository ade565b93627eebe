"""The doctor says what is missing and what a full disk will do."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, at_office, draw_photo, in_field, sites_of

from inspector.actions import examining, gathering, receiving, scoring
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.store.store import Store


def finding(desk: Desk, name: str) -> Finding:
    return next(one for one in examining.examine(desk) if one.name == name)


def test_a_photo_that_is_lost_is_a_fault_on_the_laptop_and_awaited_at_the_office(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        (photo,) = gathering.attach(desk, visit, item, [draw_photo(tmp_path / "a.jpg")]).evidence
        assert finding(desk, "照片").sentence == "1 张都完好"
    package = county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk:
        desk.vault.discard(photo.digest)
        lost = finding(desk, "照片")
        assert not lost.well
        assert photo.digest[:12] in lost.sentence
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        desk.vault.discard(photo.digest)
        awaited = finding(desk, "照片")
        assert awaited.well
        assert "1 张还没有收到" in awaited.sentence


def test_little_room_and_a_damaged_store_are_said(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        monkeypatch.setattr(examining, "free_bytes", lambda _path: examining.SPACE_WANTED - 1)
        room = finding(desk, "磁盘")
        assert not room.well
        assert room.sentence == "还剩 1.1 GB，少于 1 GB，请先清理磁盘"
        monkeypatch.setattr(examining, "free_bytes", lambda _path: examining.SPACE_WANTED)
        assert finding(desk, "磁盘").well
        assert finding(desk, "数据库").sentence == "完整"
        monkeypatch.setattr(Store, "faults", lambda *_, **__: ("page 7",))
        assert "page 7" in finding(desk, "数据库").sentence


def test_the_doctor_can_be_stopped_and_rebuilds_only_at_the_office(
    county: County, tmp_path: Path
) -> None:
    ticket = Ticket()
    ticket.cancel()
    with in_field(county.laptop) as desk:
        assert "重算" not in [one.name for one in examining.examine(desk, rebuild=True)]
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [draw_photo(tmp_path / "a.jpg")])
        with pytest.raises(Cancelled):
            examining.examine(desk, ticket=ticket)
    with at_office(county.office) as desk:
        assert "重算" in [one.name for one in examining.examine(desk)]
