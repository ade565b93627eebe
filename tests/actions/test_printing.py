"""Paper is printed of what is sealed; where there is nothing to print, that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    Clock,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    print_papers,
    sites_of,
    write_lists,
)

from inspector.actions import creating, gathering, scoring, visit_sheets
from inspector.actions.desk import Desk
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.score_sheets import NothingToPrint
from inspector.actions.results import NothingToRank
from inspector.actions.rounds import NoRound, NoSuchRound
from inspector.domain.ids import ItemCode, RoundId, VisitUid
from inspector.sheets.score_sheet import ScoreSheet
from inspector.store.unit import Reading


def test_a_county_without_a_round_has_nothing_to_print(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with at_office(tmp_path / "office") as desk:
        for document in ("score-sheet", "ranking", "coverage"):
            with pytest.raises(NoRound):
                print_papers(desk, document, tmp_path / "paper")
            with pytest.raises(NoSuchRound, match="2030"):
                DOCUMENTS[document].plan(desk, Wish(round=RoundId("2030")))
    assert not (tmp_path / "paper").exists()


def test_a_round_without_seals_has_no_sheet_and_no_ranking(county: County) -> None:
    paper = county.root / "paper"
    with at_office(county.office) as desk:
        with pytest.raises(NothingToPrint, match=ROUND):
            print_papers(desk, "score-sheet", paper)
        with pytest.raises(NothingToRank):
            print_papers(desk, "ranking", paper)
        (path,) = print_papers(desk, "coverage", paper)
    assert path.name == "覆盖情况_2026-11.pdf"
    with in_field(county.laptop) as desk:
        count_site(desk, sites_of(desk)[0])
        with pytest.raises(NothingToPrint):
            print_papers(desk, "score-sheet", paper)


def test_the_annex_shows_four_photos_at_most(county: County, tmp_path: Path) -> None:
    files = [draw_photo(tmp_path / f"{at}.jpg") for at in range(6)]
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        items = [
            item.code
            for item in visit.rubric.items()
            if not all(point.no_photo for point in item.checkpoints)
        ]
        for code, file in zip(items, files, strict=False):
            gathering.attach(desk, visit, code, [file])
        with desk.store.reading() as reading:
            current = scoring.load_visit(reading, visit.uid)
            whole = facts_of(reading, desk, current.uid)
            first = current.counted[ItemCode(about(whole)[0].split()[0])].photos[0]
            desk.vault.discard(first)
            torn = facts_of(reading, desk, current.uid)
            for other in reading.evidence.of_visit(visit.uid):
                desk.vault.discard(other.digest)
            bare = facts_of(reading, desk, current.uid)
        lossy = {loss.item for loss in current.card().losses}
    assert len(whole.photos) == visit_sheets.ANNEX_PHOTOS
    assert whole.photos_told == "共 6 张，印 4 张"
    codes = [one.split()[0] for one in about(whole)]
    assert codes == sorted(codes, key=lambda code: code not in lossy)
    named = visit.rubric.item(ItemCode(codes[0]))
    assert about(whole)[0] == f"{named.code} {named.short}"
    assert about(torn)[:3] == about(whole)[1:], "the next one stands in its place"
    assert torn.photos_told == "共 6 张，印 4 张；1 张打不开，没有印"
    assert (bare.photos, bare.photos_told) == ((), "共 6 张，印 0 张；6 张打不开，没有印")


def facts_of(reading: Reading, desk: Desk, uid: VisitUid) -> ScoreSheet:
    return visit_sheets._sheet_of(reading, desk, visit_sheets.standing(reading, desk, uid))


def about(sheet: ScoreSheet) -> list[str]:
    """Return what the photos of the annex belong to."""
    return [one.caption.split("　")[0] for one in sheet.photos]
