"""A number is given to one package only, and what a maker signed is kept."""

from __future__ import annotations

import pytest
from played_county import County, at_office, count_site, in_field, sites_of

from inspector.actions import receiving, sealing, sending
from inspector.domain.ids import Rid
from inspector.exchange.frame import read_frame
from inspector.exchange.header import package_id, read_header, rids_digest
from inspector.store.packages import Direction, PackageLine


def test_a_kill_between_writing_and_noting_uses_the_number_up(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        with monkeypatch.context() as patch:

            def killed(*_args: object, **_named: object) -> None:
                raise KeyboardInterrupt

            patch.setattr(sending, "note_package", killed)
            with pytest.raises(KeyboardInterrupt):
                sending.export(desk, county.root / "back")
        sent = sending.export(desk, county.root / "back")
        with desk.store.reading() as reading:
            (noted,) = reading.packages.all(Direction.OUT)
    assert (noted.id, noted.seq) == (sent.package_id, 2)
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, sorted((county.root / "back").iterdir()))
        with desk.store.reading() as reading:
            assert [one.seq for one in reading.packages.all(Direction.IN)] == [1, 2]
    assert not any(one.refused for one in taken)


def test_both_sides_keep_what_was_signed_and_which_records_it_carried(county: County) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        with desk.store.reading() as reading:
            (taken,) = reading.packages.all(Direction.IN)
            count = reading.records.count()
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (sent,) = reading.packages.all(Direction.OUT)
    assert (taken.frame, taken.rids, taken.claimed_at) == (sent.frame, sent.rids, sent.claimed_at)
    frame, _at = read_frame(taken.frame.encode(), len(taken.frame))
    header = read_header(frame.header)
    assert package_id(frame.header) == taken.id
    assert header.facts.rids == rids_digest(_rids(taken))
    assert len(_rids(taken)) == len(set(_rids(taken))) == taken.records == count
    assert taken.claimed_at == header.facts.claimed_at


def _rids(line: PackageLine) -> list[Rid]:
    return [Rid(line.rids[at : at + 64]) for at in range(0, len(line.rids), 64)]
