"""What is typed later replaces what it names; a file is taken whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, count_site, draw_photo, in_field, sites_of

from inspector.actions import entering, gathering, scoring
from inspector.domain.errors import Cancelled
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.progress import Ticket
from inspector.domain.visit import ItemEntry
from inspector.media.photo_errors import NotAPhoto

ITEM = ItemCode("ST-2")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "e.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_second_file_replaces_the_items_that_it_counts(county: County, tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.jpg")
    draw_photo(tmp_path / "b.jpg")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        first = (
            "entries: {ST-2.1: {defects: 3}, ST-2.2: {defects: 1}, ST-4.1: {defects: 1}}\n"
            "items: {ST-2: {photos: [a.jpg]}}\n"
        )
        done = entering.enter(desk, site, written(tmp_path, first), photos=tmp_path)
        assert (done.added, done.replaced, done.left) == (("ST-2", "ST-4"), (), ())
        second = "entries: {ST-2.2: {defects: 2}}\nitems: {ST-2: {photos: [b.jpg]}}\n"
        done = entering.enter(desk, site, written(tmp_path, second), photos=tmp_path)
        assert (done.added, done.replaced, done.left) == ((), ("ST-2",), ("ST-4",))
        assert done.changes == ("ST-2 里文件没写的 ST-2.1，原记的已去掉。",)
        held = scoring.open_visit(desk, site).counted[ITEM]
        assert {str(code): one.defects for code, one in held.entries.items()} == {"ST-2.2": 2}
        assert len(held.photos) == 2, "photos are only ever added"
        third = "rest: clear\nentries: {ST-2.1: {defects: 2}}\n"
        done = entering.enter(desk, site, written(tmp_path, third))
        assert done.changes == ("ST-2 里文件没写的 ST-2.2，原记的已去掉。",)
        held = scoring.open_visit(desk, site).counted[ITEM]
        assert held.entries[CheckpointCode("ST-2.1")].defects == 2
        assert held.entries[CheckpointCode("ST-2.2")].filled, "the file's word stands, and the rest"
        kept = scoring.open_visit(desk, site).counted[ItemCode("ST-4")]
        assert kept.entries[CheckpointCode("ST-4.1")].defects == 1, "nobody named it"


def test_an_item_that_only_gets_photos_keeps_its_counts(county: County, tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.jpg")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        entering.enter(desk, site, written(tmp_path, "entries: {ST-2.1: {defects: 3}}\n"))
        path = written(tmp_path, "items: {ST-2: {photos: [a.jpg]}}\n")
        done = entering.enter(desk, site, path, photos=tmp_path)
        assert (done.added, done.replaced, done.left) == ((), (), ("ST-2",))
        held = scoring.open_visit(desk, site).counted[ITEM]
        assert held.entries[CheckpointCode("ST-2.1")].defects == 3
        assert len(held.photos) == 1


def test_a_zero_case_stays_until_a_file_counts_its_item_again(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        before = visit.card().points
        burning = visit.rubric.item(ITEM).zero_if[0]
        text = f"items: {{ST-2: {{zero: {burning}, basis: 照片}}}}\nrest: clear\n"
        done = entering.enter(desk, site, written(tmp_path, text))
        assert done.points < before
        again = entering.enter(desk, site, written(tmp_path, "rest: clear\n"))
        assert again.points == done.points
        zero = scoring.open_visit(desk, site).counted[ITEM].zero
        assert zero is not None
        assert zero.basis == "照片"
        path = written(tmp_path, "rest: clear\nentries: {ST-2.1: {defects: 0}}\n")
        last = entering.enter(desk, site, path)
        assert last.points > done.points
        assert last.changes == (f"ST-2 原记的零分情形“{burning}”已去掉。",)


def test_what_does_not_apply_goes_when_a_file_counts_it(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        uid = scoring.open_visit(desk, site).uid
        with desk.store.unit() as unit:  # no form in use allows it: as an older one did
            unit.visits.put_item(uid, ITEM, ItemEntry(na="没有这一类"))
            unit.commit()
        path = written(tmp_path, "rest: clear\nentries: {ST-2.1: {note: 有了}}\n")
        done = entering.enter(desk, site, path)
        assert done.changes == ("ST-2 原记的不适用“没有这一类”已去掉。",)
        assert not scoring.open_visit(desk, site).counted[ITEM].na


def test_objections_are_replaced_only_by_a_file_that_has_some(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        uid = scoring.open_visit(desk, site).uid
        text = "objections: [{text: 雨天, by: 书记}, {text: 停电, by: 书记}]\n"
        assert entering.enter(desk, site, written(tmp_path, text)).changes == ()
        entering.enter(desk, site, written(tmp_path, "entries: {ST-2.1: {defects: 3}}\n"))
        with desk.store.reading() as reading:
            assert len(reading.visits.objections(uid)) == 2
        done = entering.enter(desk, site, written(tmp_path, "objections: []\n"))
        assert done.changes == ("原有的 2 条异议换成文件里的 0 条。",)
        with desk.store.reading() as reading:
            assert reading.visits.objections(uid) == ()


def test_look_do_not_photograph_holds_for_files_too(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise gathering.LookOnly(item="台账")

    draw_photo(tmp_path / "a.jpg")
    monkeypatch.setattr(entering, "check_photos_allowed", refuse)
    path = written(tmp_path, "items: {ST-2: {photos: [a.jpg]}}\n")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with pytest.raises(gathering.LookOnly):
            entering.enter(desk, site, path, photos=tmp_path)
        assert not scoring.open_visit(desk, site).counted


def test_a_refused_or_stopped_file_saves_nothing(county: County, tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_text("no picture")
    whole = "entries: {ST-2.1: {defects: 3}}\nitems: {ST-2: {photos: [a.jpg, b.jpg]}}\n"
    path = written(tmp_path, whole)
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with pytest.raises(NotAPhoto):
            entering.enter(desk, site, path, photos=tmp_path)
        ticket = Ticket()
        ticket.cancel()
        with pytest.raises(Cancelled):
            entering.enter(desk, site, path, photos=tmp_path, ticket=ticket)
        assert not scoring.open_visit(desk, site).counted
        assert not [one for one in desk.folder.vault_path.rglob("*") if one.is_file()]
