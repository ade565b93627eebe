"""Packages of one laptop are a chain; what does not fit into one becomes volumes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from exchanged import T01, receive, seal_all, seal_with_photos
from played_county import ROUND, County, at_office, count_site, in_field, sites_of

from inspector.actions import (
    acknowledging,
    covering,
    custody,
    keys,
    looking,
    receiving,
    sealing,
    sending,
)
from inspector.actions.outstanding import outstanding
from inspector.domain.coverage import CoverageState
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.exchange import open_package
from inspector.exchange.header import Kind
from inspector.exchange.volumes import LIMITS, Profile
from inspector.exchange.write_package import ReadBackFailed
from inspector.platform.durable import DiskFull
from inspector.store.packages import Direction

CHAT = sending.Wish(profile=Profile.CHAT)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make volumes of some 600 kB, so that few photos need several."""
    monkeypatch.setitem(LIMITS, Profile.CHAT, 750_000)


@pytest.fixture
def out(county: County) -> Path:
    return county.root / "back"


def test_the_second_package_names_the_first(county: County, out: Path) -> None:
    with in_field(county.laptop) as desk:
        first_site, second_site = sites_of(desk)
        sealing.seal(desk, count_site(desk, first_site))
        first = sending.export(desk, out)
        sealing.seal(desk, count_site(desk, second_site))
        second = sending.export(desk, out)
        with desk.store.reading() as reading:
            noted = reading.packages.all(Direction.OUT)
    one, two = (open_package.describe(sent.path).header.facts for sent in (first, second))
    assert (one.seq, one.prev, one.part, one.base) == (1, "", None, "")
    assert (two.seq, two.prev) == (2, first.package_id)
    assert (first.visits, second.visits) == (1, 2)
    assert one.chain is not None
    assert two.chain is not None
    assert two.chain.n > one.chain.n
    assert [line.id for line in noted] == [first.package_id, second.package_id]
    shown = looking.describe(second.path)
    assert (shown["序号"], shown["包号"]) == ("2", second.package_id)


def test_a_visit_that_is_not_sealed_stays_at_home(county: County) -> None:
    with in_field(county.laptop) as desk:
        first_site, second_site = sites_of(desk)
        sealing.seal(desk, count_site(desk, first_site))
        count_site(desk, second_site)
        with desk.store.reading() as reading:
            load = outstanding(reading, desk.vault)
    assert {record.uid.split("/")[2] for record in load.records} == {first_site}


@pytest.mark.usefixtures("small")
def test_volumes_come_in_any_order_and_any_may_be_late(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path, count=3)
        sent = sending.export(desk, out, CHAT)
    files = [one.path for one in sent.volumes]
    heads = [open_package.describe(file).header.facts for file in files]
    assert len(files) >= 3
    assert [head.kind for head in heads] == [Kind.VISIT, *[Kind.OBJECTS] * (len(files) - 1)]
    assert [head.seq for head in heads] == list(range(1, len(files) + 1))
    assert [head.prev for head in heads] == ["", *(one.package_id for one in sent.volumes[:-1])]
    parts = [head.part for head in heads if head.part is not None]
    assert [(part.index, part.of) for part in parts] == [
        (at, len(files)) for at in range(1, len(files) + 1)
    ]
    assert len({part.set for part in parts}) == 1
    assert f"{len(files)}之1" in files[0].name
    assert all(file.stat().st_size <= LIMITS[Profile.CHAT] for file in files)
    order = files[1:]
    Random(3).shuffle(order)
    with at_office(county.office) as desk:
        receiving.take_in(desk, order[:1])
        receiving.discard(desk)  # photos came before their records: they stay
        assert custody.custody(desk, ROUND).unnamed > 0
        receiving.take_in(desk, [files[0]])
        assert states(covering.coverage(desk, ROUND)) == {CoverageState.PHOTOS}
        (late,) = (one for one in custody.custody(desk, ROUND).teams if one.team == T01)
        assert 0 < late.photos_missing < sent.photos
        receiving.take_in(desk, order[1:])
        assert states(covering.coverage(desk, ROUND)) == {CoverageState.RECEIVED}
        assert custody.custody(desk, ROUND).unnamed == 0


def states(board: covering.CoverageBoard) -> set[CoverageState]:
    cells = [cell for township in board.townships for cell in township.cells]
    return {state for _code, _name, state in cells} - {CoverageState.MISSING}


@pytest.mark.usefixtures("small")
def test_a_volume_that_was_lost_is_asked_for(county: County, out: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path, count=3)
        sent = sending.export(desk, out, CHAT)
    lost, *there = [one.path for one in sent.volumes[::-1]]
    receipt = receive(county, *there)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert len(taken.missing) == sent.volumes[-1].photos
        again = sending.export(desk, out)
    head = open_package.describe(again.path).header
    assert head.facts.kind is Kind.OBJECTS, "marks were acknowledged, photos were not"
    assert (head.counts.objects, again.visits > 0) == (sent.volumes[-1].photos, True)
    lost.unlink()
    receive(county, again.path)
    with at_office(county.office) as desk:
        assert states(covering.coverage(desk, ROUND)) == {CoverageState.RECEIVED}


def test_no_file_is_ever_replaced_and_a_damaged_photo_is_named(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        with desk.store.reading() as reading:
            damaged, lost = sorted(reading.evidence.digests())
            stream = reading.meta.get(keys.STREAM) or ""
        for name in ("", "_2"):
            out.mkdir(exist_ok=True)
            (out / f"回传_{ROUND}_T01_{stream[:4]}_001{name}.wxp").write_text("of a clone")
        desk.vault.discard(lost)
        (file,) = desk.folder.vault_path.rglob(damaged)
        file.write_bytes(file.read_bytes()[:-1])
        sent = sending.export(desk, out)
    assert sent.path.name.endswith("_001_3.wxp")
    assert (sent.lost, sent.photos) == ((lost, damaged), 0)


class StoppingHalfway(Ticket):
    """Cancels itself once half is done."""

    def step(self, done: int, total: int, label: str = "") -> None:
        if done > total / 2:
            self.cancel()
        super().step(done, total, label)


@pytest.mark.usefixtures("small")
def test_stopped_in_the_middle_whole_volumes_stay(
    county: County, out: Path, tmp_path: Path
) -> None:
    ticket = StoppingHalfway()
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path, count=3)
        sent = sending.export(desk, out, CHAT, ticket=ticket)
        with desk.store.reading() as reading:
            noted = reading.packages.all(Direction.OUT)
    assert sent.stopped
    assert 0 < len(sent.volumes) < sent.planned
    assert sorted(out.iterdir()) == sorted(one.path for one in sent.volumes)
    assert [one.id for one in noted] == [one.package_id for one in sent.volumes]
    receive(county, *out.iterdir())


def test_stopped_at_once_nothing_is_written(county: County, out: Path, tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.cancel()
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        with pytest.raises(Cancelled):
            sending.export(desk, out, ticket=ticket)
    assert list(out.iterdir()) == []


def test_progress_counts_the_photos_of_all_volumes(
    county: County, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Profile.CHAT, 750_000)
    told: list[tuple[int, int]] = []
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path, count=3)
        ticket = Ticket(lambda done, total, _label: told.append((done, total)))
        sending.export(desk, out, CHAT, ticket=ticket)
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert len({total for _done, total in told}) == 1
    assert told[-1][0] == told[-1][1] > 0


def test_the_second_copy_is_the_same_file(county: County, out: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path / "photos")
        sent = sending.export(desk, out, sending.Wish(copy=tmp_path / "second"))
    (volume,) = sent.volumes
    assert volume.copy == tmp_path / "second" / sent.path.name
    assert volume.copy is not None
    assert volume.copy.read_bytes() == sent.path.read_bytes()


def test_a_place_for_the_second_copy_that_is_none_does_not_keep_the_first_back(
    county: County, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path / "photos")
        sent = sending.export(desk, out, sending.Wish(copy=tmp_path / "file" / "in"))
    assert sent.fault is not None
    assert sent.path.exists()


@pytest.mark.parametrize("error", [DiskFull, ReadBackFailed])
def test_a_second_copy_on_a_bad_disk_does_not_undo_the_first(
    county: County,
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[DiskFull | ReadBackFailed],
) -> None:
    def refuse(_source: Path, target: Path, _ticket: Ticket) -> None:
        raise error(path=target)

    monkeypatch.setattr(sending, "copy_proved", refuse)
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path / "photos")
        sent = sending.export(desk, out, sending.Wish(copy=tmp_path / "second"))
    assert isinstance(sent.fault, error)
    assert sent.volumes[0].copy is None
    receive(county, sent.path)
