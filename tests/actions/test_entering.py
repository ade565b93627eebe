"""What is typed later joins what is there; a file is taken whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, count_site, draw_photo, in_field, sites_of

from inspector.actions import entering, gathering, scoring
from inspector.domain.errors import Cancelled
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.progress import Ticket
from inspector.media.photo_errors import NotAPhoto

ITEM = ItemCode("ST-2")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "e.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_second_file_joins_the_first(county: County, tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.jpg")
    draw_photo(tmp_path / "b.jpg")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        first = "entries: {ST-2.1: {defects: 3}}\nitems: {ST-2: {photos: [a.jpg]}}\n"
        entering.enter(desk, site, written(tmp_path, first), photos=tmp_path)
        second = "entries: {ST-2.2: {defects: 1}}\nitems: {ST-2: {photos: [b.jpg]}}\n"
        done = entering.enter(desk, site, written(tmp_path, second), photos=tmp_path)
        held = scoring.open_visit(desk, site).counted[ITEM]
        assert done.photos == 1
        assert {str(code): one.defects for code, one in held.entries.items()} == {
            "ST-2.1": 3,
            "ST-2.2": 1,
        }
        assert len(held.photos) == 2
        third = "rest: clear\nentries: {ST-2.1: {defects: 2}}\n"
        entering.enter(desk, site, written(tmp_path, third))
        held = scoring.open_visit(desk, site).counted[ITEM]
        assert held.entries[CheckpointCode("ST-2.1")].defects == 2
        assert held.entries[CheckpointCode("ST-2.2")].defects == 1, "what is there is not filled"
        assert any(entry.filled for entry in held.entries.values())
        assert len(held.photos) == 2


def test_a_zero_case_counts_and_stays(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        before = visit.card().points
        burning = visit.rubric.item(ITEM).zero_if[0]
        text = f"items: {{ST-2: {{zero: {burning}, basis: 照片}}}}\n"
        done = entering.enter(desk, site, written(tmp_path, text))
        assert done.points < before
        again = entering.enter(desk, site, written(tmp_path, "rest: clear\n"))
        assert again.points == done.points
        zero = scoring.open_visit(desk, site).counted[ITEM].zero
        assert zero is not None
        assert zero.basis == "照片"


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
